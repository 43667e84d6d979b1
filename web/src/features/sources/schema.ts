import schema from '../../../../config/sources.schema.json';

/** What a source of each type can be told, read from the one schema that the center checks settings with. */
export interface Setting {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly kind: 'text' | 'number' | 'choice' | 'pairs';
  readonly required: boolean;
  /** Without one of these there is no source: asked for first. */
  readonly main: boolean;
  readonly example: string | undefined;
  readonly choices: readonly string[];
}

interface Definition {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly examples?: readonly (string | number)[];
  readonly not?: object;
  readonly properties?: Readonly<Record<string, Definition>>;
  readonly then?: Conditions;
  readonly else?: Conditions;
}

interface Conditions {
  readonly required?: readonly string[];
  readonly oneOf?: readonly { readonly required: readonly string[] }[];
}

const DEFINITIONS: Readonly<Record<string, Definition>> = schema.$defs;

/**
 * Not asked for with the type's own settings: what every source has stands beside them, and files of the
 * center's machine are for the settings file alone.
 */
const APART = ['type', 'name', 'enabled', 'mode', 'station_role', 'chatkit_channel', 'broadcast'];

export const TYPES: readonly string[] = schema.$defs.type.enum;

/** `Vessels: NMEA lines` as `Vessels` and `NMEA lines`. */
export function typeTitle(type: string): { text: string; hint?: string } {
  const [text = type, hint] = (DEFINITIONS[type]?.title ?? type).split(': ');
  return hint === undefined ? { text } : { text, hint };
}

export function settingsOf(type: string): readonly Setting[] {
  const { properties = {}, then, else: online } = DEFINITIONS[type] ?? {};
  const files = then?.required ?? [];
  const either = (online?.oneOf ?? []).flatMap(({ required }) => required);
  return Object.entries(properties).flatMap(([name, property]) => {
    const definition = resolved(property);
    if (APART.includes(name) || files.includes(name) || definition.not !== undefined) {
      return [];
    }
    const example = definition.examples?.[0];
    return [
      {
        name,
        label: label(name),
        description: definition.description ?? '',
        kind: kindOf(definition),
        required: online?.required?.includes(name) ?? false,
        main: (online?.required?.includes(name) ?? false) || either.includes(name),
        example: example === undefined ? undefined : String(example),
        choices: definition.enum ?? [],
      },
    ];
  });
}

/** Labels of the settings of which exactly one is wanted; none where there is no such choice. */
export function exactlyOne(type: string): readonly string[] {
  return (DEFINITIONS[type]?.else?.oneOf ?? []).flatMap(({ required }) => required.map(label));
}

function resolved(definition: Definition): Definition {
  const name = definition.$ref?.replace('#/$defs/', '');
  return (name === undefined ? undefined : DEFINITIONS[name]) ?? definition;
}

function kindOf({ type, enum: choices }: Definition): Setting['kind'] {
  if (choices !== undefined) {
    return 'choice';
  }
  return type === 'integer' || type === 'number' ? 'number' : type === 'object' ? 'pairs' : 'text';
}

const WORDS: Readonly<Record<string, string>> = {
  tcp: 'TCP',
  udp: 'UDP',
  url: 'URL',
  api: 'API',
  igate: 'APRS-IS',
  callsign: 'call sign',
};

/** `tcp_url` as `TCP URL`, `idle_timeout` as `Idle timeout`. */
export function label(name: string): string {
  const words = name
    .split('_')
    .map((word) => WORDS[word] ?? word)
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
