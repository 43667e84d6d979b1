// A stand-in for the center, for work on the console alone: it serves dist/ and speaks the routes and the
// WebSocket that the console uses, with synthetic moving tracks. It keeps nothing and protects nothing.
//
//   node testing/standin.mjs [--port 8090] [--tracks 2000] [--hz 1] [--dist DIR] [--quiet]
//
// Log in as admin with any password but "wrong". POST /standin/drop closes all sockets, /standin/refuse
// makes new ones fail until /standin/accept, /standin/pause and /standin/resume stop and start the movement,
// /standin/remove?n=100 takes tracks away.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { WebSocketServer } from 'ws';
import { detail, feature, makeTracks, move, trail } from './synthetic.mjs';

const { values: flags } = parseArgs({
  options: {
    port: { type: 'string', default: '8090' },
    tracks: { type: 'string', default: '2000' },
    hz: { type: 'string', default: '1' },
    dist: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
    quiet: { type: 'boolean', default: false },
  },
});

const CSP =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "worker-src 'self'; connect-src 'self' ws: wss:; frame-ancestors 'none'";
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.geojson': 'application/geo+json',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};
const STATIONS = [
  { slug: 'ops', name: 'Operations', callsign: 'OPS', role: 'operator' },
  { slug: 'intel', name: 'Intelligence', callsign: 'INTEL', role: 'viewer' },
  { slug: 'logistics', name: 'Logistics', callsign: 'LOG', role: 'operator' },
];
const SNAPSHOT_PART = 2000;
const PASSWORD_REFUSED = 'wrong';

const tracks = new Map(
  makeTracks(
    Number(flags.tracks),
    STATIONS.map(({ slug }) => slug),
  ).map((track) => [`${track.station}/${track.id}`, track]),
);
const sockets = new Set();
let tick = 0;
let paused = false;
let refusing = false;
let tokens = 0;

function log(...words) {
  if (!flags.quiet) console.log(new Date().toISOString(), ...words);
}

function problem(status, title, text) {
  return { status, body: { type: 'about:blank', title, status, detail: text } };
}

function session() {
  tokens++;
  const access_token = `synthetic-access-${tokens}`;
  const refresh_token = `synthetic-refresh-${tokens}`;
  return { access_token, refresh_token, token_type: 'Bearer', expires_in: 1800 };
}

function sources() {
  return STATIONS.map(({ slug }, i) => ({
    id: `00000000-0000-4000-8000-00000000000${i}`,
    slug: `synthetic-${slug}`,
    name: `Synthetic tracks (${slug})`,
    type: 'custom',
    station: slug,
    enabled: true,
    mode: 'online',
    origin: 'demo',
    state: 'online',
    detail: 'Generated movement, nothing real',
    last_ingested_at: new Date().toISOString(),
    counters: {
      bytes: 100 * tick * tracks.size,
      messages: tick * tracks.size,
      facts: tick * tracks.size,
      ignored: 0,
      malformed: {},
      stored: tick * tracks.size,
      duplicates: 0,
      rejected: {},
      connects: 1,
      rate: tracks.size * Number(flags.hz),
    },
    settings: {},
  }));
}

function inBounds(track, bbox) {
  if (!bbox) return true;
  const [west, south, east, north] = bbox;
  if (!track.positioned || track.latitude < south || track.latitude > north) return false;
  const { longitude } = track;
  return west <= east
    ? longitude >= west && longitude <= east
    : longitude >= west || longitude <= east;
}

function matching(station, bbox, kind) {
  return [...tracks.values()].filter(
    (track) =>
      (!station || track.station === station) &&
      (!kind || track.kind === kind) &&
      inBounds(track, bbox),
  );
}

function trackRoute(url) {
  const [, id, part] = /^\/tracks\/([^/]+)(\/trail)?$/.exec(url.pathname.slice(7)) ?? [];
  if (!id) return undefined;
  const wanted = decodeURIComponent(id);
  const station = url.searchParams.get('station');
  const track = matching(station).find((candidate) => candidate.id === wanted);
  if (!track) return problem(404, 'No such track', `no track ${wanted}`);
  const since = Date.parse(url.searchParams.get('since') ?? '') || Date.now() - 3_600_000;
  const until = Date.parse(url.searchParams.get('until') ?? '') || Date.now() + 1000;
  return { status: 200, body: part ? trail(track, since, until) : detail(track) };
}

function api(method, url, body) {
  const bbox = url.searchParams.get('bbox')?.split(',').map(Number);
  switch (`${method} ${url.pathname.slice(7)}`) {
    case 'GET /about':
      return { status: 200, body: { name: 'vTOC', version: '0.1.0', demo: true } };
    case 'POST /auth/login':
      if (body.username !== 'admin' || !body.password || body.password === PASSWORD_REFUSED) {
        return problem(401, 'Wrong user name or password', 'the login was refused');
      }
      return { status: 200, body: session() };
    case 'POST /auth/refresh':
      return { status: 200, body: session() };
    case 'POST /auth/logout':
    case 'POST /auth/change-password':
      return { status: 204 };
    case 'GET /auth/me': {
      const roles = Object.fromEntries(STATIONS.map(({ slug, role }) => [slug, role]));
      const me = { id: 'u1', username: 'admin', email: 'admin@example.org', admin: true };
      return { status: 200, body: { ...me, stations: roles } };
    }
    case 'GET /stations':
      return { status: 200, body: { items: STATIONS, next: null } };
    case 'GET /telemetry/sources':
      return { status: 200, body: { items: sources(), next: null, settings_problems: [] } };
    case 'GET /tracks': {
      const { station, kind } = Object.fromEntries(url.searchParams);
      const features = matching(station, bbox, kind).map(feature);
      return { status: 200, body: { type: 'FeatureCollection', features } };
    }
    default:
      return method === 'GET' ? trackRoute(url) : undefined;
  }
}

function control(url) {
  switch (url.pathname) {
    case '/standin/drop':
      for (const socket of sockets) socket.terminate();
      break;
    case '/standin/refuse':
      refusing = true;
      break;
    case '/standin/accept':
      refusing = false;
      break;
    case '/standin/pause':
      paused = true;
      break;
    case '/standin/resume':
      paused = false;
      break;
    case '/standin/remove':
      removeTracks(Number(url.searchParams.get('n') ?? 1));
      break;
    default:
      return problem(404, 'No such control', url.pathname);
  }
  return { status: 204 };
}

async function readJson(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  try {
    return JSON.parse(Buffer.concat(parts).toString() || '{}');
  } catch {
    return {};
  }
}

async function staticFile(path, request, response) {
  const wanted = normalize(path).replace(/^(\.\.[/\\])+/, '');
  const name = extname(wanted) ? wanted : '/index.html';
  try {
    const content = await readFile(join(flags.dist, name));
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    const packs = /gzip/.test(request.headers['accept-encoding'] ?? '') && content.length > 1024;
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Security-Policy': CSP,
      'Cache-Control': name.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
      ...(packs ? { 'Content-Encoding': 'gzip' } : {}),
    });
    response.end(packs ? gzipSync(content, { level: 1 }) : content);
  } catch {
    response.writeHead(404).end();
  }
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://standin');
  const isApi = url.pathname.startsWith('/api/v1/');
  if (!isApi && !url.pathname.startsWith('/standin/')) {
    await staticFile(url.pathname, request, response);
    return;
  }
  const body = request.method === 'POST' ? await readJson(request) : {};
  const answer = isApi ? api(request.method, url, body) : control(url);
  const { status, body: content } = answer ?? problem(404, 'Not here', 'the stand-in lacks this');
  log(request.method, url.pathname, status);
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, content ? { 'Content-Type': type } : {});
  response.end(content && JSON.stringify(content));
});

const live = new WebSocketServer({ server, path: '/api/v1/ws' });

function say(socket, frame) {
  if (socket.readyState === 1) socket.send(JSON.stringify(frame));
}

function snapshot(socket) {
  const { station, bbox } = socket.subscription;
  const features = matching(station, bbox).map(feature);
  socket.known = new Set(features.map((item) => `${item.properties.station}/${item.id}`));
  for (let from = 0; from === 0 || from < features.length; from += SNAPSHOT_PART) {
    const data = features.slice(from, from + SNAPSHOT_PART);
    const more = from + SNAPSHOT_PART < features.length;
    const frame = { type: 'snapshot', topic: 'tracks', data, cursor: String(tick) };
    say(socket, more ? { ...frame, more } : frame);
  }
}

function entry(key) {
  const cut = key.indexOf('/');
  return { station: key.slice(0, cut), id: key.slice(cut + 1) };
}

function update(socket) {
  const { station, bbox } = socket.subscription;
  const inside = matching(station, bbox);
  const keys = new Set(inside.map((track) => `${track.station}/${track.id}`));
  const gone = [...socket.known].filter((key) => !keys.has(key));
  socket.known = keys;
  const moved = inside.filter((track) => !track.silent).map(feature);
  const cursor = String(tick);
  if (moved.length) say(socket, { type: 'update', topic: 'tracks', data: moved, cursor });
  if (gone.length) say(socket, { type: 'remove', topic: 'tracks', data: gone.map(entry), cursor });
}

function removeTracks(count) {
  for (const key of [...tracks.keys()].slice(0, count)) tracks.delete(key);
}

function take(socket, frame) {
  switch (frame.type) {
    case 'auth':
      if (!frame.token?.startsWith('synthetic-access-')) socket.close(1008, 'token refused');
      else say(socket, { type: 'auth_success' });
      break;
    case 'subscribe':
      socket.subscription = { station: frame.station, bbox: frame.bbox };
      say(socket, { type: 'subscribed', topics: frame.topics });
      snapshot(socket);
      break;
    case 'ping':
      say(socket, { type: 'pong' });
      break;
    case 'pong':
      break;
    default:
      say(socket, { type: 'error', detail: `unknown type ${frame.type}` });
  }
}

live.on('connection', (socket) => {
  if (refusing) {
    socket.terminate();
    return;
  }
  sockets.add(socket);
  log('socket opened,', sockets.size);
  socket.on('message', (text) => take(socket, JSON.parse(text)));
  socket.on('close', () => sockets.delete(socket));
});

const period = 1 / Number(flags.hz);
const now = Date.now();
for (const track of tracks.values()) {
  // An hour ago they were somewhere else: every trail has a past.
  for (let i = 60; i > 0; i--) move(track, 10, now - i * 10_000);
  if (track.silent) track.time = now - 240_000;
}
setInterval(() => {
  if (paused) return;
  tick++;
  for (const track of tracks.values()) move(track, period, Date.now());
  for (const socket of sockets) if (socket.subscription) update(socket);
}, period * 1000);

server.listen(Number(flags.port), '127.0.0.1', () => {
  console.log(`stand-in on http://127.0.0.1:${server.address().port} with ${tracks.size} tracks`);
});
