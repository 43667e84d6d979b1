import type { Command } from './command';

/** What an action is called, where it is listed, and its keys until somebody chooses others. */
export interface Action {
  readonly title: string;
  readonly group: Command['group'];
  readonly keys: readonly string[];
  /** What must be under way for it; then its keys go before the page's. */
  readonly during?: 'drawing' | 'measuring' | 'replay' | 'panel';
}

/** Every action of the console that has a key, in the order of the lists. */
export const ACTIONS = {
  search: { title: 'Search', group: 'Go to', keys: ['/'] },
  filter: { title: 'Filter the track list', group: 'Tracks', keys: ['/'], during: 'panel' },
  'in-view': { title: 'List only what the map shows', group: 'Tracks', keys: ['v'] },
  isolate: { title: 'Show only the selected track', group: 'Tracks', keys: ['i'] },
  next: { title: 'Next track', group: 'Tracks', keys: ['j'] },
  previous: { title: 'Previous track', group: 'Tracks', keys: ['k'] },
  centre: { title: 'Centre the selected track', group: 'Tracks', keys: ['Enter'] },
  follow: { title: 'Follow the selected track', group: 'Tracks', keys: ['f'] },
  trail: { title: 'Trail of the selected track', group: 'Tracks', keys: ['t'] },
  close: { title: 'Close the track', group: 'Tracks', keys: ['Escape'] },
  'copy-position': { title: 'Copy position', group: 'Map', keys: ['M'] },
  'zoom-in': { title: 'Zoom in', group: 'Map', keys: ['+', '='] },
  'zoom-out': { title: 'Zoom out', group: 'Map', keys: ['-'] },
  north: { title: 'North up', group: 'Map', keys: ['n'] },
  home: { title: 'Home view', group: 'Map', keys: ['h'] },
  fit: { title: 'Show all tracks', group: 'Map', keys: ['z'] },
  labels: { title: 'Labels: all, selected, off', group: 'Map', keys: ['l'] },
  symbols: { title: 'Symbols: simple, MIL-STD-2525', group: 'Map', keys: ['x'] },
  layers: { title: 'Layers', group: 'Map', keys: ['L'] },
  measure: { title: 'Measure distances', group: 'Map', keys: ['m'] },
  'pan-up': { title: 'Move the map up', group: 'Map', keys: ['ArrowUp'] },
  'pan-down': { title: 'Move the map down', group: 'Map', keys: ['ArrowDown'] },
  'pan-left': { title: 'Move the map left', group: 'Map', keys: ['ArrowLeft'] },
  'pan-right': { title: 'Move the map right', group: 'Map', keys: ['ArrowRight'] },
  'measure-undo': {
    title: 'Take the last point back',
    group: 'Measure',
    keys: ['Backspace'],
    during: 'measuring',
  },
  'measure-finish': {
    title: 'Finish the line',
    group: 'Measure',
    keys: ['Enter'],
    during: 'measuring',
  },
  'measure-close': {
    title: 'Stop measuring',
    group: 'Measure',
    keys: ['Escape'],
    during: 'measuring',
  },
  replay: { title: 'Replay the past', group: 'Replay', keys: [' '] },
  'replay-play': { title: 'Play or pause', group: 'Replay', keys: [' '], during: 'replay' },
  'replay-back': { title: 'Ten seconds back', group: 'Replay', keys: ['['], during: 'replay' },
  'replay-on': { title: 'Ten seconds on', group: 'Replay', keys: [']'], during: 'replay' },
  'replay-slower': { title: 'Slower', group: 'Replay', keys: ['{'], during: 'replay' },
  'replay-faster': { title: 'Faster', group: 'Replay', keys: ['}'], during: 'replay' },
  'replay-end': { title: 'Back to live', group: 'Replay', keys: ['End'], during: 'replay' },
  fence: { title: 'Draw a geofence', group: 'Geofences', keys: ['b'] },
  fences: { title: 'Geofences', group: 'Geofences', keys: ['B'] },
  console: { title: 'Open or close the chat', group: 'Chat', keys: ['Ctrl+.'] },
  compose: { title: 'Write a message', group: 'Chat', keys: ['c'] },
  list: { title: 'Show or hide the track list', group: 'Display', keys: ['Ctrl+b'] },
  theme: { title: 'Theme: dark, light, red', group: 'Display', keys: ['N'] },
  keys: { title: 'Keys', group: 'Display', keys: ['?'] },
} as const satisfies Record<string, Action>;

export type ActionId = keyof typeof ACTIONS;

/** The action as a command of the screen that can do it. */
export function action(
  id: ActionId,
  run: () => void,
  more: Pick<Command, 'enabled' | 'first' | 'hidden'> = {},
): Command {
  const { title, group, keys } = ACTIONS[id];
  return { id, title, group, keys, run, ...more };
}
