import { describe, expect, it } from 'vitest';
import { folded, Gazetteer } from './gazetteer';

const gazetteer = new Gazetteer([
  ['Paris', 'FR', 2.35, 48.85, 2138],
  ['Paris', 'US', -95.55, 33.66, 25],
  ['Parintins', 'BR', -56.74, -2.63, 63],
  ['Tromsø', 'NO', 18.96, 69.65, 52],
  ['San José', 'CR', -84.08, 9.93, 335],
  ['Villa de San José', 'MX', -100, 20, 10],
  ['Norway', '', 10, 61, 90],
]);
const names = (text: string) =>
  gazetteer.search(text, 10).map(({ name, detail }) => `${name}, ${detail}`);

describe('the search for places', () => {
  it('gives whole names before beginnings, and the bigger place first', () => {
    expect(names('paris')).toEqual(['Paris, France', 'Paris, United States']);
    expect(names('par')).toEqual(['Paris, France', 'Parintins, Brazil', 'Paris, United States']);
  });

  it('does not need marks and strange letters', () => {
    expect(names('tromso')).toEqual(['Tromsø, Norway']);
    expect(names('SAN JOSE')[0]).toBe('San José, Costa Rica');
    expect(folded('Łódź Þórshöfn')).toBe('lodz thorshofn');
  });

  it('finds later words of a name after its beginnings', () => {
    expect(names('san')).toEqual(['San José, Costa Rica', 'Villa de San José, Mexico']);
  });

  it('is narrowed by a country or its code', () => {
    expect(names('paris, united')).toEqual(['Paris, United States']);
    expect(names('paris, us')).toEqual(['Paris, United States']);
  });

  it('knows countries, and shows a place at a zoom that fits it', () => {
    const [norway] = gazetteer.search('norway', 1);
    expect(norway?.detail).toBe('Country');
    expect(norway?.zoom).toBeLessThan(gazetteer.search('tromso', 1)[0]?.zoom ?? 0);
  });

  it('gives no more than asked for, and nothing for a single letter', () => {
    expect(gazetteer.search('par', 2)).toHaveLength(2);
    expect(gazetteer.search('p', 2)).toEqual([]);
    expect(gazetteer.search('xyzzy', 2)).toEqual([]);
  });
});
