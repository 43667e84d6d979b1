import { useCallback, useEffect, useMemo, useState } from 'react';
import { action } from '../../commands/actions';
import type { Command } from '../../commands/command';
import { useCommands } from '../../commands/registry';
import type { Position } from '../../lib/geo/utm';
import { usePreferences } from '../../lib/preferences';
import { measureShapes } from './measure';
import { usePicture } from './picture-context';

export interface Measure {
  readonly on: boolean;
  /** Clicks on the map add points; false once the line is finished. */
  readonly taking: boolean;
  readonly points: readonly Position[];
  readonly toggle: () => void;
  readonly add: (point: Position) => void;
  readonly undo: () => void;
  readonly finish: () => void;
  readonly close: () => void;
}

const NONE = { on: false, taking: false, points: [] as readonly Position[] };

/** The ruler: what was clicked so far, and the keys that go with it. */
export function useMeasure(): Measure {
  const picture = usePicture();
  const { units } = usePreferences();
  const [state, setState] = useState(NONE);
  const { on, taking, points } = state;
  const add = useCallback(
    ({ longitude, latitude }: Position) =>
      setState((at) => ({ ...at, points: [...at.points, { longitude, latitude }] })),
    [],
  );
  const undo = useCallback(
    () => setState((at) => ({ ...at, taking: true, points: at.points.slice(0, -1) })),
    [],
  );
  const finish = useCallback(() => setState((at) => ({ ...at, taking: false })), []);
  const close = useCallback(() => setState(NONE), []);
  const toggle = useCallback(
    () => setState((at) => (at.on ? NONE : { on: true, taking: true, points: [] })),
    [],
  );

  useEffect(
    () => picture.setShapes('measure', measureShapes(points, units)),
    [picture, points, units],
  );
  useEffect(() => {
    if (!taking) {
      return;
    }
    picture.capture(true);
    const stop = picture.on('point', add);
    return () => {
      stop();
      picture.capture(false);
    };
  }, [picture, taking, add]);
  useEffect(() => () => picture.setShapes('measure', []), [picture]);

  const commands = useMemo<readonly Command[]>(
    () => [action('measure', toggle), ...(on ? whileMeasuring({ undo, finish, close }) : [])],
    [on, toggle, undo, finish, close],
  );
  useCommands(commands);
  return { on, taking, points, toggle, add, undo, finish, close };
}

function whileMeasuring({ undo, finish, close }: Pick<Measure, 'undo' | 'finish' | 'close'>) {
  const first = { first: true };
  return [
    action('measure-undo', undo, first),
    action('measure-finish', finish, first),
    action('measure-close', close, first),
  ];
}
