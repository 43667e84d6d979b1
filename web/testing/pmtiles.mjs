// Writes small PMTiles archives for tests, by the PMTiles specification, version 3
// (github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md), and vector tiles by the Mapbox Vector Tile
// specification 2.1: one tile of the whole world, from which a map draws every zoom.
import { gzipSync } from 'node:zlib';

const EXTENT = 4096;
const HEADER = 127;
const GZIP = 2;
const MVT = 1;
const PNG = 2;
const GEOMETRIES = { Point: 1, LineString: 2, Polygon: 3 };

function varint(value) {
  const bytes = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

// --- Vector tiles: protocol buffers with fields of length-delimited (2) and varint (0) values.

const field = (number, content) => [
  ...varint(number * 8 + 2),
  ...varint(content.length),
  ...content,
];
const number = (place, value) => [...varint(place * 8), ...varint(value)];
const text = (value) => [...Buffer.from(value)];
const zigzag = (value) => (value < 0 ? -value * 2 - 1 : value * 2);

/** Where a position is in the tile of the whole world. */
function inTile([longitude, latitude]) {
  const sine = Math.sin((latitude * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return [Math.round((longitude / 360 + 0.5) * EXTENT), Math.round(y * EXTENT)];
}

function feature(kind, positions, tags) {
  const points = positions.map(inTile);
  const deltas = points.map(([x, y], at) => {
    const [fromX, fromY] = at === 0 ? [0, 0] : points[at - 1];
    return [zigzag(x - fromX), zigzag(y - fromY)];
  });
  const [first, ...others] = deltas;
  const commands = [1 * 8 + 1, ...first];
  if (others.length > 0) commands.push(others.length * 8 + 2, ...others.flat());
  if (kind === 'Polygon') commands.push(1 * 8 + 7);
  return [
    ...field(2, tags.flatMap(varint)),
    ...number(3, GEOMETRIES[kind]),
    ...field(4, commands.flatMap(varint)),
  ];
}

/** `features`: [geometry kind, positions, properties of text]. */
function layer(name, features) {
  const keys = [];
  const values = [];
  const place = (list, value) => {
    if (!list.includes(value)) list.push(value);
    return list.indexOf(value);
  };
  const drawn = features.map(([kind, positions, properties]) => {
    const tags = Object.entries(properties).flatMap(([key, value]) => [
      place(keys, key),
      place(values, value),
    ]);
    return field(2, feature(kind, positions, tags));
  });
  return [
    ...number(15, 2),
    ...field(1, text(name)),
    ...drawn.flat(),
    ...keys.flatMap((key) => field(3, text(key))),
    ...values.flatMap((value) => field(4, field(1, text(value)))),
    ...number(5, EXTENT),
  ];
}

export function vectorTile(layers) {
  return gzipSync(
    Buffer.from(
      Object.entries(layers).flatMap(([name, features]) => field(3, layer(name, features))),
    ),
  );
}

// --- The archive: header, root directory, metadata, tiles.

/** An archive with `tile` as its only one; `bounds` west, south, east, north. */
export function archive(tile, metadata, { bounds, type = MVT, directory } = {}) {
  // One entry: tile 0, once, so many bytes, at the beginning (offsets are kept one higher).
  const root =
    directory ?? gzipSync(Buffer.from([1, 0, 1, tile.length, 1].flatMap((value) => varint(value))));
  const described = gzipSync(Buffer.from(JSON.stringify(metadata)));
  const header = Buffer.alloc(HEADER);
  header.write('PMTiles');
  header.writeUInt8(3, 7);
  let at = HEADER;
  const section = (place, length) => {
    header.writeBigUInt64LE(BigInt(at), place);
    header.writeBigUInt64LE(BigInt(length), place + 8);
    at += length;
  };
  section(8, root.length);
  section(24, described.length);
  section(40, 0);
  section(56, tile.length);
  for (const place of [72, 80, 88]) header.writeBigUInt64LE(1n, place);
  header.writeUInt8(1, 96);
  header.writeUInt8(GZIP, 97);
  header.writeUInt8(type === MVT ? GZIP : 1, 98);
  header.writeUInt8(type, 99);
  const [west, south, east, north] = bounds;
  [west, south, east, north].forEach((degrees, i) => {
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + i * 4);
  });
  header.writeInt32LE(Math.round(((west + east) / 2) * 1e7), 119);
  header.writeInt32LE(Math.round(((south + north) / 2) * 1e7), 123);
  return Buffer.concat([header, root, described, tile]);
}

export const PICTURES = PNG;

const box = ([west, south, east, north]) => [
  [west, north],
  [east, north],
  [east, south],
  [west, south],
];

/** A land of its own in the middle of `bounds`, with a road and a town, in the Protomaps schema. */
export function inventedLand(bounds, town) {
  const [west, south, east, north] = bounds;
  const [x, y] = [(east - west) / 4, (north - south) / 4];
  const land = [west + x, south + y, east - x, north - y];
  const layers = {
    earth: [['Polygon', box(land), { kind: 'earth' }]],
    roads: [
      [
        'LineString',
        [
          [land[0], land[1]],
          [land[2], land[3]],
        ],
        { kind: 'highway', name: 'Long Road' },
      ],
    ],
    places: [
      ['Point', [[(west + east) / 2, (south + north) / 2]], { kind: 'locality', name: town }],
    ],
  };
  const vector_layers = Object.keys(layers).map((id) => ({ id, fields: {} }));
  const metadata = { vector_layers, attribution: '<a href="#">© Surveyors of Nowhere</a>' };
  return archive(vectorTile(layers), metadata, { bounds });
}
