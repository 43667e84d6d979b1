import type { Position } from './utm';

/** The way between two positions. */
export interface Way {
  readonly metres: number;
  /** Degrees true at the start, 0 to 360. */
  readonly bearing: number;
}

const SEMI_MAJOR = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const SEMI_MINOR = SEMI_MAJOR * (1 - FLATTENING);
const MEAN_RADIUS = 6_371_008.8;
const RADIANS = Math.PI / 180;

/**
 * The shortest way on the WGS 84 ellipsoid by Vincenty's inverse formula (Survey Review 176, 1975). Between
 * nearly opposite places, where it does not converge, the way on the mean sphere.
 */
export function wayBetween(from: Position, to: Position): Way {
  const lambda = (to.longitude - from.longitude) * RADIANS;
  const reduced = ({ latitude }: Position) =>
    Math.atan((1 - FLATTENING) * Math.tan(latitude * RADIANS));
  const [u1, u2] = [reduced(from), reduced(to)];
  const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let turn = lambda;
  for (let i = 0; i < 60; i++) {
    const [sinTurn, cosTurn] = [Math.sin(turn), Math.cos(turn)];
    const sinSigma = Math.hypot(c2 * sinTurn, c1 * s2 - s1 * c2 * cosTurn);
    if (sinSigma === 0) return { metres: 0, bearing: 0 };
    const cosSigma = s1 * s2 + c1 * c2 * cosTurn;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (c1 * c2 * sinTurn) / sinSigma;
    const cosSquared = 1 - sinAlpha ** 2;
    const middle = cosSquared === 0 ? 0 : cosSigma - (2 * s1 * s2) / cosSquared;
    const c = (FLATTENING / 16) * cosSquared * (4 + FLATTENING * (4 - 3 * cosSquared));
    const before = turn;
    turn =
      lambda +
      (1 - c) *
        FLATTENING *
        sinAlpha *
        (sigma + c * sinSigma * (middle + c * cosSigma * (2 * middle ** 2 - 1)));
    if (Math.abs(turn - before) < 1e-12) {
      const metres = arc(cosSquared, sigma, sinSigma, cosSigma, middle);
      const bearing = Math.atan2(c2 * sinTurn, c1 * s2 - s1 * c2 * cosTurn) / RADIANS;
      return { metres, bearing: (bearing + 360) % 360 };
    }
  }
  return onSphere(from, to);
}

function arc(
  cosSquared: number,
  sigma: number,
  sinSigma: number,
  cosSigma: number,
  middle: number,
): number {
  const square = (cosSquared * (SEMI_MAJOR ** 2 - SEMI_MINOR ** 2)) / SEMI_MINOR ** 2;
  const a = 1 + (square / 16_384) * (4096 + square * (-768 + square * (320 - 175 * square)));
  const b = (square / 1024) * (256 + square * (-128 + square * (74 - 47 * square)));
  const inner =
    cosSigma * (2 * middle ** 2 - 1) -
    (b / 6) * middle * (4 * sinSigma ** 2 - 3) * (4 * middle ** 2 - 3);
  return SEMI_MINOR * a * (sigma - b * sinSigma * (middle + (b / 4) * inner));
}

function onSphere(from: Position, to: Position): Way {
  const [p1, p2] = [from.latitude * RADIANS, to.latitude * RADIANS];
  const turn = (to.longitude - from.longitude) * RADIANS;
  const h = Math.sin((p2 - p1) / 2) ** 2 + Math.cos(p1) * Math.cos(p2) * Math.sin(turn / 2) ** 2;
  const y = Math.sin(turn) * Math.cos(p2);
  const x = Math.cos(p1) * Math.sin(p2) - Math.sin(p1) * Math.cos(p2) * Math.cos(turn);
  return {
    metres: 2 * MEAN_RADIUS * Math.asin(Math.min(1, Math.sqrt(h))),
    bearing: (Math.atan2(y, x) / RADIANS + 360) % 360,
  };
}

/** Where a way from a position ends, on the mean sphere: right to half a percent of the distance. */
export function destination(from: Position, metres: number, bearing: number): Position {
  const angle = metres / MEAN_RADIUS;
  const phi = from.latitude * RADIANS;
  const theta = bearing * RADIANS;
  const latitude = Math.asin(
    Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(theta),
  );
  const turn = Math.atan2(
    Math.sin(theta) * Math.sin(angle) * Math.cos(phi),
    Math.cos(angle) - Math.sin(phi) * Math.sin(latitude),
  );
  // Not wrapped: a ring around a place near the antimeridian stays in one piece.
  return { latitude: latitude / RADIANS, longitude: from.longitude + turn / RADIANS };
}

/** A closed ring of positions as GeoJSON wants them. */
export function circle(middle: Position, metres: number, corners = 96): [number, number][] {
  return Array.from({ length: corners + 1 }, (_, i) => {
    const { longitude, latitude } = destination(middle, metres, (360 / corners) * (i % corners));
    return [longitude, latitude];
  });
}

/** Points of the great circle between two positions, so that a map draws it as it is. */
export function greatCircle(from: Position, to: Position): [number, number][] {
  const { metres, bearing } = onSphere(from, to);
  const pieces = Math.min(64, Math.max(1, Math.ceil(metres / 100_000)));
  const end = from.longitude + shortest(to.longitude - from.longitude);
  return Array.from({ length: pieces + 1 }, (_, i) => {
    if (i === pieces) return [end, to.latitude];
    const { longitude, latitude } = destination(from, (metres * i) / pieces, bearing);
    return [longitude, latitude];
  });
}

function shortest(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}
