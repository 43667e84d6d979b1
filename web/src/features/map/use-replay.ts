import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { action } from '../../commands/actions';
import type { Command } from '../../commands/command';
import { useCommands } from '../../commands/registry';
import { now } from '../../lib/clock';
import { pastPiece } from './api';
import { usePicture } from './picture-context';
import {
  Player,
  PRESENT,
  RANGES,
  type Range,
  type ReplayState,
  SPEEDS,
  type Speed,
  speedBeside,
} from './replay';

export interface Replay extends ReplayState {
  readonly range: Range;
  /** The end of the time that can be chosen from. */
  readonly until: number;
  readonly seek: (time: number) => void;
  readonly play: (on: boolean) => void;
  readonly setSpeed: (speed: Speed) => void;
  readonly setRange: (range: Range) => void;
  readonly begin: () => void;
  readonly end: () => void;
}

const BACK_MS = 10 * 60_000;

/** The player of the past on this page; the address keeps time, speed and range. */
export function useReplay(put: (name: string, value: string | null) => void): Replay {
  const picture = usePicture();
  const [parameters] = useSearchParams();
  const first = useRef(parameters);
  const [state, setState] = useState<ReplayState>(PRESENT);
  const [range, setRange] = useState<Range>(() => {
    const asked = first.current.get('range') as Range;
    return asked in RANGES ? asked : '1h';
  });
  const [until, setUntil] = useState(now);
  const player = useMemo(
    () =>
      new Player({
        read: pastPiece,
        show: ({ time, tracks, removed }, whole) =>
          picture.showPast({ time: Date.parse(time), whole, tracks, removed }),
        live: () => picture.showPast({ time: null, whole: true, tracks: [], removed: [] }),
        changed: setState,
        now,
      }),
    [picture],
  );
  const seek = useCallback(
    (time: number) => {
      setUntil((before) => (picture.past === null ? now() : before));
      player.seek(time);
    },
    [player, picture],
  );
  const begin = useCallback(() => {
    seek(now() - BACK_MS);
    player.play(true);
  }, [seek, player]);

  useEffect(() => {
    const speed = SPEEDS.find((each) => each === Number(first.current.get('speed')));
    const time = Date.parse(first.current.get('t') ?? '');
    if (speed !== undefined) {
      player.setSpeed(speed);
    }
    if (!Number.isNaN(time)) {
      setUntil(Math.min(now(), time + (RANGES['1h'] * 1000) / 2));
      player.seek(time);
    }
    return () => player.end();
  }, [player]);

  const { time, speed, playing } = state;
  // While it plays the address would change twice a second: a link is for where it stands.
  const kept = time === null || !playing ? time : undefined;
  const opened = useRef(false);
  useEffect(() => {
    // As long as nothing was shown yet, the address is what asks.
    opened.current ||= kept !== null;
    if (kept !== undefined && opened.current) {
      put('t', kept === null ? null : new Date(kept).toISOString());
      put('speed', kept === null ? null : String(speed));
      put('range', kept === null ? null : range);
    }
  }, [kept, speed, range, put]);

  const commands = useMemo<readonly Command[]>(
    () =>
      time === null
        ? [action('replay', begin)]
        : playerCommands(player, { time, speed, playing, seek }),
    [player, time, speed, playing, seek, begin],
  );
  useCommands(commands);

  return {
    ...state,
    range,
    until,
    seek,
    play: (on) => player.play(on),
    setSpeed: (next) => player.setSpeed(next),
    setRange,
    begin,
    end: () => player.end(),
  };
}

function playerCommands(
  player: Player,
  at: Pick<Replay, 'speed' | 'playing' | 'seek'> & { readonly time: number },
): readonly Command[] {
  const beside = (by: 1 | -1) => () => player.setSpeed(speedBeside(at.speed, by));
  const by = (seconds: number) => () => at.seek(at.time + seconds * 1000);
  return [
    action('replay-play', () => player.play(!at.playing)),
    action('replay-back', by(-10)),
    action('replay-on', by(10)),
    action('replay-slower', beside(-1)),
    action('replay-faster', beside(1)),
    action('replay-end', () => player.end()),
  ];
}
