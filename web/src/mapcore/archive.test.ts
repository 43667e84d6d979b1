import { describe, expect, it } from 'vitest';
import { archive, inventedLand, PICTURES, vectorTile } from '../../testing/pmtiles.mjs';
import { openArchive } from './archive';

const BOUNDS = [10, 56, 12, 58];

function reading(file: Uint8Array) {
  return async (offset: number, length: number) => ({
    data: Uint8Array.from(file.subarray(offset, offset + length)).buffer as ArrayBuffer,
  });
}

let opened = 0;
const open = (file: Uint8Array) => openArchive(`test-${opened++}`, reading(file));

describe('a PMTiles archive', () => {
  it('tells its zooms, its bounds, its schema and whose it is', async () => {
    const { schema, minZoom, maxZoom, bounds, attribution } = await open(
      inventedLand(BOUNDS, 'Testholm'),
    );
    expect([schema, minZoom, maxZoom]).toEqual(['protomaps', 0, 0]);
    expect(bounds).toEqual(BOUNDS);
    expect(attribution).toBe('© Surveyors of Nowhere');
  });

  it('gives its tiles unpacked, and nothing where it has none', async () => {
    const land = await open(inventedLand(BOUNDS, 'Testholm'));
    const { signal } = new AbortController();
    const tile = await land.tile(0, 0, 0, signal);
    expect(new TextDecoder('latin1').decode(tile)).toContain('Testholm');
    expect(await land.tile(1, 0, 0, signal)).toBeUndefined();
  });

  it('knows OpenMapTiles, and pictures', async () => {
    const layers = { vector_layers: [{ id: 'transportation' }, { id: 'place' }] };
    const streets = archive(vectorTile({}), layers, { bounds: BOUNDS });
    expect((await open(streets)).schema).toBe('openmaptiles');
    const pictures = archive(Buffer.from('png'), {}, { bounds: BOUNDS, type: PICTURES });
    expect((await open(pictures)).schema).toBe('raster');
  });

  it('that cannot be drawn says why', async () => {
    const other = { vector_layers: [{ id: 'fields' }, { id: 'ponds' }] };
    await expect(open(archive(vectorTile({}), other, { bounds: BOUNDS }))).rejects.toThrow(
      'its layers (fields, ponds) are of neither',
    );
    const torn = archive(vectorTile({}), {}, { bounds: BOUNDS, directory: Buffer.from('torn') });
    await expect(open(torn)).rejects.toThrow('its directory can’t be read');
    await expect(
      open(Buffer.from('<html>no map, but long enough to be one</html>'.repeat(9))),
    ).rejects.toThrow('its directory can’t be read');
  });
});
