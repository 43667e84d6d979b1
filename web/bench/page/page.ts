import './fonts.css';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { Feature } from 'geojson';
import * as maplibre from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { basemapStyle, LABEL_LAYER, placeDot } from '../../src/mapcore/basemap';
import { createPicture } from '../../src/mapcore/create';
import { type Camera, type Picture, PLAIN_LAYERS, type Theme } from '../../src/mapcore/picture';
import { FONT, THEMES } from '../../src/mapcore/themes';

// ?mode=custom the console's own renderer; empty: the basemap alone, redrawn once a second; geojson: the
// same tracks as a GeoJSON symbol layer, which has neither trails nor labels.
// &zoom= &lon= &lat= &theme= &trails=none|selected|all &labels=all|selected|off
const query = new URLSearchParams(location.search);
const number = (name: string, fallback: number) => Number(query.get(name) ?? fallback);
const mode = query.get('mode') ?? 'custom';
const theme = (query.get('theme') ?? 'dark') as Theme;
const trails = (query.get('trails') ?? 'all') as 'none' | 'selected' | 'all';
const labels = (query.get('labels') ?? 'all') as 'all' | 'selected' | 'off';
const camera: Camera = {
  longitude: number('lon', 8),
  latitude: number('lat', 50),
  zoom: number('zoom', 4),
  bearing: 0,
};
const container = document.getElementById('map') as HTMLElement;
const socketUrl = `ws://${location.host}/api/v1/ws`;

interface Bench {
  ready: boolean;
  updates: number;
  longest: number;
  picture?: Picture;
  panBy(x: number): void;
}
declare global {
  interface Window {
    bench: Bench;
  }
}
const bench: Bench = { ready: false, updates: 0, longest: 0, panBy: () => undefined };
window.bench = bench;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) bench.longest = Math.max(bench.longest, duration);
}).observe({ type: 'longtask' });

async function login(): Promise<string> {
  const body = JSON.stringify({ username: 'admin', password: 'synthetic' });
  const response = await fetch('/api/v1/auth/login', { method: 'POST', body });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function custom(): Promise<void> {
  const picture = createPicture({
    socketUrl,
    token: login,
    readBasemap: () => Promise.reject(new Error('no base map here')),
  });
  picture.setLayers({ ...PLAIN_LAYERS, trails, labels });
  bench.picture = picture;
  bench.panBy = (x) => picture.panBy(x, 0);
  await picture.attach(container, { theme, reducedMotion: true, camera });
  let seen = 0;
  setInterval(() => {
    const ticks = window.__vtoc?.ticks ?? 0;
    if (ticks > seen) bench.updates++;
    seen = ticks;
  }, 50);
}

async function plain(): Promise<maplibre.Map> {
  maplibre.setWorkerUrl(workerUrl);
  await document.fonts.load(`13px "${FONT}"`);
  const map = new maplibre.Map({
    container,
    style: basemapStyle(THEMES[theme], document.baseURI),
    center: [camera.longitude, camera.latitude],
    zoom: camera.zoom,
    attributionControl: false,
    fadeDuration: 0,
    pixelRatio: 1,
    canvasContextAttributes: { antialias: false },
  });
  bench.panBy = (x) => map.panBy([x, 0], { duration: 0 });
  map.on('style.load', () => map.addImage('place', placeDot(THEMES[theme]), { pixelRatio: 2 }));
  await new Promise((resolve) => map.once('load', resolve));
  return map;
}

async function empty(): Promise<void> {
  const map = await plain();
  setInterval(() => {
    map.triggerRepaint();
    bench.updates++;
  }, 1000);
}

async function geojson(): Promise<void> {
  const map = await plain();
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return;
  pen.canvas.width = 20;
  pen.canvas.height = 20;
  pen.fillStyle = THEMES[theme].affiliation.unknown;
  pen.fill(new Path2D('M10 1L17 19L10 15L3 19Z'));
  map.addImage('arrow', pen.getImageData(0, 0, 20, 20));
  const data = { type: 'FeatureCollection' as const, features: [] as Feature[] };
  map.addSource('tracks', { type: 'geojson', data });
  map.addLayer(
    {
      id: 'symbols',
      type: 'symbol',
      source: 'tracks',
      layout: {
        'icon-image': 'arrow',
        'icon-rotate': ['coalesce', ['get', 'course'], 0],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    LABEL_LAYER,
  );
  let drawing = false;
  const known = new Map<string, Feature>();
  const token = await login();
  const socket = new WebSocket(socketUrl);
  socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', token }));
  socket.onmessage = (event) => {
    const frame = JSON.parse(String(event.data)) as {
      type: string;
      more?: boolean;
      data: Feature[];
    };
    if (frame.type === 'auth_success') {
      socket.send(JSON.stringify({ type: 'subscribe', topics: ['tracks'] }));
    }
    if (frame.type !== 'snapshot' && frame.type !== 'update') return;
    for (const item of frame.data) {
      if (item.geometry) known.set(`${item.properties?.station}/${item.id}`, item);
    }
    if (frame.more) return;
    const source = map.getSource<maplibre.GeoJSONSource>('tracks');
    if (drawing) return;
    drawing = true;
    void source?.setData({ type: 'FeatureCollection', features: [...known.values()] });
    // Only what was drawn counts: a renderer that cannot keep up must not look cheap.
    map.once('idle', () => {
      drawing = false;
      bench.updates++;
    });
  };
}

await { custom, empty, geojson }[mode as 'custom' | 'empty' | 'geojson']();
bench.ready = true;
