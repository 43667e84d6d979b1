/**
 * Universal Transverse Mercator and Universal Polar Stereographic on WGS 84 (NGA.SIG.0012). The transverse
 * Mercator projection is Krüger's series to the fourth order in n, exact to well below a millimetre inside a
 * zone; the polar one is the closed formula with an iterated latitude.
 */
export interface Position {
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east, -180 to 180. */
  readonly longitude: number;
}

export interface GridPoint {
  /** 1 to 60; 0 in the polar regions. */
  readonly zone: number;
  readonly north: boolean;
  /** Metres, with the false origin. */
  readonly easting: number;
  readonly northing: number;
}

const SEMI_MAJOR = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const ECCENTRICITY = Math.sqrt(FLATTENING * (2 - FLATTENING));
const N = FLATTENING / (2 - FLATTENING);
const RADIUS = (SEMI_MAJOR / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const UTM_SCALE = 0.9996;
const FALSE_EASTING = 500_000;
const FALSE_NORTHING = 10_000_000;
const POLAR_SCALE = 0.994;
const POLAR_FALSE = 2_000_000;
const SOUTH_LIMIT = -80;
const NORTH_LIMIT = 84;
const RADIANS = Math.PI / 180;

const ALPHA = [
  N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3 + (41 / 180) * N ** 4,
  (13 / 48) * N ** 2 - (3 / 5) * N ** 3 + (557 / 1440) * N ** 4,
  (61 / 240) * N ** 3 - (103 / 140) * N ** 4,
  (49_561 / 161_280) * N ** 4,
];
const BETA = [
  N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3 - (1 / 360) * N ** 4,
  (1 / 48) * N ** 2 + (1 / 15) * N ** 3 - (437 / 1440) * N ** 4,
  (17 / 480) * N ** 3 - (37 / 840) * N ** 4,
  (4397 / 161_280) * N ** 4,
];

/** The zone by longitude, with the exceptions of southern Norway and Svalbard; 0 near the poles. */
export function zoneOf({ latitude, longitude }: Position): number {
  if (latitude < SOUTH_LIMIT || latitude >= NORTH_LIMIT) return 0;
  const east = longitude >= 180 ? longitude - 360 : longitude;
  if (latitude >= 56 && latitude < 64 && east >= 3 && east < 12) return 32;
  if (latitude >= 72 && east >= 0 && east < 42) {
    return east < 9 ? 31 : east < 21 ? 33 : east < 33 ? 35 : 37;
  }
  return Math.floor((east + 180) / 6) + 1;
}

export function centralMeridian(zone: number): number {
  return zone * 6 - 183;
}

/** Grid coordinates; `zone` forces a neighbouring zone, for grids that cross into it. */
export function toGrid(at: Position, zone = zoneOf(at)): GridPoint {
  return zone === 0 ? toPolar(at) : toUtm(at, zone);
}

export function fromGrid(point: GridPoint): Position {
  return point.zone === 0 ? fromPolar(point) : fromUtm(point);
}

function toUtm({ latitude, longitude }: Position, zone: number): GridPoint {
  const lambda = wrap(longitude - centralMeridian(zone)) * RADIANS;
  const tau = Math.tan(latitude * RADIANS);
  const sigma = Math.sinh(ECCENTRICITY * Math.atanh((ECCENTRICITY * tau) / Math.hypot(1, tau)));
  const conformal = tau * Math.hypot(1, sigma) - sigma * Math.hypot(1, tau);
  const xi = Math.atan2(conformal, Math.cos(lambda));
  const eta = Math.asinh(Math.sin(lambda) / Math.hypot(conformal, Math.cos(lambda)));
  let x = eta;
  let y = xi;
  ALPHA.forEach((alpha, i) => {
    const k = 2 * (i + 1);
    x += alpha * Math.cos(k * xi) * Math.sinh(k * eta);
    y += alpha * Math.sin(k * xi) * Math.cosh(k * eta);
  });
  const north = latitude >= 0;
  return {
    zone,
    north,
    easting: FALSE_EASTING + UTM_SCALE * RADIUS * x,
    northing: (north ? 0 : FALSE_NORTHING) + UTM_SCALE * RADIUS * y,
  };
}

function fromUtm({ zone, north, easting, northing }: GridPoint): Position {
  const x = (easting - FALSE_EASTING) / (UTM_SCALE * RADIUS);
  const y = (northing - (north ? 0 : FALSE_NORTHING)) / (UTM_SCALE * RADIUS);
  let eta = x;
  let xi = y;
  BETA.forEach((beta, i) => {
    const k = 2 * (i + 1);
    eta -= beta * Math.cos(k * y) * Math.sinh(k * x);
    xi -= beta * Math.sin(k * y) * Math.cosh(k * x);
  });
  const conformal = Math.sin(xi) / Math.hypot(Math.sinh(eta), Math.cos(xi));
  const lambda = Math.atan2(Math.sinh(eta), Math.cos(xi));
  return {
    latitude: Math.atan(geographicTangent(conformal)) / RADIANS,
    longitude: wrap(centralMeridian(zone) + lambda / RADIANS),
  };
}

/** Newton's method from the tangent of the conformal latitude to that of the geographic one. */
function geographicTangent(conformal: number): number {
  let tau = conformal;
  for (let i = 0; i < 8; i++) {
    const secant = Math.hypot(1, tau);
    const sigma = Math.sinh(ECCENTRICITY * Math.atanh((ECCENTRICITY * tau) / secant));
    const guess = tau * Math.hypot(1, sigma) - sigma * secant;
    const step =
      ((conformal - guess) / Math.hypot(1, guess)) *
      ((1 + (1 - ECCENTRICITY ** 2) * tau ** 2) / ((1 - ECCENTRICITY ** 2) * secant));
    tau += step;
    if (Math.abs(step) < 1e-12) break;
  }
  return tau;
}

/** Radius at the pole's own latitude times this gives the distance from the pole. */
const POLAR_RADIUS =
  (2 * SEMI_MAJOR * POLAR_SCALE) /
  Math.sqrt((1 + ECCENTRICITY) ** (1 + ECCENTRICITY) * (1 - ECCENTRICITY) ** (1 - ECCENTRICITY));

function toPolar({ latitude, longitude }: Position): GridPoint {
  const north = latitude >= 0;
  const phi = Math.abs(latitude) * RADIANS;
  const lambda = longitude * RADIANS;
  const turned = ECCENTRICITY * Math.sin(phi);
  const t = Math.tan(Math.PI / 4 - phi / 2) / ((1 - turned) / (1 + turned)) ** (ECCENTRICITY / 2);
  const rho = POLAR_RADIUS * t;
  return {
    zone: 0,
    north,
    easting: POLAR_FALSE + rho * Math.sin(lambda),
    northing: POLAR_FALSE + (north ? -1 : 1) * rho * Math.cos(lambda),
  };
}

function fromPolar({ north, easting, northing }: GridPoint): Position {
  const x = easting - POLAR_FALSE;
  const y = (north ? -1 : 1) * (northing - POLAR_FALSE);
  const t = Math.hypot(x, y) / POLAR_RADIUS;
  let phi = Math.PI / 2 - 2 * Math.atan(t);
  for (let i = 0; i < 6; i++) {
    const turned = ECCENTRICITY * Math.sin(phi);
    const factor = ((1 - turned) / (1 + turned)) ** (ECCENTRICITY / 2);
    phi = Math.PI / 2 - 2 * Math.atan(t * factor);
  }
  return {
    latitude: ((north ? 1 : -1) * phi) / RADIANS,
    longitude: t === 0 ? 0 : wrap(Math.atan2(x, y) / RADIANS),
  };
}

function wrap(degrees: number): number {
  return degrees - 360 * Math.floor((degrees + 180) / 360);
}
