import { describe, expect, it } from 'vitest';
import { symbolImage } from './military';
import { AFFILIATIONS, KINDS } from './picture';

function coloursIn(image: string): Set<string> {
  const svg = decodeURIComponent(image.slice(image.indexOf(',') + 1));
  return new Set(svg.match(/(?<=(?:fill|stroke)=")(?!none|transparent)[^"]+/g));
}

describe('military symbols', () => {
  it('have nothing but red in the red theme', () => {
    for (const kind of KINDS) {
      for (const side of AFFILIATIONS) {
        const bright = [...coloursIn(symbolImage(kind, side, 'red'))].filter((colour) => {
          const [red = 0, green = 255, blue = 255] = (colour.match(/[0-9a-f]{2}/gi) ?? []).map(
            (part) => Number.parseInt(part, 16),
          );
          const most = Math.max(green, blue);
          return !colour.startsWith('#') || (most > 110 && most > 0.7 * red);
        });
        expect(bright, `${kind} ${side}`).toEqual([]);
      }
    }
  });

  it('have the colours of the console in the dark', () => {
    expect(coloursIn(symbolImage('vehicle', 'hostile', 'dark'))).toContain('#f85149');
    expect(coloursIn(symbolImage('vehicle', 'friend', 'dark'))).toContain('#58a6ff');
  });
});
