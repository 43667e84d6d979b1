import 'maplibre-gl/dist/maplibre-gl.css';
import * as maplibre from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import {
  basemapStyle,
  FINE_ZOOM,
  fineLayers,
  fineSources,
  LABEL_LAYER,
  LABEL_PX,
  LABEL_SOURCE,
  placeDot,
} from './basemap';
import type { Graphics } from './graphics';
import { degreeGrid, mgrsGrid } from './grid';
import { Handles } from './handles';
import type { ImportedMap } from './imported';
import { sameLabels } from './labels';
import { mercatorX, mercatorY, type View } from './mercator';
import type { Frame, LabelPoint } from './messages';
import {
  type Bounds,
  type Camera,
  type Covered,
  type Handle,
  type HandleMove,
  type ImportedState,
  type Layers,
  type MapOptions,
  type MapState,
  PLAIN_LAYERS,
  type ReadBytes,
  type Theme,
} from './picture';
import { GRID_SOURCE, SHAPE_SOURCE, type Shape } from './shapes';
import { FONT, THEMES } from './themes';
import { TrackLayer } from './trackLayer';

const LABEL_GAP = 1;
const LABELS_EVERY = 1000;
const FIT_PADDING = 60;
const MAX_FIT_ZOOM = 11;

export interface MapEvents {
  readBasemap: ReadBytes;
  imported(state: ImportedState): void;
  state(state: MapState): void;
  /** While it moves, once per frame. */
  view(view: View): void;
  camera(camera: Camera): void;
  click(at: { x: number; y: number; longitude: number; latitude: number }): void;
  pointer(at: { longitude: number; latitude: number } | null): void;
  dragged(): void;
  handle(move: HandleMove): void;
  handleRemoved(index: number): void;
}

maplibre.setWorkerUrl(workerUrl);

/** The map in one container: basemap, tracks and their labels. Knows nothing of links and lists. */
export class MapView {
  private readonly map: maplibre.Map;
  private readonly tracks: TrackLayer;
  private readonly handles: Handles;
  private theme: Theme;
  private labels: readonly LabelPoint[] = [];
  private labelsDue: ReturnType<typeof setTimeout> | undefined;
  private labelsVoid = false;
  private nextLabels: readonly LabelPoint[] = [];
  private shapes: readonly Shape[] = [];
  private layers: Layers = PLAIN_LAYERS;
  private styled = false;
  private gridShown = false;
  private imported: Promise<ImportedMap> | undefined;
  private fine: 'none' | 'loading' | 'shown' = 'none';

  constructor(
    container: HTMLElement,
    private readonly options: MapOptions & { readonly camera: Camera; readonly fixed: boolean },
    private readonly graphics: Graphics,
    private readonly events: MapEvents,
  ) {
    this.theme = options.theme;
    this.tracks = new TrackLayer(this.theme);
    const { longitude, latitude, zoom, bearing } = options.camera;
    this.map = new maplibre.Map({
      container,
      style: basemapStyle(THEMES[this.theme], document.baseURI),
      center: [longitude, latitude],
      zoom,
      bearing,
      minZoom: 1,
      maxZoom: 18,
      maxPitch: 0,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false,
      fadeDuration: 0,
      // The console's own keys move the map.
      keyboard: false,
      ...(options.fixed && { dragPan: false, scrollZoom: false, doubleClickZoom: false }),
      ...(options.fixed && { dragRotate: false, boxZoom: false, touchZoomRotate: false }),
      ...(graphics.software ? { pixelRatio: 1 } : {}),
      canvasContextAttributes: { antialias: !graphics.software },
    });
    this.map.touchZoomRotate.disableRotation();
    this.handles = new Handles(
      this.map,
      (move) => events.handle(move),
      (index) => events.handleRemoved(index),
    );
    this.listen();
  }

  /** Resolves once the basemap is drawn. */
  ready(): Promise<void> {
    return new Promise((resolve) => {
      this.map.once('load', () => resolve());
    });
  }

  destroy(): void {
    clearTimeout(this.labelsDue);
    this.map.remove();
  }

  show(frame: Frame): void {
    this.tracks.show(frame);
    this.nextLabels = frame.labels;
    // New labels cost a placement and a redraw of their own; software rendering takes them more rarely.
    const every = this.graphics.software ? 3 * LABELS_EVERY : LABELS_EVERY;
    this.labelsDue ??= setTimeout(() => this.showLabels(), this.labels.length === 0 ? 0 : every);
  }

  setShapes(shapes: readonly Shape[]): void {
    this.shapes = shapes;
    this.fill(SHAPE_SOURCE, shapes);
  }

  setLayers(layers: Layers): void {
    this.layers = layers;
    this.tracks.setFade(layers.fade.tracks ?? 1, layers.fade.trails ?? 1);
    this.tracks.setStyle(layers.symbols);
    if (!this.styled) return;
    this.showGrid();
    this.showNames(['places', 'countries']);
    void this.showImported();
    this.map.setPaintProperty(`${GRID_SOURCE}-line`, 'line-opacity', layers.fade.grid ?? 1);
    this.map.setPaintProperty(`${GRID_SOURCE}-text`, 'text-opacity', layers.fade.grid ?? 1);
  }

  private showNames(ids: readonly string[]): void {
    const { names, fade } = this.layers;
    for (const id of ids) {
      this.map.setLayoutProperty(id, 'visibility', names ? 'visible' : 'none');
      this.map.setPaintProperty(id, 'text-opacity', fade.names ?? 1);
      this.map.setPaintProperty(id, 'icon-opacity', fade.names ?? 1);
    }
  }

  /** What draws the operator's map is loaded with the first such map. */
  private async showImported(): Promise<void> {
    if (this.layers.imported === null && !this.imported) return;
    this.imported ??= import('./imported').then(
      ({ ImportedMap: Imported }) =>
        new Imported(this.map, this.events.readBasemap, this.events.imported),
    );
    try {
      const imported = await this.imported;
      await imported.show(this.layers.imported, () => this.theme);
      this.showNames(imported.names());
    } catch {
      this.imported = undefined;
      this.events.imported({ state: 'failed', reason: 'its drawing could not be loaded' });
    }
  }

  /** A cross for a pointer, and a second click means a second point. */
  capture(on: boolean): void {
    this.map.getCanvas().style.cursor = on ? 'crosshair' : '';
    if (on) this.map.doubleClickZoom.disable();
    else this.map.doubleClickZoom.enable();
  }

  setHandles(handles: readonly Handle[]): void {
    this.handles.set(handles);
  }

  /** Labels are placed anew at once, e.g. after a selection. */
  hurryLabels(): void {
    clearTimeout(this.labelsDue);
    this.labelsDue = undefined;
    this.labels = [];
    this.labelsVoid = true;
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.tracks.setTheme(theme);
    const style = basemapStyle(THEMES[theme], document.baseURI);
    const fine = fineLayers(THEMES[theme]).map(({ layer }) => layer);
    for (const layer of [...style.layers, ...fine]) {
      if (!this.map.getLayer(layer.id)) continue;
      for (const [name, value] of Object.entries(layer.paint ?? {})) {
        this.map.setPaintProperty(layer.id, name as never, value as never);
      }
    }
    this.addPlaceDot();
    void this.imported?.then((imported) => {
      imported.setTheme(theme);
      this.showNames(imported.names());
    });
  }

  flyTo(target: Partial<Camera>): void {
    const { center, zoom, bearing } = place({ ...this.camera(), ...target });
    if (this.options.reducedMotion || this.graphics.software) {
      this.map.jumpTo({ center, zoom, bearing });
    } else {
      this.map.flyTo({ center, zoom, bearing, maxDuration: 1200 });
    }
  }

  setCovered({ right, bottom }: Covered): void {
    const { right: before, bottom: below } = this.map.getPadding();
    if (right !== before || bottom !== below) {
      this.map.setPadding({ top: 0, left: 0, right, bottom });
    }
  }

  jumpTo(camera: Camera): void {
    this.map.jumpTo(place(camera));
  }

  centre(longitude: number, latitude: number): void {
    // A jump per frame is honest: the track is shown where it was reported.
    this.map.jumpTo({ center: [longitude, latitude] });
  }

  fit([west, south, east, north]: Bounds): void {
    const eastward = east < west ? east + 360 : east;
    this.map.fitBounds([west, south, eastward, north], {
      padding: FIT_PADDING,
      maxZoom: MAX_FIT_ZOOM,
      bearing: this.map.getBearing(),
      animate: !this.options.reducedMotion && !this.graphics.software,
    });
  }

  zoomBy(steps: number): void {
    this.map.zoomTo(this.map.getZoom() + steps, this.motion());
  }

  panBy(x: number, y: number): void {
    this.map.panBy([x, y], this.motion());
  }

  northUp(): void {
    this.map.rotateTo(0, this.motion());
  }

  camera(): Camera {
    const { lng, lat } = this.map.getCenter().wrap();
    return {
      longitude: lng,
      latitude: lat,
      zoom: this.map.getZoom(),
      bearing: this.map.getBearing(),
    };
  }

  view(): View {
    const bounds = this.map.getBounds();
    return {
      minX: mercatorX(bounds.getWest()),
      maxX: mercatorX(bounds.getEast()),
      minY: mercatorY(bounds.getNorth()),
      maxY: mercatorY(bounds.getSouth()),
      zoom: this.map.getZoom(),
      bearing: this.map.getBearing(),
    };
  }

  private motion() {
    return { duration: this.options.reducedMotion || this.graphics.software ? 0 : 160 };
  }

  private listen(): void {
    const { map, events } = this;
    map.on('style.load', () => {
      this.addPlaceDot();
      map.addLayer(this.tracks, LABEL_LAYER);
      this.styled = true;
      this.fill(SHAPE_SOURCE, this.shapes);
      this.setLayers(this.layers);
      events.view(this.view());
    });
    map.on('move', () => events.view(this.view()));
    map.on('moveend', () => {
      events.camera(this.camera());
      this.showGrid();
      this.loadFine();
    });
    map.on('resize', () => events.view(this.view()));
    map.on('load', () => this.loadFine());
    map.on('dragstart', () => events.dragged());
    map.on('click', ({ point, lngLat }) =>
      events.click({ x: point.x, y: point.y, longitude: lngLat.lng, latitude: lngLat.lat }),
    );
    map.on('mousemove', ({ lngLat }) => {
      const { lng, lat } = lngLat.wrap();
      events.pointer({ longitude: lng, latitude: lat });
    });
    map.on('mouseout', () => events.pointer(null));
    map.on('webglcontextlost', () => events.state('lost'));
    map.on('webglcontextrestored', () => {
      if (map.getLayer(this.tracks.id)) map.removeLayer(this.tracks.id);
      map.addLayer(this.tracks, LABEL_LAYER);
      events.state('ready');
    });
  }

  private showGrid(): void {
    const { grid } = this.layers;
    if (!this.styled || (grid === 'off' && !this.gridShown)) return;
    this.gridShown = grid !== 'off';
    const view = this.view();
    const shapes = grid === 'mgrs' ? mgrsGrid(view) : degreeGrid(view);
    this.fill(GRID_SOURCE, this.gridShown ? shapes : []);
  }

  private fill(source: string, shapes: readonly Shape[]): void {
    const data = { type: 'FeatureCollection' as const, features: [...shapes] };
    void this.map.getSource<maplibre.GeoJSONSource>(source)?.setData(data);
  }

  private addPlaceDot(): void {
    const image = placeDot(THEMES[this.theme]);
    if (this.map.hasImage('place')) this.map.updateImage('place', image);
    else this.map.addImage('place', image, { pixelRatio: 2 });
  }

  /** Loads the fine coast (2 MB compressed) the first time somebody looks closely. */
  private loadFine(): void {
    const { map } = this;
    // Until the style is there the map takes nothing; its own `load` comes here again.
    if (!this.styled || this.fine !== 'none' || map.getZoom() < FINE_ZOOM - 0.25) return;
    this.fine = 'loading';
    for (const { name, source } of fineSources(document.baseURI)) map.addSource(name, source);
    const layers = fineLayers(THEMES[this.theme]);
    for (const { layer, replaces } of layers) map.addLayer(layer, replaces);
    map.once('idle', () => this.replaceMedium());
    const waiting = setInterval(() => {
      if (this.replaceMedium()) clearInterval(waiting);
    }, 500);
    map.once('remove', () => clearInterval(waiting));
  }

  private replaceMedium(): boolean {
    const loaded = fineSources('http://x/').every(({ name }) => this.map.isSourceLoaded(name));
    if (!loaded || this.fine === 'shown') return this.fine === 'shown';
    this.fine = 'shown';
    for (const { replaces } of fineLayers(THEMES[this.theme])) {
      this.map.setLayerZoomRange(replaces, 0, FINE_ZOOM);
    }
    return true;
  }

  private showLabels(): void {
    this.labelsDue = undefined;
    if (!this.labelsVoid && sameLabels(this.labels, this.nextLabels, this.map.getZoom())) return;
    this.labels = this.nextLabels;
    this.labelsVoid = false;
    const features = this.labels.map((label) => ({
      type: 'Feature' as const,
      properties: {
        text: label.text,
        selected: label.selected,
        order: -label.priority,
        offset: (label.below + LABEL_GAP) / LABEL_PX,
      },
      geometry: { type: 'Point' as const, coordinates: [label.longitude, label.latitude] },
    }));
    const source = this.map.getSource<maplibre.GeoJSONSource>(LABEL_SOURCE);
    void source?.setData({ type: 'FeatureCollection', features });
  }
}

function place({ longitude, latitude, zoom, bearing }: Camera) {
  return { center: [longitude, latitude] as [number, number], zoom, bearing };
}

/** The first text is drawn with the face that is there then, so the font must be. */
export async function loadFont(): Promise<void> {
  await document.fonts.load(`13px "${FONT}"`).catch(() => []);
}
