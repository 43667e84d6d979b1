/**
 * The one socket to the center: signs in, subscribes to its topics, keeps itself alive, and comes back by
 * itself after a loss, where it left off. Knows topics and frames, not what is in them. Made for a worker.
 */

export interface LiveStatus {
  readonly state: 'connecting' | 'live' | 'reconnecting' | 'denied';
  readonly attempts: number;
  readonly detail: string;
}

export interface Subscription {
  readonly topic: string;
  readonly station?: string;
  readonly bbox?: readonly number[];
}

export interface LiveData {
  readonly type: 'snapshot' | 'update' | 'remove';
  readonly topic: string;
  readonly data: readonly unknown[];
  /** The items are what `unpack` made of a binary frame. */
  readonly packed: boolean;
  /** First frame of a snapshot: what was known before is void unless the frames up to `last` name it. */
  readonly first: boolean;
  readonly last: boolean;
}

/** All in milliseconds. */
export interface LiveTiming {
  readonly connectWithin: number;
  readonly pingEvery: number;
  /** A link that says nothing for so long is dead. */
  readonly silence: number;
  readonly renewEvery: number;
  readonly backoff: (attempts: number) => number;
}

export interface LiveOptions {
  readonly url: string;
  /** Null: no session any more. A rejection is retried. */
  readonly token: () => Promise<string | null>;
  readonly onStatus: (status: LiveStatus) => void;
  readonly onData: (data: LiveData) => void;
  /** Reads a binary frame into the members that a JSON one has; with it, that form is asked for. */
  readonly unpack?: (frame: ArrayBuffer) => object | undefined;
  readonly timing?: Partial<LiveTiming>;
}

const TIMING: LiveTiming = {
  connectWithin: 15_000,
  pingEvery: 30_000,
  silence: 70_000,
  renewEvery: 240_000,
  // Half a second, doubling to twenty, each time between half and all of it, so that consoles do not
  // return in step after a restart of the center.
  backoff: (attempts) => Math.min(20_000, 500 * 2 ** attempts) * (0.5 + Math.random() / 2),
};

const POLICY_VIOLATION = 1008;
const CLOSE_REASONS: Readonly<Record<number, string>> = {
  1001: 'The center is restarting',
  1006: 'The center does not answer',
  1008: 'The center refused the session',
  1009: 'A message was too large',
  1013: 'This console could not keep up with the data',
};

type Json = Readonly<Record<string, unknown>>;

/** One topic: what is asked for, and how far it was told. */
interface Stream {
  subscription: Subscription;
  cursor: string | undefined;
  /** Subscriptions sent and not yet confirmed. */
  awaiting: number;
  snapshotOpen: boolean;
}

export class LiveLink {
  private socket: WebSocket | undefined;
  private status: LiveStatus = { state: 'connecting', attempts: 0, detail: 'Connecting' };
  private readonly streams = new Map<string, Stream>();
  private sentToken = '';
  private refusals = 0;
  private heard = 0;
  private closed = false;
  private timers: ReturnType<typeof setTimeout>[] = [];
  private retry: ReturnType<typeof setTimeout> | undefined;
  private readonly timing: LiveTiming;

  constructor(
    private readonly options: LiveOptions,
    ...subscriptions: readonly Subscription[]
  ) {
    this.timing = { ...TIMING, ...options.timing };
    for (const subscription of subscriptions) this.open(subscription);
  }

  start(): void {
    this.report(this.status);
    void this.connect();
  }

  /** Adds the topic, or replaces its subscription; a snapshot of the new one follows. */
  subscribe(subscription: Subscription): void {
    const stream = this.open(subscription);
    if (this.status.state === 'live') this.sendSubscribe(stream);
  }

  unsubscribe(topic: string): void {
    const known = this.streams.delete(topic);
    if (known && this.status.state === 'live') {
      this.send({ type: 'unsubscribe', topics: [topic] });
    }
  }

  /** Tries at once instead of waiting, e.g. when the network returns. */
  hurry(): void {
    if (this.retry === undefined) return;
    clearTimeout(this.retry);
    this.retry = undefined;
    void this.connect();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    this.drop();
  }

  private open(subscription: Subscription): Stream {
    const awaiting = this.streams.get(subscription.topic)?.awaiting ?? 0;
    const stream = { subscription, cursor: undefined, awaiting, snapshotOpen: false };
    this.streams.set(subscription.topic, stream);
    return stream;
  }

  private async connect(): Promise<void> {
    const token = await this.freshToken();
    if (this.closed || token === undefined) return;
    if (token === null) {
      this.report({ state: 'denied', attempts: 0, detail: 'The session has ended' });
      return;
    }
    this.sentToken = token;
    const socket = new WebSocket(this.options.url);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    const late = setTimeout(() => this.lost(1006), this.timing.connectWithin);
    this.timers.push(late);
    socket.onopen = () => this.send({ type: 'auth', token });
    socket.onmessage = (event) => {
      if (this.socket === socket) this.take(event.data, late);
    };
    socket.onclose = (event) => {
      if (this.socket === socket) this.lost(event.code);
    };
  }

  private async freshToken(): Promise<string | null | undefined> {
    try {
      return await this.options.token();
    } catch {
      if (!this.closed) this.wait('The session could not be refreshed');
      return undefined;
    }
  }

  private take(message: unknown, late: ReturnType<typeof setTimeout>): void {
    this.heard = performance.now();
    const packed = message instanceof ArrayBuffer;
    const frame = packed ? (this.options.unpack?.(message) as Json | undefined) : parse(message);
    switch (frame?.type) {
      case 'auth_success':
        if (this.status.state !== 'live') {
          for (const stream of this.streams.values()) this.sendSubscribe(stream);
        }
        break;
      case 'subscribed':
        this.confirmed(frame.topics);
        clearTimeout(late);
        this.established();
        break;
      case 'snapshot':
      case 'update':
      case 'remove':
        this.deliver(frame.type, frame, packed);
        break;
      case 'ping':
        this.send({ type: 'pong' });
        break;
      case 'error':
        this.report({ ...this.status, detail: String(frame.detail ?? frame.message ?? '') });
        break;
    }
  }

  private confirmed(topics: unknown): void {
    for (const topic of Array.isArray(topics) ? topics : []) {
      const stream = this.streams.get(topic);
      if (stream) {
        stream.awaiting = Math.max(0, stream.awaiting - 1);
        stream.snapshotOpen = false;
      }
    }
  }

  private deliver(type: LiveData['type'], frame: Json, packed: boolean): void {
    const stream = this.streams.get(String(frame.topic));
    // Frames of a subscription that is being replaced are of no use any more.
    if (!stream || stream.awaiting > 0) return;
    const data = Array.isArray(frame.data) ? frame.data : [];
    const snapshot = type === 'snapshot';
    const first = snapshot && !stream.snapshotOpen;
    const last = snapshot && frame.more !== true;
    if (snapshot) stream.snapshotOpen = !last;
    if (typeof frame.cursor === 'string' && !stream.snapshotOpen) stream.cursor = frame.cursor;
    this.options.onData({ type, topic: stream.subscription.topic, data, packed, first, last });
  }

  private established(): void {
    if (this.status.state === 'live') return;
    this.refusals = 0;
    this.report({ state: 'live', attempts: 0, detail: '' });
    this.timers.push(
      setInterval(() => this.beat(), this.timing.pingEvery),
      setInterval(() => void this.renew(), this.timing.renewEvery),
    );
  }

  private beat(): void {
    if (performance.now() - this.heard > this.timing.silence) this.lost(1006);
    else this.send({ type: 'ping' });
  }

  private async renew(): Promise<void> {
    const socket = this.socket;
    const token = await this.options.token().catch(() => undefined);
    if (!token || token === this.sentToken || socket !== this.socket) return;
    this.sentToken = token;
    this.send({ type: 'auth', token });
  }

  private sendSubscribe(stream: Stream): void {
    const { topic, station, bbox } = stream.subscription;
    stream.awaiting++;
    this.send({
      type: 'subscribe',
      topics: [topic],
      ...(station ? { station } : {}),
      ...(bbox ? { bbox } : {}),
      ...(stream.cursor ? { cursor: stream.cursor } : {}),
      ...(this.options.unpack ? { format: 'binary' } : {}),
    });
  }

  private lost(code: number): void {
    this.drop();
    if (this.closed) return;
    const detail = CLOSE_REASONS[code] ?? 'The connection was lost';
    // Once may be a token that ran out on the way; a fresh one refused as well is an answer.
    if (code === POLICY_VIOLATION && ++this.refusals > 1) {
      this.report({ state: 'denied', attempts: 0, detail });
      return;
    }
    this.wait(detail);
  }

  private wait(detail: string): void {
    const attempts = this.status.state === 'live' ? 0 : this.status.attempts;
    this.report({ state: 'reconnecting', attempts: attempts + 1, detail });
    this.retry = setTimeout(() => this.hurry(), this.timing.backoff(attempts));
  }

  private drop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
    for (const stream of this.streams.values()) {
      stream.awaiting = 0;
      // A snapshot cut short leaves a picture of unknown age; only a new one mends that.
      if (stream.snapshotOpen) stream.cursor = undefined;
      stream.snapshotOpen = false;
    }
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }

  private send(frame: Json): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  private report(status: LiveStatus): void {
    this.status = status;
    this.options.onStatus(status);
  }
}

function parse(text: unknown): Json | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}
