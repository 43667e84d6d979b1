import FeedWorker from './feed.worker?worker';
import { type Graphics, probeGraphics } from './graphics';
import type { MapView } from './map';
import { mercatorX, mercatorY } from './mercator';
import type { Frame, FromFeed, Question, Questions, ToFeed } from './messages';
import {
  type Camera,
  type Covered,
  type Handle,
  type ImportedState,
  type Layers,
  type Link,
  type MapOptions,
  type MapState,
  type News,
  type Picture,
  type PictureEvents,
  type PictureOptions,
  PLAIN_LAYERS,
  type Selection,
  type Summary,
} from './picture';
import type { Shape } from './shapes';
import { NO_TRACKS } from './summary';

const WORLD: Camera = { longitude: 10, latitude: 30, zoom: 1.6, bearing: 0 };
const PICK_RADIUS = 14;
const SOFTWARE_FRAME_EVERY = 1000;

/** For browser tests: how much data arrived, how many tracks are known, whether the map stands still. */
declare global {
  interface Window {
    __vtoc?: { ticks: number; tracks: number; idle: boolean };
  }
}

class Emitter {
  private readonly listeners = new Map<string, Set<(value: never) => void>>();

  on<K extends keyof PictureEvents>(event: K, listener: (value: PictureEvents[K]) => void) {
    const set = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, set.add(listener));
    return () => {
      set.delete(listener);
    };
  }

  emit<K extends keyof PictureEvents>(event: K, value: PictureEvents[K]): void {
    for (const listener of this.listeners.get(event) ?? []) listener(value as never);
  }
}

/** Starts the picture: the link connects at once, the map waits for `attach`. */
export function createPicture(options: PictureOptions): Picture {
  return new LivePicture(options);
}

class LivePicture implements Picture {
  link: Link;
  summary: Summary = NO_TRACKS;
  selection: Selection = { key: null, track: null, gone: false };
  camera: Camera = WORLD;
  following = false;
  past: number | null = null;
  map: MapState = 'none';
  imported: ImportedState = { state: 'none' };
  private readonly emitter = new Emitter();
  private readonly worker = new FeedWorker();
  private readonly questions = new Map<number, (answer: never) => void>();
  private questionId = 0;
  private view: MapView | undefined;
  private homeCamera: Camera | undefined;
  private attachment = 0;
  private covered: Covered = { right: 0, bottom: 0 };
  private focus: Frame['focus'] = null;
  private capturing = false;
  private handles: readonly Handle[] = [];
  private readonly watchers = new Map<string, Set<(news: News) => void>>();
  private layers: Layers = PLAIN_LAYERS;
  private readonly shapes = new Map<string, readonly Shape[]>();
  private readonly token: PictureOptions['token'];
  private readonly readBasemap: PictureOptions['readBasemap'];

  private readonly fixed: boolean;

  constructor({ socketUrl, token, station, readBasemap, freeze = false }: PictureOptions) {
    this.fixed = freeze;
    this.token = token;
    this.readBasemap = readBasemap;
    this.link = {
      state: 'connecting',
      since: Date.now(),
      lastDataAt: null,
      dataAge: null,
      attempts: 0,
      detail: 'Connecting',
    };
    this.worker.onmessage = ({ data }: MessageEvent<FromFeed>) => this.take(data);
    this.send({ type: 'open', url: socketUrl, station: station ?? null, freeze });
    window.__vtoc = { ticks: 0, tracks: 0, idle: true };
  }

  on<K extends keyof PictureEvents>(event: K, listener: (value: PictureEvents[K]) => void) {
    return this.emitter.on(event, listener);
  }

  async attach(container: HTMLElement, options: MapOptions): Promise<void> {
    this.detach();
    const attachment = ++this.attachment;
    const graphics = probeGraphics();
    if (!graphics) {
      this.setMap('unsupported');
      return;
    }
    this.setMap('loading');
    const { loadFont, MapView: View } = await import('./map');
    await loadFont();
    if (attachment !== this.attachment) return;
    if (options.camera) {
      this.camera = options.camera;
      this.emitter.emit('camera', options.camera);
    }
    this.homeCamera ??= this.camera;
    this.show(View, container, options, graphics);
    await this.view?.ready();
    if (attachment === this.attachment && this.map === 'loading') this.setMap('ready');
  }

  detach(): void {
    this.attachment++;
    this.view?.destroy();
    this.view = undefined;
    this.send({ type: 'view', view: null });
    this.setMap('none');
  }

  reconnect(): void {
    this.send({ type: 'hurry' });
  }

  close(): void {
    this.detach();
    this.worker.terminate();
  }

  setTheme: Picture['setTheme'] = (theme) => this.view?.setTheme(theme);
  setFilter: Picture['setFilter'] = (filter) => this.send({ type: 'filter', filter });
  setLayers: Picture['setLayers'] = (layers) => {
    this.layers = layers;
    this.view?.setLayers(layers);
    this.send({ type: 'layers', layers });
  };
  setStation: Picture['setStation'] = (station) => this.send({ type: 'station', station });
  setCoverage: Picture['setCoverage'] = (coverage) => this.send({ type: 'coverage', coverage });

  setCovered: Picture['setCovered'] = (covered) => {
    this.covered = covered;
    this.view?.setCovered(covered);
  };

  setShapes: Picture['setShapes'] = (name, shapes) => {
    this.shapes.set(name, shapes);
    this.view?.setShapes([...this.shapes.values()].flat());
  };

  showPast: Picture['showPast'] = (frame) => {
    this.past = frame.time;
    if (frame.whole) this.view?.hurryLabels();
    this.send({ type: 'past', frame });
    this.emitter.emit('past', frame.time);
  };

  capture: Picture['capture'] = (on) => {
    this.capturing = on;
    this.view?.capture(on);
  };

  setHandles: Picture['setHandles'] = (handles) => {
    this.handles = handles;
    this.view?.setHandles(handles);
  };

  watch: Picture['watch'] = (topic, listener) => {
    const listeners = this.watchers.get(topic) ?? new Set();
    this.watchers.set(topic, listeners.add(listener));
    this.send({ type: 'watch', topic, on: true });
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0) return;
      this.watchers.delete(topic);
      this.send({ type: 'watch', topic, on: false });
    };
  };

  select: Picture['select'] = (key) => {
    if (key === null || key !== this.selection.key) this.follow(false);
    this.focus = null;
    this.view?.hurryLabels();
    this.send({ type: 'select', key });
  };

  follow: Picture['follow'] = (on) => {
    if (on === this.following || this.fixed) return;
    this.following = on;
    this.emitter.emit('follow', on);
    if (on && this.focus) this.view?.centre(this.focus.longitude, this.focus.latitude);
  };

  flyTo: Picture['flyTo'] = (target) => {
    if (this.fixed) return;
    if (this.view) this.view.flyTo(target);
    else this.camera = { ...this.camera, ...target };
  };

  setCamera: Picture['setCamera'] = (camera) => {
    if (this.view) this.view.jumpTo(camera);
    else this.camera = camera;
  };

  fit: Picture['fit'] = (bounds) => {
    if (this.fixed) return;
    if (bounds) this.view?.fit(bounds);
    else void this.fitAll();
  };

  home: Picture['home'] = () => {
    this.follow(false);
    this.flyTo(this.homeCamera ?? WORLD);
  };

  setHome: Picture['setHome'] = (camera) => {
    this.homeCamera = camera;
  };

  zoomBy: Picture['zoomBy'] = (steps) => this.moving()?.zoomBy(steps);
  panBy: Picture['panBy'] = (x, y) => this.moving()?.panBy(x, y);
  northUp: Picture['northUp'] = () => this.moving()?.northUp();
  rows: Picture['rows'] = (request) => this.ask('rows', request);
  places: Picture['places'] = (text, limit) => {
    const url = new URL('basemap/gazetteer.json', document.baseURI).href;
    return this.ask('places', { text, limit, url });
  };
  search: Picture['search'] = (text, limit) => this.ask('search', { text, limit });
  track: Picture['track'] = (key) => this.ask('track', key);
  seedTrail: Picture['seedTrail'] = (key, points) => this.send({ type: 'seed', key, points });

  private show(
    View: typeof MapView,
    container: HTMLElement,
    options: MapOptions,
    graphics: Graphics,
  ): void {
    if (graphics.software) this.send({ type: 'pace', frameEvery: SOFTWARE_FRAME_EVERY });
    this.view = new View(
      container,
      { ...options, camera: this.camera, fixed: this.fixed },
      graphics,
      {
        state: (state) => this.setMap(state),
        readBasemap: this.readBasemap,
        imported: (state) => {
          this.imported = state;
          this.emitter.emit('imported', state);
        },
        view: (view) => this.send({ type: 'view', view }),
        camera: (camera) => {
          this.camera = camera;
          this.emitter.emit('camera', camera);
        },
        click: (at) => {
          if (this.capturing) this.emitter.emit('point', at);
          else void this.pick(at);
        },
        pointer: (at) => this.emitter.emit('pointer', at),
        dragged: () => this.follow(false),
        handle: (move) => this.emitter.emit('handle', move),
        handleRemoved: (index) => this.emitter.emit('handleRemoved', index),
      },
    );
    this.view.setCovered(this.covered);
    this.view.setShapes([...this.shapes.values()].flat());
    this.view.capture(this.capturing);
    this.view.setHandles(this.handles);
    this.view.setLayers(this.layers);
  }

  /** The map, if it may be moved. */
  private moving(): MapView | undefined {
    return this.fixed ? undefined : this.view;
  }

  private async fitAll(): Promise<void> {
    const extent = await this.ask('extent', null);
    if (extent) this.view?.fit(extent);
  }

  private async pick(at: { x: number; y: number; longitude: number; latitude: number }) {
    const x = mercatorX(at.longitude);
    const y = mercatorY(at.latitude);
    const tracks = await this.ask('pick', { x, y, radius: PICK_RADIUS });
    if (tracks.length <= 1) this.select(tracks[0]?.key ?? null);
    this.emitter.emit('pick', { ...at, tracks });
  }

  private send(message: ToFeed): void {
    this.worker.postMessage(message);
  }

  private ask<K extends keyof Questions>(
    kind: K,
    request: Questions[K]['request'],
  ): Promise<Questions[K]['answer']> {
    const id = this.questionId++;
    return new Promise((resolve) => {
      this.questions.set(id, resolve);
      this.send({ type: 'ask', id, question: { kind, request } as Question });
    });
  }

  private setMap(state: MapState): void {
    if (state === this.map) return;
    this.map = state;
    this.emitter.emit('map', state);
  }

  private take(message: FromFeed): void {
    switch (message.type) {
      case 'tokenWanted':
        void this.answerToken(message.id);
        break;
      case 'link':
        this.link = message.link;
        this.emitter.emit('link', message.link);
        break;
      case 'summary':
        this.summary = message.summary;
        this.emitter.emit('summary', message.summary);
        break;
      case 'rowsChanged':
        this.emitter.emit('rowsChanged', undefined);
        break;
      case 'selection':
        this.selection = message.selection;
        this.emitter.emit('selection', message.selection);
        break;
      case 'removed':
        this.emitter.emit('removed', message.keys);
        break;
      case 'news':
        for (const listener of this.watchers.get(message.news.topic) ?? []) listener(message.news);
        break;
      case 'frame':
        this.takeFrame(message.frame);
        break;
      case 'answer':
        this.questions.get(message.id)?.(message.answer as never);
        this.questions.delete(message.id);
        break;
    }
  }

  private takeFrame(frame: Frame): void {
    window.__vtoc = { ticks: frame.ticks, tracks: frame.tracks, idle: this.map === 'ready' };
    this.focus = frame.focus;
    this.view?.show(frame);
    if (this.following && frame.focus) {
      this.view?.centre(frame.focus.longitude, frame.focus.latitude);
    }
  }

  private async answerToken(id: number): Promise<void> {
    try {
      this.send({ type: 'token', id, value: await this.token() });
    } catch {
      this.send({ type: 'tokenFailed', id });
    }
  }
}
