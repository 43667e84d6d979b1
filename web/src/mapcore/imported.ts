import * as maplibre from 'maplibre-gl';
import { type Archive, openArchive } from './archive';
import type { Bounds, ImportedState, ReadBytes, Theme } from './picture';
import { GRID_SOURCE } from './shapes';
import { THEMES } from './themes';
import {
  IMPORTED_AREA,
  IMPORTED_NAMES,
  IMPORTED_SOURCE,
  rasterLayer,
  tileLayers,
} from './tile-style';

const PROTOCOL = 'imported';
/** Multiplied with a picture this leaves its light in red alone. */
const RED_LIGHT = '#d01c1c';
/** Layers of the built-in map whose names would stand twice where the archive has its own. */
const OWN_NAMES = ['places', 'countries'];

/** Archives that tiles are asked of, by the tag in the tiles' addresses. */
const archives = new Map<string, Archive>();

/** The operator's own base map, drawn over the built-in one where it has something. */
export class ImportedMap {
  private archive: Archive | undefined;
  private tag: string | null = null;
  private readonly ownFilters = new Map<string, maplibre.FilterSpecification | undefined>();

  constructor(
    private readonly map: maplibre.Map,
    private readonly read: ReadBytes,
    private readonly report: (state: ImportedState) => void,
  ) {
    maplibre.addProtocol(PROTOCOL, async ({ url }, { signal }) => ({
      data: await tile(url, signal),
    }));
    map.once('remove', () => archives.delete(this.tag ?? ''));
  }

  /** Shows the archive with this tag, none for null. Resolves when it is there or has failed. */
  async show(tag: string | null, theme: () => Theme): Promise<void> {
    if (tag === this.tag) return;
    this.clear();
    this.tag = tag;
    if (tag === null) {
      this.report({ state: 'none' });
      return;
    }
    this.report({ state: 'loading' });
    try {
      const archive = await openArchive(tag, this.read);
      if (this.tag !== tag) return;
      archives.set(tag, archive);
      this.archive = archive;
      this.add(theme());
      this.report({ state: 'shown', attribution: archive.attribution, bounds: archive.bounds });
    } catch (error) {
      if (this.tag !== tag) return;
      this.clear();
      this.tag = tag;
      this.report({ state: 'failed', reason: error instanceof Error ? error.message : `${error}` });
    }
  }

  setTheme(theme: Theme): void {
    if (!this.archive) return;
    const { archive, tag } = this;
    this.clear();
    this.archive = archive;
    this.tag = tag;
    archives.set(tag ?? '', archive);
    this.add(theme);
  }

  /** Ids of the layers with names, for whoever shows or hides those. */
  names(): string[] {
    return this.layers().filter((id) => id.startsWith(IMPORTED_NAMES));
  }

  private layers(): string[] {
    return this.map.getLayersOrder().filter((id) => id.startsWith('imported-'));
  }

  private add(theme: Theme): void {
    const { archive, map, tag } = this;
    if (!archive) return;
    const { minZoom: minzoom, maxZoom: maxzoom, bounds, schema } = archive;
    const common = { bounds: [...bounds] as [number, number, number, number], minzoom, maxzoom };
    const tiles = [`${PROTOCOL}://${tag}/${schema === 'raster' ? theme : 'all'}/{z}/{x}/{y}`];
    const area = areaOf(bounds);
    map.addSource(IMPORTED_AREA, { type: 'geojson', data: area });
    map.addSource(IMPORTED_SOURCE, {
      ...(schema === 'raster' ? { type: 'raster', tileSize: 256 } : { type: 'vector' }),
      ...common,
      tiles,
    });
    const layers =
      schema === 'raster' ? [rasterLayer(theme === 'dark')] : tileLayers(schema, THEMES[theme]);
    for (const layer of layers) {
      const above = layer.type === 'symbol' ? 'places' : `${GRID_SOURCE}-fill`;
      map.addLayer({ ...layer, minzoom: Math.max(layer.minzoom ?? 0, minzoom) }, above);
    }
    for (const id of OWN_NAMES) {
      const own = this.ownFilters.get(id) ?? map.getFilter(id) ?? undefined;
      this.ownFilters.set(id, own);
      const outside = ['!', ['within', area]];
      map.setFilter(id, (own ? ['all', own, outside] : outside) as maplibre.FilterSpecification);
    }
  }

  private clear(): void {
    const { map } = this;
    for (const id of this.layers()) map.removeLayer(id);
    for (const id of [IMPORTED_SOURCE, IMPORTED_AREA]) {
      if (map.getSource(id)) map.removeSource(id);
    }
    for (const [id, filter] of this.ownFilters) map.setFilter(id, filter ?? null);
    archives.delete(this.tag ?? '');
    this.archive = undefined;
    this.tag = null;
  }
}

function areaOf([west, south, east, north]: Bounds) {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon' as const, coordinates: [ring] };
}

/** `imported://tag/theme/z/x/y`. */
async function tile(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const [tag = '', theme, z, x, y] = url.slice(PROTOCOL.length + 3).split('/');
  const archive = archives.get(tag);
  const data = await archive?.tile(Number(z), Number(x), Number(y), signal);
  if (archive?.schema !== 'raster') return data ?? new ArrayBuffer(0);
  if (data && theme !== 'red') return data;
  return painted(data, (pen, size) => {
    pen.globalCompositeOperation = 'multiply';
    pen.fillStyle = RED_LIGHT;
    pen.fillRect(0, 0, size, size);
  });
}

/** The picture with something done to it; without one a tile that shows nothing. */
async function painted(
  data: ArrayBuffer | undefined,
  paint: (pen: OffscreenCanvasRenderingContext2D, size: number) => void,
): Promise<ArrayBuffer> {
  const picture = data && (await createImageBitmap(new Blob([data])));
  const canvas = new OffscreenCanvas(picture?.width ?? 1, picture?.height ?? 1);
  const pen = canvas.getContext('2d');
  if (pen && picture) {
    pen.drawImage(picture, 0, 0);
    paint(pen, canvas.width);
  }
  return (await canvas.convertToBlob()).arrayBuffer();
}
