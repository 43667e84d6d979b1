import { describe, expect, it } from 'vitest';
import { COORDINATE_FORMATS } from '../preferences';
import { formatPosition, parsePosition } from './coordinates';
import { circle, destination, greatCircle, wayBetween } from './geodesy';
import { formatMgrs, parseMgrs } from './mgrs';
import { fromGrid, toGrid, zoneOf } from './utm';

const at = (latitude: number, longitude: number) => ({ latitude, longitude });

describe('UTM', () => {
  // The same points by the mgrs package 2.2.0 (proj4js).
  it.each([
    [at(43.642567, -79.387139), 17, true, 630_084, 4_833_438],
    [at(48.858222, 2.2945), 31, true, 448_251, 5_411_935],
    [at(0, 3), 31, true, 500_000, 0],
    [at(-33.856784, 151.215297), 56, false, 334_900, 6_252_290],
  ])('%o is in zone %d', (place, zone, north, easting, northing) => {
    const point = toGrid(place);
    expect(point.zone).toBe(zone);
    expect(point.north).toBe(north);
    expect(Math.abs(point.easting - easting)).toBeLessThan(2);
    expect(Math.abs(point.northing - northing)).toBeLessThan(2);
  });

  it('knows the zones of Norway and Svalbard and none near the poles', () => {
    expect(zoneOf(at(60.4, 5.3))).toBe(32);
    expect(zoneOf(at(78.2, 15.6))).toBe(33);
    expect(zoneOf(at(78, 8))).toBe(31);
    expect(zoneOf(at(50, 5.3))).toBe(31);
    expect(zoneOf(at(84.5, 5))).toBe(0);
    expect(zoneOf(at(10, 180))).toBe(1);
  });

  it('comes back to the same place everywhere on the globe', () => {
    for (let latitude = -89.5; latitude < 90; latitude += 7.3) {
      for (let longitude = -179.9; longitude < 180; longitude += 11.7) {
        const back = fromGrid(toGrid(at(latitude, longitude)));
        expect(back.latitude).toBeCloseTo(latitude, 8);
        expect(back.longitude).toBeCloseTo(longitude, 8);
      }
    }
  });
});

describe('MGRS', () => {
  // References by the mgrs package 2.2.0 (proj4js); the poles by NGA.STND.0037.
  it.each([
    [at(38.8977, -77.0365), '18S UJ 23394 07395'],
    [at(48.858222, 2.2945), '31U DQ 48251 11935'],
    [at(21.309433, -157.916867), '04Q FJ 12340 56779'],
    [at(-33.856784, 151.215297), '56H LH 34900 52290'],
    [at(60.4, 5.3), '32V KN 96191 01684'],
    [at(78.2, 15.6), '33X WG 13696 80760'],
    [at(-0.01, -0.01), '30M ZE 32864 98893'],
    [at(-79.9, 100), '47C NM 19576 29407'],
    [at(90, 0), 'Z AH 00000 00000'],
    [at(-90, 0), 'B AN 00000 00000'],
  ])('%o is %s', (place, text) => {
    expect(formatMgrs(place)).toBe(text);
  });

  it('is read back to within its metre, in any spacing and case', () => {
    for (let latitude = -88; latitude < 89; latitude += 3.7) {
      for (let longitude = -179; longitude < 180; longitude += 13.3) {
        const text = formatMgrs(at(latitude, longitude));
        for (const spelling of [text, text.toLowerCase(), text.replaceAll(' ', '')]) {
          const back = parseMgrs(spelling);
          expect(back, spelling).not.toBeNull();
          expect(wayBetween(at(latitude, longitude), back ?? at(0, 0)).metres).toBeLessThan(1.5);
        }
      }
    }
  });

  it('means the middle of a coarser square', () => {
    const coarse = parseMgrs('31U DQ 48 11');
    expect(
      wayBetween(parseMgrs('31U DQ 48500 11500') ?? at(0, 0), coarse ?? at(0, 0)).metres,
    ).toBeLessThan(2);
  });

  it.each(['31U DQ 482 1193', '61U DQ 1 1', '31I DQ 1 1', '31U DI 1 1', '31U D', '31U ZZ 12 12'])(
    'does not take %s',
    (text) => {
      expect(parseMgrs(text)).toBeNull();
    },
  );
});

describe('a typed position', () => {
  it.each([
    '51.47, -0.51',
    '51.47 -0.51',
    '51,47; -0,51',
    '51.47N 0.51W',
    'N51.47 W0.51',
    '0.51W 51.47N',
    'geo:51.47,-0.51',
    'lat 51.47 lon -0.51',
    'Latitude: 51.47, Longitude: -0.51',
    '51.47° −0.51°',
    '51°28′12″N 000°30′36″W',
    `51°28'12"N, 0°30'36"W`,
    '51 28 12 N 0 30 36 W',
    'N 51 28 12 W 000 30 36',
    '51-28-12N 000-30-36W',
    '51d28m12s N 0d30m36s W',
    '51 deg 28 min 12 sec N, 0 deg 30 min 36 sec W',
    '51:28:12 -0:30:36',
    '51 28 12, -0 30 36',
    '512812N 0003036W',
    '512812N0003036W',
    '5128.2N 00030.6W',
    `51°28.2'N 0°30.6'W`,
    '51 28.2 -0 30.6',
  ])('%s', (text) => {
    const found = parsePosition(text);
    expect(found?.latitude).toBeCloseTo(51.47, 5);
    expect(found?.longitude).toBeCloseTo(-0.51, 5);
  });

  it.each([
    '31U 448251 5411932',
    '31 U 448251 5411932',
    '31N 448251 5411932',
    '31U 448251 mE 5411932 mN',
    '31U E448251 N5411932',
    'zone 31U, 448251mE, 5411932mN',
    'UTM 31U 448251E 5411932N',
  ])('UTM %s', (text) => {
    const found = parsePosition(text);
    expect(found?.latitude).toBeCloseTo(48.8582, 3);
    expect(found?.longitude).toBeCloseTo(2.2945, 3);
  });

  it('tells band S from the southern hemisphere by the northing', () => {
    expect(parsePosition('18S 323394 4307395')?.latitude).toBeCloseTo(38.9, 1);
    expect(parsePosition('56S 334873 6252220')?.latitude).toBeCloseTo(-33.86, 1);
  });

  it.each(COORDINATE_FORMATS)('as %s prints it is read back', (format) => {
    for (const place of [at(51.47, -0.51), at(-33.85, 151.2), at(-0.00005, 179.9999), at(86, 20)]) {
      const back = parsePosition(formatPosition(place, format));
      expect(back, formatPosition(place, format)).not.toBeNull();
      expect(wayBetween(place, back ?? at(0, 0)).metres).toBeLessThan(3);
    }
  });

  it.each([
    '',
    'BAW123',
    '219012345',
    '4ca2b6',
    '51.47',
    '91, 0',
    '10, 181',
    '51 61 0 N 0 0 0 W',
    '51N 52N',
    '51N 4',
    'hello, world',
    '1 2 3',
    'N W',
  ])('is not %s', (text) => {
    expect(parsePosition(text)).toBeNull();
  });
});

describe('the way between two places', () => {
  it('agrees with the published line of Vincenty’s test', () => {
    // Flinders Peak to Buninyong, Geoscience Australia: 54 972.271 m, 306 degrees 52 minutes 5.37 seconds.
    const way = wayBetween(
      at(-(37 + 57 / 60 + 3.7203 / 3600), 144 + 25 / 60 + 29.5244 / 3600),
      at(-(37 + 39 / 60 + 10.1561 / 3600), 143 + 55 / 60 + 35.3839 / 3600),
    );
    expect(way.metres).toBeCloseTo(54_972.271, 2);
    expect(way.bearing).toBeCloseTo(306 + 52 / 60 + 5.37 / 3600, 4);
  });

  it('is nothing to the same place, and half the globe to the opposite one', () => {
    expect(wayBetween(at(10, 20), at(10, 20)).metres).toBe(0);
    expect(wayBetween(at(0, 0), at(0.1, 179.9)).metres).toBeGreaterThan(19_900_000);
  });

  it('leads to where it ends', () => {
    const end = destination(at(52, 4), 50_000, 77);
    const way = wayBetween(at(52, 4), end);
    expect(way.metres / 50_000).toBeCloseTo(1, 2);
    expect(way.bearing).toBeCloseTo(77, 0);
  });

  it('is drawn in one piece over the antimeridian', () => {
    const line = greatCircle(at(10, 179), at(12, -178));
    expect(line.at(-1)).toEqual([182, 12]);
    expect(line.every(([longitude]) => longitude > 178 && longitude < 183)).toBe(true);
    const ring = circle(at(0, 179.9), 100_000, 8);
    expect(ring[0]).toEqual(ring.at(-1));
  });
});
