import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Piece, type PieceRequest, Player, type ReplayState, speedBeside } from './replay';

const START = Date.parse('2026-11-20T20:00:00Z');
const asked: PieceRequest[] = [];
const shown: string[] = [];
let state: ReplayState;
let live = 0;
let now = START + 3_600_000;
let answer: (request: PieceRequest) => Promise<Piece>;

/** Twenty frames after the cursor, or from the beginning. */
function twenty({ since, step, cursor }: PieceRequest): Promise<Piece> {
  const first = Number(cursor ?? 0);
  const frames = Array.from({ length: 20 }, (_, i) => ({
    time: new Date(since + (first + i) * step * 1000).toISOString(),
    tracks: [],
    removed: [],
  }));
  return Promise.resolve({ frames, next: String(first + 20) });
}

function player() {
  return new Player({
    read: (request) => {
      asked.push(request);
      return answer(request);
    },
    show: (frame, whole) => shown.push(`${frame.time.slice(11, 19)}${whole ? ' whole' : ''}`),
    live: () => live++,
    changed: (next) => {
      state = next;
    },
    now: () => now,
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  shown.length = 0;
  live = 0;
  now = START + 3_600_000;
  answer = twenty;
});
afterEach(() => vi.useRealTimers());

describe('a replay', () => {
  it('begins with the whole picture of its time, paused', async () => {
    player().seek(START + 400);
    await vi.advanceTimersByTimeAsync(3000);
    expect(shown).toEqual(['20:00:00 whole']);
    expect(state).toMatchObject({ time: START, playing: false, loading: false });
  });

  it('plays in steps of its speed and reads ahead', async () => {
    const it = player();
    it.setSpeed(60);
    it.seek(START);
    it.play(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(shown[1]).toBe('20:00:30');
    expect(state.time).toBe(START + 600_000);
    expect(asked.map(({ cursor }) => cursor)).toEqual([null, '20']);
    it.end();
  });

  it('seeks to a new whole picture, and takes nothing of the old run', async () => {
    const it = player();
    it.seek(START);
    it.seek(START + 60_000);
    await vi.advanceTimersByTimeAsync(0);
    expect(shown).toEqual(['20:01:00 whole']);
  });

  it('stops at the present, and goes back to it', async () => {
    now = START + 5_000;
    const it = player();
    it.setSpeed(2);
    it.seek(START);
    it.play(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state).toMatchObject({ time: START + 4_000, playing: false });
    it.end();
    expect(live).toBe(1);
    expect(state.time).toBeNull();
  });

  it('says that the center gave nothing', async () => {
    answer = () => Promise.reject(new Error('away'));
    const it = player();
    it.seek(START);
    it.play(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(state.problem?.message).toBe('away');
    expect(state.playing).toBe(false);
  });

  it('has speeds up to sixty and no further', () => {
    expect(speedBeside(10, 1)).toBe(30);
    expect(speedBeside(60, 1)).toBe(60);
    expect(speedBeside(1, -1)).toBe(1);
  });
});
