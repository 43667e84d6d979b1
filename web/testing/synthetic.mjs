// Tracks that exist nowhere: each moves on a great circle over a plausible region for its kind.

const EARTH_RADIUS = 6_371_009;
const RADIANS = Math.PI / 180;

const AFFILIATIONS = ['unknown', 'unknown', 'unknown', 'unknown', 'neutral', 'friend', 'hostile'];
// Kind, id scheme, speed range in m/s, altitude range in m, share of all tracks.
const KINDS = [
  { kind: 'aircraft', scheme: 'icao', speed: [90, 260], altitude: [500, 12000], share: 0.5 },
  { kind: 'vessel', scheme: 'mmsi', speed: [0, 11], share: 0.3 },
  { kind: 'vehicle', scheme: 'aprs', speed: [0, 30], share: 0.07 },
  { kind: 'person', scheme: 'cot', speed: [0, 2], share: 0.04 },
  { kind: 'station', scheme: 'aprs', speed: [0, 0], share: 0.03 },
  { kind: 'object', scheme: 'cot', speed: [0, 0], share: 0.02 },
  { kind: 'satellite', scheme: 'norad', speed: [7000, 7600], altitude: [4e5, 8e5], share: 0.02 },
  { kind: 'emitter', scheme: 'synthetic', speed: [0, 0], share: 0.01 },
  { kind: 'other', scheme: 'synthetic', speed: [0, 5], share: 0.01 },
];
// Open water, so that ships do not sail over land: west, south, east, north.
const SEAS = [
  [2, 54, 7, 58],
  [-14, 46, -6, 54],
  [4, 38.5, 8, 42.5],
  [17, 33, 23, 36],
  [17.5, 55.5, 20.5, 58.5],
  [-60, 25, -30, 45],
];
const EUROPE = [-12, 36, 32, 62];

/** A generator of numbers from 0 to 1 that gives the same ones in every run (Mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function between(next, [from, to]) {
  return from + (to - from) * next();
}

function kindOf(part) {
  let left = part;
  for (const candidate of KINDS) {
    left -= candidate.share;
    if (left < 0) return candidate;
  }
  return KINDS[0];
}

export function makeTracks(count, stations) {
  const next = random(20_000 + count);
  return Array.from({ length: count }, (_, i) => {
    const { kind, scheme, speed, altitude } = kindOf(next());
    const area = kind === 'vessel' ? SEAS[Math.floor(next() * SEAS.length)] : EUROPE;
    const number = String(i + 1).padStart(4, '0');
    const own = scheme === 'icao' ? (0xf00000 + i).toString(16) : `SYN${number}`;
    const named = next() > 0.08;
    return {
      id: `${scheme}:${own}`,
      station: stations[i % stations.length],
      kind,
      name: named ? `SYN${number}` : undefined,
      affiliation: AFFILIATIONS[Math.floor(next() * AFFILIATIONS.length)],
      longitude: between(next, [area[0], area[2]]),
      latitude: between(next, [area[1], area[3]]),
      altitude: altitude && Math.round(between(next, altitude)),
      course: next() > 0.06 ? next() * 360 : undefined,
      speed: between(next, speed),
      turn: (next() - 0.5) * 0.6,
      positioned: next() > 0.005,
      // A few went silent, so that stale ones are seen.
      silent: next() > 0.95,
      time: Date.now(),
      trail: [],
    };
  });
}

/** Moves a track on for `seconds`, and keeps a short trail. */
export function move(track, seconds, now) {
  if (track.silent) return;
  const { course = 45, speed, latitude, longitude } = track;
  const distance = (speed * seconds) / EARTH_RADIUS;
  track.latitude = latitude + (distance * Math.cos(course * RADIANS)) / RADIANS;
  track.longitude =
    longitude + (distance * Math.sin(course * RADIANS)) / Math.cos(latitude * RADIANS) / RADIANS;
  if (Math.abs(track.latitude) > 80) track.course = (540 - course) % 360;
  else if (track.course !== undefined) track.course = (course + track.turn * seconds + 360) % 360;
  if (track.longitude > 180) track.longitude -= 360;
  if (track.longitude < -180) track.longitude += 360;
  track.latitude = Math.max(-81, Math.min(81, track.latitude));
  track.time = now;
  track.trail.push([track.longitude, track.latitude, now]);
  if (track.trail.length > 120) track.trail.shift();
}

function rounded(value, digits) {
  return value === undefined ? undefined : Number(value.toFixed(digits));
}

export function feature(track) {
  const time = new Date(track.time).toISOString();
  const place = [rounded(track.longitude, 6), rounded(track.latitude, 6)];
  const moves = track.speed > 0;
  return {
    type: 'Feature',
    id: track.id,
    geometry: track.positioned
      ? {
          type: 'Point',
          coordinates: track.altitude === undefined ? place : [...place, track.altitude],
        }
      : null,
    properties: {
      track_id: track.id,
      station: track.station,
      kind: track.kind,
      name: track.name,
      affiliation: track.affiliation,
      source: 'synthetic',
      event_time: time,
      position_time: track.positioned ? time : undefined,
      altitude: track.altitude,
      course: moves ? rounded(track.course, 1) : undefined,
      speed: rounded(track.speed, 1),
    },
  };
}

/** The feature with every known field and who reported it. */
export function detail(track) {
  const whole = feature(track);
  const { event_time, source } = whole.properties;
  const known = {
    longitude: whole.geometry?.coordinates[0],
    latitude: whole.geometry?.coordinates[1],
    altitude: track.altitude,
    course: whole.properties.course,
    speed: whole.properties.speed,
    squawk: track.kind === 'aircraft' ? '7000' : undefined,
    destination: track.kind === 'vessel' ? 'SYNTHETIC PORT' : undefined,
  };
  whole.properties.fields = Object.entries(known)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ name, value, source, event_time }));
  return whole;
}

export function trail(track, since, until) {
  const points = track.trail.filter(([, , time]) => time >= since && time < until);
  const line = points.length === 1 ? [points[0], points[0]] : points;
  return {
    type: 'Feature',
    id: track.id,
    geometry: line.length
      ? { type: 'LineString', coordinates: line.map(([x, y]) => [rounded(x, 6), rounded(y, 6)]) }
      : null,
    properties: {
      track_id: track.id,
      station: track.station,
      times: line.map(([, , time]) => new Date(time).toISOString()),
    },
  };
}
