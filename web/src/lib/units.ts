import { grouped } from './format';
import type { UnitSystem } from './preferences';

/** The long and the short unit of distance in each system, with their size in metres. */
const DISTANCES: Readonly<Record<UnitSystem, { long: [string, number]; short: [string, number] }>> =
  {
    nautical: { long: ['NM', 1852], short: ['m', 1] },
    metric: { long: ['km', 1000], short: ['m', 1] },
    imperial: { long: ['mi', 1609.344], short: ['ft', 0.3048] },
  };

/** A distance in the units of the system: `830 m`, `12.4 NM`, `1 204 km`. */
export function distance(metres: number, system: UnitSystem): string {
  const { long, short } = DISTANCES[system];
  const far = metres / long[1];
  if (far < 1) {
    return `${grouped(Math.round(metres / short[1]))} ${short[0]}`;
  }
  return `${grouped(Number(far.toFixed(far < 10 ? 2 : far < 100 ? 1 : 0)))} ${long[0]}`;
}

/** Metres of the system's long unit, e.g. a nautical mile. */
export function longUnit(system: UnitSystem): number {
  return DISTANCES[system].long[1];
}
