/** Numbers and times as an operator reads them. What is absent is an en dash, never an empty space. */
export const ABSENT = '–';

const KNOTS_PER_METRE_SECOND = 3600 / 1852;
const FEET_PER_METRE = 1 / 0.3048;

/** Time since, in the one or two units that matter: `4 s`, `2 m 10 s`, `3 h 5 m`, `2 d 4 h`. */
export function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return seconds % 60 === 0 || minutes >= 10 ? `${minutes} m` : `${minutes} m ${seconds % 60} s`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} m`;
  }
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

/** The same in at most five characters, for a column: `4 s`, `12 m`, `3 h`, `2 d`. */
export function shortAge(milliseconds: number): string {
  return age(milliseconds).split(' ').slice(0, 2).join(' ');
}

/** `20:14:31Z`. */
export function utcClock(at: number): string {
  return `${new Date(at).toISOString().slice(11, 19)}Z`;
}

/** `2026-11-20 20:14:31Z`. */
export function utcDateTime(at: number): string {
  const iso = new Date(at).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`;
}

/** Knots, as air and sea traffic speak; metres per second in. */
export function knots(metresPerSecond: number | undefined): string {
  return metresPerSecond === undefined
    ? ABSENT
    : `${round(metresPerSecond * KNOTS_PER_METRE_SECOND, 1)} kn`;
}

export function kilometresPerHour(metresPerSecond: number | undefined): string {
  return metresPerSecond === undefined ? ABSENT : `${round(metresPerSecond * 3.6, 0)} km/h`;
}

/** Three figures, as headings are spoken: `007°`. */
export function bearing(degrees: number | undefined): string {
  if (degrees === undefined) {
    return ABSENT;
  }
  const whole = ((Math.round(degrees) % 360) + 360) % 360;
  return `${String(whole).padStart(3, '0')}°`;
}

export function feet(metres: number | undefined): string {
  return metres === undefined ? ABSENT : `${grouped(Math.round(metres * FEET_PER_METRE))} ft`;
}

export function metres(value: number | undefined): string {
  return value === undefined ? ABSENT : `${grouped(Math.round(value))} m`;
}

/** Thousands apart by a thin space, which no locale reads as a decimal sign. */
export function grouped(value: number): string {
  const [whole = '', fraction] = String(Math.abs(value)).split('.');
  const apart = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  return `${value < 0 ? '\u2212' : ''}${apart}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** `51°28′12.0″N 000°30′36.0″W`. */
export function dmsPosition(latitude: number, longitude: number): string {
  return `${dms(latitude, 2, 'N', 'S')} ${dms(longitude, 3, 'E', 'W')}`;
}

function dms(degrees: number, digits: number, positive: string, negative: string): string {
  const tenths = Math.round(Math.abs(degrees) * 36_000);
  const seconds = (tenths % 600) / 10;
  const minutes = Math.floor(tenths / 600) % 60;
  const whole = Math.floor(tenths / 36_000);
  const side = degrees < 0 ? negative : positive;
  return `${pad(whole, digits)}°${pad(minutes, 2)}′${seconds.toFixed(1).padStart(4, '0')}″${side}`;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

function round(value: number, digits: number): string {
  return value.toFixed(digits);
}

/** A field's name as words: `ground_speed` gives `Ground speed`; what is written in capitals stays so. */
export function fieldLabel(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .trim();
  const known = ACRONYMS.get(words.toLowerCase());
  return known ?? words.charAt(0).toUpperCase() + words.slice(1);
}

const ACRONYMS = new Map([
  ['mmsi', 'MMSI'],
  ['imo', 'IMO'],
  ['icao', 'ICAO'],
  ['eta', 'ETA'],
  ['rssi', 'RSSI'],
  ['callsign', 'Call sign'],
  ['call sign', 'Call sign'],
  ['nav status', 'Navigation status'],
  ['ship type', 'Ship type'],
]);

/** A track id without its scheme, as people say it: `icao:4ca2b6` gives `4CA2B6`. */
export function bareId(trackId: string): string {
  const colon = trackId.indexOf(':');
  const own = trackId.slice(colon + 1);
  return trackId.startsWith('icao:') ? own.toUpperCase() : own;
}

/** `ICAO 4CA2B6`, `MMSI 219012345`, `APRS OH7LZB-9`. */
export function idWithScheme(trackId: string): string {
  const colon = trackId.indexOf(':');
  return colon < 0 ? trackId : `${trackId.slice(0, colon).toUpperCase()} ${bareId(trackId)}`;
}

const KINDS: Record<string, [one: string, many: string]> = {
  aircraft: ['Aircraft', 'Aircraft'],
  vessel: ['Vessel', 'Vessels'],
  vehicle: ['Vehicle', 'Vehicles'],
  person: ['Person', 'Persons'],
  station: ['Station', 'Stations'],
  object: ['Object', 'Objects'],
  satellite: ['Satellite', 'Satellites'],
  emitter: ['Emitter', 'Emitters'],
  other: ['Other', 'Others'],
};

export function kindName(kind: string): string {
  return KINDS[kind]?.[0] ?? fieldLabel(kind);
}

export function kindPlural(kind: string): string {
  return KINDS[kind]?.[1] ?? fieldLabel(kind);
}
