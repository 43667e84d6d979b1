import { describe, expect, it } from 'vitest';
import { THEMES } from './themes';
import { rasterLayer, schemaOf, tileLayers } from './tile-style';

describe('the style of imported tiles', () => {
  it('is chosen by the layers that the archive has', () => {
    expect(schemaOf(['earth', 'water', 'roads', 'places'])).toBe('protomaps');
    expect(schemaOf(['water', 'transportation', 'place'])).toBe('openmaptiles');
    expect(schemaOf(['fields'])).toBeUndefined();
  });

  it('has only colours of the theme, so that red stays red', () => {
    for (const schema of ['protomaps', 'openmaptiles'] as const) {
      const colours = JSON.stringify(tileLayers(schema, THEMES.red)).match(/#[0-9a-f]{6}/g) ?? [];
      const own: readonly unknown[] = Object.values(THEMES.red);
      expect(colours.length).toBeGreaterThan(10);
      expect(colours.filter((colour) => !own.includes(colour))).toEqual([]);
    }
  });

  it('needs no other font, sprite or server than the page has', () => {
    const layers = JSON.stringify([...tileLayers('openmaptiles', THEMES.dark), rasterLayer(true)]);
    expect(layers).not.toMatch(/http|icon-image/);
    expect(layers).toContain('Inter Variable');
  });
});
