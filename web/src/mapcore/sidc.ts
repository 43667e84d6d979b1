import type { Affiliation, Kind } from './picture';

/** MIL-STD-2525D, table A-I: digits 3 and 4, reality and the standard identity. */
const IDENTITY: Readonly<Record<Affiliation, string>> = {
  friend: '03',
  hostile: '06',
  neutral: '04',
  unknown: '01',
};

/**
 * Symbol set and entity. Transponders and AIS are civil systems and a report says nothing more, so that
 * what moves is shown as civil; who knows better has set the affiliation.
 */
const ENTITY: Readonly<Record<Kind, readonly [set: string, entity: string]>> = {
  // Air: civilian fixed wing.
  aircraft: ['01', '120100'],
  // Sea surface: merchant ship.
  vessel: ['30', '140100'],
  // Land equipment: civilian automobile.
  vehicle: ['15', '160100'],
  // Land civilian: individual.
  person: ['11', '110300'],
  // Land installation: telecommunications tower.
  station: ['20', '121203'],
  // Land installation, not further specified: what stands somewhere.
  object: ['20', '000000'],
  // Space: civilian satellite.
  satellite: ['05', '120300'],
  // Land signals intelligence: communications.
  emitter: ['52', '110100'],
  // Unknown: a question mark.
  other: ['00', '000000'],
};

/** The symbol identification code of MIL-STD-2525D, 20 digits: present, no headquarters, no modifiers. */
export function sidcOf(kind: Kind, affiliation: Affiliation): string {
  const [set, entity] = ENTITY[kind];
  return `10${IDENTITY[affiliation]}${set}0000${entity}0000`;
}
