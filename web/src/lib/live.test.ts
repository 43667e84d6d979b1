// @vitest-environment node
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type LiveData, LiveLink, type LiveStatus, type LiveTiming } from './live';

type Frame = Record<string, unknown>;

/** A center with a real socket whose behaviour each test scripts. */
class Center {
  readonly server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  readonly received: Frame[] = [];
  readonly sockets: WebSocket[] = [];
  answer: (frame: Frame, socket: WebSocket) => void = (frame, socket) => this.accept(frame, socket);

  constructor() {
    this.server.on('connection', (socket) => {
      this.sockets.push(socket);
      socket.on('message', (text) => {
        const frame = JSON.parse(String(text)) as Frame;
        this.received.push(frame);
        this.answer(frame, socket);
      });
    });
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  accept(frame: Frame, socket: WebSocket): void {
    if (frame.type === 'auth') say(socket, { type: 'auth_success' });
    if (frame.type !== 'subscribe') return;
    const [topic] = frame.topics as string[];
    say(socket, { type: 'subscribed', topics: [topic] });
    if (!frame.cursor) say(socket, { type: 'snapshot', topic, data: ['a'], cursor: 'c1' });
  }

  ofType(type: string): Frame[] {
    return this.received.filter((frame) => frame.type === type);
  }
}

function say(socket: WebSocket | undefined, frame: Frame): void {
  socket?.send(JSON.stringify(frame));
}

let center: Center;
let link: LiveLink | undefined;
let statuses: LiveStatus[];
let data: LiveData[];

function connect(token: () => Promise<string | null>, timing: Partial<LiveTiming> = {}): LiveLink {
  link = new LiveLink(
    {
      url: center.url,
      token,
      onStatus: (status) => statuses.push(status),
      onData: (part) => data.push(part),
      timing: { backoff: () => 5, ...timing },
    },
    { topic: 'tracks', station: 'ops' },
  );
  link.start();
  return link;
}

const until = (check: () => boolean) => expect.poll(check, { interval: 5 }).toBe(true);
const state = () => statuses.at(-1)?.state;

beforeEach(async () => {
  Object.assign(globalThis, { WebSocket });
  center = new Center();
  await new Promise((resolve) => center.server.once('listening', resolve));
  statuses = [];
  data = [];
});

afterEach(async () => {
  link?.close();
  for (const socket of center.sockets) socket.terminate();
  await new Promise((resolve) => center.server.close(resolve));
});

describe('the live link', () => {
  it('signs in, subscribes and hands on the snapshot', async () => {
    connect(async () => 't1');
    await until(() => data.length === 1);
    expect(center.received.slice(0, 2)).toEqual([
      { type: 'auth', token: 't1' },
      { type: 'subscribe', topics: ['tracks'], station: 'ops' },
    ]);
    expect(data[0]).toMatchObject({ type: 'snapshot', data: ['a'], first: true, last: true });
    expect(state()).toBe('live');
  });

  it('tells the first and the last frame of a snapshot in parts', async () => {
    center.answer = (frame, socket) => {
      if (frame.type === 'auth') say(socket, { type: 'auth_success' });
      if (frame.type !== 'subscribe') return;
      say(socket, { type: 'subscribed', topics: ['tracks'] });
      for (const more of [true, true, false]) {
        say(socket, { type: 'snapshot', topic: 'tracks', data: [], cursor: 'c', more });
      }
    };
    connect(async () => 't1');
    await until(() => data.length === 3);
    expect(data.map(({ first, last }) => [first, last])).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ]);
  });

  it('comes back by itself after a loss, with the last cursor', async () => {
    connect(async () => 't1');
    await until(() => data.length === 1);
    say(center.sockets[0], { type: 'update', topic: 'tracks', data: ['b'], cursor: 'c2' });
    await until(() => data.length === 2);
    center.sockets[0]?.terminate();
    await until(() => center.ofType('subscribe').length === 2 && state() === 'live');
    expect(center.ofType('subscribe')[1]).toMatchObject({ cursor: 'c2' });
    expect(statuses.map((status) => status.state)).toContain('reconnecting');
  });

  it('asks for everything again after a snapshot that was cut short', async () => {
    center.answer = (frame, socket) => {
      if (frame.type === 'auth') say(socket, { type: 'auth_success' });
      if (frame.type !== 'subscribe') return;
      say(socket, { type: 'subscribed', topics: ['tracks'] });
      say(socket, { type: 'snapshot', topic: 'tracks', data: [], cursor: 'c1', more: true });
    };
    connect(async () => 't1');
    await until(() => data.length === 1);
    center.sockets[0]?.terminate();
    await until(() => center.ofType('subscribe').length === 2);
    expect(center.ofType('subscribe')[1]).not.toHaveProperty('cursor');
  });

  it('tries a fresh token once when refused, then gives up', async () => {
    let tokens = 0;
    center.answer = (_, socket) => socket.close(1008, 'no');
    connect(async () => `t${++tokens}`);
    await until(() => state() === 'denied');
    expect(center.ofType('auth').map(({ token }) => token)).toEqual(['t1', 't2']);
  });

  it('is denied at once when there is no session', async () => {
    connect(async () => null);
    await until(() => state() === 'denied');
    expect(center.sockets).toHaveLength(0);
  });

  it('retries when a token could not be had', async () => {
    let calls = 0;
    connect(async () => {
      if (++calls === 1) throw new Error('network');
      return 't2';
    });
    await until(() => state() === 'live');
    expect(statuses.some(({ detail }) => detail.includes('could not be refreshed'))).toBe(true);
  });

  it('sends a renewed token over the same socket', async () => {
    let current = 't1';
    connect(async () => current, { renewEvery: 10 });
    await until(() => state() === 'live');
    current = 't2';
    await until(() => center.ofType('auth').length === 2);
    expect(center.ofType('auth')[1]).toEqual({ type: 'auth', token: 't2' });
    expect(center.sockets).toHaveLength(1);
    expect(center.ofType('subscribe')).toHaveLength(1);
  });

  it('leaves a link that has gone silent', async () => {
    center.answer = (frame, socket) => {
      if (frame.type !== 'ping') center.accept(frame, socket);
    };
    connect(async () => 't1', { pingEvery: 10, silence: 15 });
    await until(() => center.sockets.length > 1);
    expect(statuses.map((status) => status.state)).toContain('reconnecting');
  });

  it('answers a ping and survives what it does not understand', async () => {
    connect(async () => 't1');
    await until(() => state() === 'live');
    center.sockets[0]?.send('not json');
    say(center.sockets[0], { type: 'riddle' });
    say(center.sockets[0], { type: 'ping' });
    await until(() => center.ofType('pong').length === 1);
    expect(state()).toBe('live');
  });

  it('drops frames of a subscription that is being replaced', async () => {
    center.answer = (frame, socket) => {
      if (frame.type === 'subscribe' && frame.bbox) {
        say(socket, { type: 'update', topic: 'tracks', data: ['old'], cursor: 'c9' });
      }
      center.accept(frame, socket);
    };
    const live = connect(async () => 't1');
    await until(() => data.length === 1);
    live.subscribe({ topic: 'tracks', bbox: [0, 0, 1, 1] });
    await until(() => data.length === 2);
    expect(data.map((part) => part.type)).toEqual(['snapshot', 'snapshot']);
    expect(center.ofType('subscribe')[1]).not.toHaveProperty('cursor');
  });

  it('carries several topics, each with a cursor of its own', async () => {
    const live = connect(async () => 't1');
    await until(() => data.length === 1);
    live.subscribe({ topic: 'geofences' });
    await until(() => data.length === 2);
    say(center.sockets[0], { type: 'update', topic: 'geofences', data: ['in'], cursor: 'g2' });
    await until(() => data.length === 3);
    expect(data.map(({ topic }) => topic)).toEqual(['tracks', 'geofences', 'geofences']);
    center.sockets[0]?.terminate();
    await until(() => center.ofType('subscribe').length === 4);
    expect(center.ofType('subscribe').slice(2)).toEqual([
      { type: 'subscribe', topics: ['tracks'], station: 'ops', cursor: 'c1' },
      { type: 'subscribe', topics: ['geofences'], cursor: 'g2' },
    ]);
  });

  it('hears nothing more of a topic that it has left', async () => {
    const live = connect(async () => 't1');
    live.subscribe({ topic: 'geofences' });
    await until(() => data.length === 2);
    live.unsubscribe('geofences');
    await until(() => center.ofType('unsubscribe').length === 1);
    say(center.sockets[0], { type: 'update', topic: 'geofences', data: ['in'], cursor: 'g2' });
    say(center.sockets[0], { type: 'update', topic: 'tracks', data: ['b'], cursor: 'c2' });
    await until(() => data.length === 3);
    expect(data[2]).toMatchObject({ topic: 'tracks' });
  });
});
