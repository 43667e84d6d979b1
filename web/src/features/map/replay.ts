import type { Frames } from '../../lib/api-types';

export const SPEEDS = [1, 2, 4, 10, 30, 60] as const;
export type Speed = (typeof SPEEDS)[number];
export const RANGES = { '1h': 3600, '6h': 21_600, '24h': 86_400 } as const;
export type Range = keyof typeof RANGES;

export type PastFrame = Frames['frames'][number];

/** A piece of the past, and where the next one begins. */
export interface Piece {
  readonly frames: readonly PastFrame[];
  readonly next: string | null;
}

export interface PieceRequest {
  readonly since: number;
  readonly until: number;
  /** Seconds. */
  readonly step: number;
  readonly cursor: string | null;
}

export interface ReplayState {
  /** What is shown, ms since 1970; null: the present. */
  readonly time: number | null;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly loading: boolean;
  /** Why the center gave nothing; null if it did. */
  readonly problem: Error | null;
}

export interface PlayerParts {
  readonly read: (request: PieceRequest, signal: AbortSignal) => Promise<Piece>;
  readonly show: (frame: PastFrame, whole: boolean) => void;
  readonly live: () => void;
  readonly changed: (state: ReplayState) => void;
  readonly now: () => number;
}

export const PRESENT: ReplayState = {
  time: null,
  playing: false,
  speed: 10,
  loading: false,
  problem: null,
};

/** Seconds that each frame goes on, and how often one is shown. */
export function paceOf(speed: Speed): { step: number; every: number } {
  return speed === 1 ? { step: 1, every: 1000 } : { step: speed / 2, every: 500 };
}

export function speedBeside(speed: Speed, by: 1 | -1): Speed {
  return SPEEDS[SPEEDS.indexOf(speed) + by] ?? speed;
}

const FRAMES_AHEAD = 12;
const RUN_FRAMES = 3_600;

/**
 * Plays the past in steps: a run is one walk through time from the whole picture of its beginning. Seeking
 * and another speed begin a new run. Not more than one request is under way.
 */
export class Player {
  private state = PRESENT;
  private queue: PastFrame[] = [];
  private run = new AbortController();
  private wanted: PieceRequest | null = null;
  private whole = true;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly parts: PlayerParts) {}

  /** Shows the picture of that time, and goes on from there if it plays. */
  seek(time: number): void {
    const at = Math.floor(Math.min(time, this.parts.now()) / 1000) * 1000;
    const { step } = paceOf(this.state.speed);
    this.run.abort();
    this.run = new AbortController();
    this.queue = [];
    this.whole = true;
    this.wanted = { since: at, until: at + step * 1000 * RUN_FRAMES, step, cursor: null };
    this.set({ time: at, problem: null });
    void this.fill(true);
  }

  play(on: boolean): void {
    clearInterval(this.timer);
    if (on && this.state.time === null) return;
    this.set({ playing: on });
    if (on) this.timer = setInterval(() => this.tick(), paceOf(this.state.speed).every);
  }

  setSpeed(speed: Speed): void {
    this.set({ speed });
    if (this.state.time === null) return;
    this.seek(this.state.time);
    this.play(this.state.playing);
  }

  /** Back to the present. */
  end(): void {
    clearInterval(this.timer);
    this.run.abort();
    this.queue = [];
    this.set({ ...PRESENT, speed: this.state.speed });
    this.parts.live();
  }

  private tick(): void {
    const frame = this.queue.shift();
    void this.fill(false);
    if (frame === undefined) return;
    this.show(frame);
    if (Date.parse(frame.time) >= this.parts.now() - 1000) this.play(false);
  }

  private show(frame: PastFrame): void {
    this.parts.show(frame, this.whole);
    this.whole = false;
    this.set({ time: Date.parse(frame.time) });
  }

  private async fill(first: boolean): Promise<void> {
    const { run, wanted } = this;
    if (wanted === null || (this.state.loading && !first)) return;
    if (this.queue.length >= FRAMES_AHEAD) return;
    this.set({ loading: true });
    try {
      const { frames, next } = await this.parts.read(wanted, run.signal);
      if (run.signal.aborted) return;
      this.queue.push(...frames);
      this.wanted = next === null ? null : { ...wanted, cursor: next };
      const shown = first ? this.queue.shift() : undefined;
      if (shown) this.show(shown);
      this.set({ loading: false });
    } catch (error) {
      if (run.signal.aborted) return;
      this.play(false);
      this.set({ loading: false, problem: error as Error });
    }
  }

  private set(change: Partial<ReplayState>): void {
    this.state = { ...this.state, ...change };
    this.parts.changed(this.state);
  }
}
