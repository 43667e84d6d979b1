import { Compression, PMTiles, type Source, TileType } from 'pmtiles';
import type { Bounds, ReadBytes } from './picture';
import { type Schema, schemaOf } from './tile-style';

/** An opened PMTiles archive: what the map needs to know of it, and its tiles. */
export interface Archive {
  /** Raster tiles carry their own drawing; vector tiles are drawn by the schema of their layers. */
  readonly schema: Schema | 'raster';
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly bounds: Bounds;
  /** As plain text; empty if the archive names nobody. */
  readonly attribution: string;
  /** Undefined where the archive has none. */
  tile(z: number, x: number, y: number, signal: AbortSignal): Promise<ArrayBuffer | undefined>;
}

const RASTER: readonly TileType[] = [TileType.Png, TileType.Jpeg, TileType.Webp, TileType.Avif];
const PACKED: readonly Compression[] = [Compression.Unknown, Compression.None, Compression.Gzip];
const MAX_ATTRIBUTION = 120;

/** Opens the archive; throws an error whose message says to people what is wrong with it. */
export async function openArchive(key: string, read: ReadBytes): Promise<Archive> {
  const source: Source = {
    getKey: () => key,
    getBytes: async (offset, length, signal) => read(offset, length, signal),
  };
  const tiles = new PMTiles(source);
  const { header, metadata } = await directory(tiles);
  const { tileType, tileCompression, minZoom, maxZoom } = header;
  if (!PACKED.includes(tileCompression)) {
    throw new Error('its tiles are compressed with something else than gzip');
  }
  if (header.numAddressedTiles === 0) throw new Error('it has no tiles');
  return {
    schema: RASTER.includes(tileType) ? 'raster' : vectorSchema(tileType, metadata),
    minZoom,
    maxZoom,
    bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
    attribution: plain(metadata.attribution),
    tile: async (z, x, y, signal) => (await tiles.getZxy(z, x, y, signal))?.data,
  };
}

async function directory(tiles: PMTiles) {
  try {
    const header = await tiles.getHeader();
    const metadata = ((await tiles.getMetadata()) ?? {}) as Record<string, unknown>;
    return { header, metadata };
  } catch (error) {
    throw new Error(
      `its directory can’t be read (${error instanceof Error ? error.message : error})`,
    );
  }
}

function vectorSchema(type: TileType, metadata: Record<string, unknown>): Schema {
  if (type !== TileType.Mvt)
    throw new Error('its tiles are neither pictures nor Mapbox vector tiles');
  const layers = Array.isArray(metadata.vector_layers) ? metadata.vector_layers : [];
  const names = layers.map((layer) => String((layer as { id?: unknown }).id));
  const schema = schemaOf(names);
  if (!schema) {
    const found = names.length > 0 ? names.slice(0, 6).join(', ') : 'none that it names';
    throw new Error(
      `its layers (${found}) are of neither the Protomaps nor the OpenMapTiles schema`,
    );
  }
  return schema;
}

function plain(attribution: unknown): string {
  if (typeof attribution !== 'string') return '';
  const text = new DOMParser().parseFromString(attribution, 'text/html').body.textContent ?? '';
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_ATTRIBUTION);
}
