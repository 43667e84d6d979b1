import { describe, expect, it } from 'vitest';
import * as format from './format';

describe('age', () => {
  it.each([
    [-500, '0 s'],
    [999, '0 s'],
    [4_200, '4 s'],
    [60_000, '1 m'],
    [130_000, '2 m 10 s'],
    [754_000, '12 m'],
    [3_600_000, '1 h'],
    [11_100_000, '3 h 5 m'],
    [187_200_000, '2 d 4 h'],
  ])('%d ms reads %s', (milliseconds, text) => {
    expect(format.age(milliseconds)).toBe(text);
  });

  it('keeps one unit in a column', () => {
    expect(format.shortAge(130_000)).toBe('2 m');
    expect(format.shortAge(187_200_000)).toBe('2 d');
  });
});

describe('positions', () => {
  it('gives degrees, minutes and seconds with leading zeros', () => {
    expect(format.dmsPosition(51.47, -0.51)).toBe('51°28′12.0″N 000°30′36.0″W');
  });

  it('carries a rounded minute into the degree', () => {
    expect(format.dmsPosition(-33.9999999, 151.9999999)).toBe('34°00′00.0″S 152°00′00.0″E');
  });
});

describe('kinematics', () => {
  it('speaks knots, feet and three-figure bearings', () => {
    expect(format.knots(82.9)).toBe('161.1 kn');
    expect(format.feet(518.2)).toBe('1\u202f700 ft');
    expect(format.bearing(6.6)).toBe('007°');
    expect(format.bearing(359.7)).toBe('000°');
  });

  it('shows what is absent as a dash', () => {
    expect([format.knots(undefined), format.feet(undefined), format.bearing(undefined)]).toEqual([
      '–',
      '–',
      '–',
    ]);
  });

  it('groups thousands and keeps the sign', () => {
    expect(format.grouped(-1_234_567)).toBe('\u22121\u202f234\u202f567');
  });
});

describe('names', () => {
  it('reads identifiers as people say them', () => {
    expect(format.idWithScheme('icao:4ca2b6')).toBe('ICAO 4CA2B6');
    expect(format.idWithScheme('aprs:OH7LZB-9')).toBe('APRS OH7LZB-9');
    expect(format.bareId('cot:a:b')).toBe('a:b');
  });

  it('turns field names into words', () => {
    expect(format.fieldLabel('ground_speed')).toBe('Ground speed');
    expect(format.fieldLabel('mmsi')).toBe('MMSI');
  });
});
