import type { NewSource, Source, SourceChange, SourceTest } from '../../lib/api-types';
import { type Setting, settingsOf } from './schema';

/** What the form holds: every setting as the text that is typed. */
export interface Draft {
  readonly type: string;
  readonly name: string;
  readonly station: string;
  readonly values: Readonly<Record<string, string>>;
}

export function emptyDraft(type: string, station: string): Draft {
  return { type, name: '', station, values: {} };
}

/** Secrets come as a mask, and go back as one: the center keeps what it has. */
export function draftOf({ type, name, station, settings }: Source): Draft {
  const values = Object.fromEntries(
    settingsOf(type).map(({ name: key, kind }) => [key, textOf(settings[key], kind)]),
  );
  return { type, name, station, values };
}

function textOf(value: unknown, kind: Setting['kind']): string {
  if (value === undefined || value === null) {
    return '';
  }
  return kind === 'pairs'
    ? Object.entries(value)
        .map(([key, held]) => `${key}: ${held}`)
        .join('\n')
    : String(value);
}

export function newSource(draft: Draft): NewSource {
  return {
    name: draft.name.trim(),
    type: draft.type,
    ...(draft.station !== '' && { station: draft.station }),
    settings: written(draft),
  };
}

/** @param slug the stored source whose secrets stand behind masks */
export function trialOf(draft: Draft, slug?: string): SourceTest {
  return { type: draft.type, settings: written(draft), ...(slug !== undefined && { slug }) };
}

/** What the form doesn't ask for stays as it is. */
export function change(draft: Draft, source: Source): SourceChange {
  const asked = settingsOf(draft.type).map(({ name }) => name);
  const kept = Object.entries(source.settings).filter(([name]) => !asked.includes(name));
  return {
    name: draft.name.trim(),
    settings: { ...Object.fromEntries(kept), ...written(draft) },
  };
}

function written({ type, values }: Draft): Record<string, unknown> {
  return Object.fromEntries(
    settingsOf(type).flatMap(({ name, kind }) => {
      const text = (values[name] ?? '').trim();
      return text === '' ? [] : [[name, typed(text, kind)]];
    }),
  );
}

/** What is no number is sent as it is, so that the center says what is wrong with it. */
function typed(text: string, kind: Setting['kind']): unknown {
  if (kind === 'number') {
    return /^-?\d+$/.test(text) ? Number(text) : text;
  }
  return kind === 'pairs' ? pairs(text) : text;
}

function pairs(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const colon = line.indexOf(':');
        return colon < 0
          ? [line.trim(), '']
          : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
      }),
  );
}

/** The form's field that a complaint of the center is about: `settings.headers.X` is about `headers`. */
export function fieldOf(path: string): string {
  return path.startsWith('settings.') ? (path.split('.')[1] ?? path) : path;
}
