import { describe, expect, it } from 'vitest';
import { AFFILIATIONS, KINDS } from './picture';
import { sidcOf } from './sidc';

const codes = KINDS.flatMap((kind) => AFFILIATIONS.map((side) => sidcOf(kind, side)));

describe('symbol codes', () => {
  it('are 20 digits, one for each kind and affiliation', () => {
    expect(codes.filter((code) => !/^\d{20}$/.test(code))).toEqual([]);
    expect(new Set(codes).size).toBe(KINDS.length * AFFILIATIONS.length);
  });

  it('say the standard identity, the symbol set and the entity', () => {
    expect(sidcOf('aircraft', 'hostile')).toBe('10060100001201000000');
    expect(sidcOf('vessel', 'friend')).toBe('10033000001401000000');
    expect(sidcOf('station', 'neutral')).toBe('10042000001212030000');
    expect(sidcOf('other', 'unknown')).toBe('10010000000000000000');
  });

  it('are all known to the symbol library, with the affiliation that they mean', async () => {
    const { default: milsymbol } = await import('milsymbol');
    for (const kind of KINDS) {
      for (const side of AFFILIATIONS) {
        const symbol = new milsymbol.Symbol(sidcOf(kind, side));
        expect(symbol.isValid(), `${kind} ${side}`).toBe(true);
        expect(symbol.getMetadata().affiliation.toLowerCase()).toBe(side);
      }
    }
  });
});
