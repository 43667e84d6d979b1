import { type LiveData, LiveLink, type LiveStatus, type Subscription } from '../lib/live';
import { compile, inView, type Passes } from './filter';
import { DRAWN_PADDING, draw } from './frame';
import { Places } from './gazetteer';
import { boundsAround, boundsOf, covers, padded, type View } from './mercator';
import type { FromFeed, PastPicture, Question, ToFeed } from './messages';
import { unpackTracks } from './packed';
import { nearest } from './picking';
import {
  type Filter,
  type Layers,
  type Link,
  PLAIN_LAYERS,
  type Selection,
  type TrackKey,
} from './picture';
import { type Report, readRemoval, readReport } from './report';
import { type RowsCache, rowsOf } from './rows';
import { search } from './search';
import { Stock } from './stock';
import { summarise } from './summary';
import { TokenDesk } from './token-desk';
import type { Tracks } from './tracks';
import type { Trails } from './trails';

const TRACKS = 'tracks';
const VIEW_WITHIN = 60;
const LISTS_EVERY = 500;
const AGES_EVERY = 1000;
/** Without new data symbols still fade, but not every second. */
const FADES_EVERY = 5000;
const MAX_PICKED = 12;
const MAX_FOUND = 100;
/** In `view` coverage the subscription reaches this part of the view further on each side. */
const SUBSCRIBED_PADDING = 0.5;

/**
 * The worker's side of the picture: the link, all tracks, and what is to be shown of them. It sends at
 * most four frames and two sets of counts a second, however fast data arrives.
 */
export class Feed {
  private readonly present = new Stock();
  /** The present, or what a replay fills. */
  private shown = this.present;
  private live: LiveLink | undefined;
  private link: Omit<Link, 'dataAge'> & { readonly dataAge?: number } = {
    state: 'connecting',
    since: Date.now(),
    lastDataAt: null,
    attempts: 0,
    detail: '',
  };
  private view: View | null = null;
  private filter: Filter = {};
  private layers: Layers = PLAIN_LAYERS;
  private station: string | null = null;
  private coverage: 'all' | 'view' = 'all';
  private subscribedTo: View | undefined;
  private selected: TrackKey | null = null;
  private lastSelection: Selection = { key: null, track: null, gone: false };
  private labelled: ReadonlySet<number> = new Set();
  private dots = false;
  private ticks = 0;
  private freeze = false;
  /** When everything came to a stop, ms since 1970. */
  private frozenAt: number | undefined;
  private frameEvery = 250;
  private frameAt = 0;
  private drawnFor: View | undefined;
  private frameDue: ReturnType<typeof setTimeout> | undefined;
  private listsDue: ReturnType<typeof setTimeout> | undefined;
  private readonly tokens = new TokenDesk((id) => this.send({ type: 'tokenWanted', id }));
  private rows: RowsCache | undefined;
  private readonly places = new Places();

  private get tracks(): Tracks {
    return this.shown.tracks;
  }

  private get trails(): Trails {
    return this.shown.trails;
  }

  constructor(private readonly send: (message: FromFeed, transfer?: Transferable[]) => void) {
    setInterval(() => this.everySecond(), AGES_EVERY);
  }

  take(message: ToFeed): void {
    switch (message.type) {
      case 'open':
        this.station = message.station;
        this.freeze = message.freeze;
        this.open(message.url);
        break;
      case 'token':
        this.tokens.answer(message.id, message.value);
        break;
      case 'tokenFailed':
        this.tokens.answer(message.id, new Error('no token'));
        break;
      case 'view':
        this.setView(message.view);
        break;
      case 'filter':
        this.filter = message.filter;
        this.changed(0);
        break;
      case 'pace':
        this.frameEvery = message.frameEvery;
        break;
      case 'layers':
        this.layers = message.layers;
        this.frameSoon(0);
        break;
      case 'hurry':
        this.live?.hurry();
        break;
      case 'station':
        this.station = message.station;
        this.resubscribe();
        break;
      case 'coverage':
        this.coverage = message.coverage;
        this.resubscribe();
        break;
      case 'select':
        this.select(message.key);
        break;
      case 'seed':
        this.trails.seed(this.tracks.slot(message.key), message.key, message.points);
        this.frameSoon(0);
        break;
      case 'past':
        this.takePast(message.frame);
        break;
      case 'watch':
        if (message.on) this.live?.subscribe({ topic: message.topic });
        else this.live?.unsubscribe(message.topic);
        break;
      case 'ask':
        void this.reply(message.id, message.question);
        break;
    }
  }

  /** A frame of the past takes the place of the present, which goes on behind it. */
  private takePast({ time, whole, tracks, removed }: PastPicture): void {
    if (time === null) {
      this.shown = this.present;
    } else {
      if (whole || this.shown === this.present) this.shown = new Stock(time);
      this.shown.at = time;
      this.shown.remove(removed.map(readRemoval).filter((key) => key !== undefined));
      for (const item of tracks) {
        const report = readReport(item);
        if (report) this.shown.apply(report);
      }
    }
    if (time === null || whole) {
      this.lastSelection = { key: this.selected, track: null, gone: false };
    }
    this.refreshSelection();
    this.changed(0);
  }

  private now(): number {
    return this.shown.at ?? this.frozenAt ?? Date.now();
  }

  /** For the browser's own word that the network went or came. */
  networkChanged(online: boolean): void {
    if (online) this.live?.hurry();
    this.sendLink();
  }

  private open(url: string): void {
    this.live = new LiveLink(
      {
        url,
        token: () => this.tokens.ask(),
        onStatus: (status) => this.setStatus(status),
        onData: (data) => this.takeData(data),
        unpack: unpackTracks,
      },
      this.subscription(),
    );
    this.live.start();
  }

  private subscription(): Subscription {
    const view = this.coverage === 'view' && this.view ? this.view : undefined;
    this.subscribedTo = view && padded(view, SUBSCRIBED_PADDING);
    return {
      topic: TRACKS,
      ...(this.station ? { station: this.station } : {}),
      ...(this.subscribedTo ? { bbox: boundsOf(this.subscribedTo) } : {}),
    };
  }

  private resubscribe(): void {
    this.live?.subscribe(this.subscription());
  }

  private setView(view: View | null): void {
    this.view = view;
    if (!view) this.drawnFor = undefined;
    // The last frame reaches beyond its view, so that a small movement needs no new one.
    const drawn = this.drawnFor;
    const reaches = drawn && view && covers(drawn, view) && Math.abs(drawn.zoom - view.zoom) < 0.5;
    if (!reaches) this.frameSoon(drawn ? VIEW_WITHIN : 0);
    if (this.filter.inView) this.listsSoon();
    const known = this.subscribedTo;
    const covered = known && view && covers(known, view) && view.zoom < known.zoom + 2;
    if (view && this.coverage === 'view' && !covered) this.resubscribe();
  }

  private takeData({ type, topic, data, packed, first, last }: LiveData): void {
    if (topic !== TRACKS) {
      const news = { topic, whole: type === 'snapshot', removed: type === 'remove', items: data };
      this.send({ type: 'news', news });
      return;
    }
    if (this.frozenAt !== undefined) {
      this.ticks++;
      return;
    }
    this.link = { ...this.link, lastDataAt: Date.now() };
    if (type === 'remove') {
      const keys = data.map(readRemoval).filter((key) => key !== undefined);
      this.remove(keys);
    } else {
      if (first) this.present.tracks.beginSnapshot();
      for (const item of data) {
        const report = packed ? (item as Report) : readReport(item);
        if (report) this.present.apply(report);
      }
      if (last) this.remove(this.present.tracks.endSnapshot());
      if (last && this.freeze) this.frozenAt = Date.now();
    }
    this.ticks++;
    if (this.shown !== this.present) return;
    this.changed(Math.max(0, this.frameEvery - (Date.now() - this.frameAt)));
  }

  private remove(keys: readonly TrackKey[]): void {
    if (keys.length === 0) return;
    const shown = this.shown === this.present;
    const selected = shown && this.selected && keys.includes(this.selected);
    if (selected) this.refreshSelection();
    this.present.remove(keys);
    if (selected) this.refreshSelection();
    this.send({ type: 'removed', keys });
  }

  private select(key: TrackKey | null): void {
    this.selected = key;
    this.lastSelection = { key, track: null, gone: false };
    this.refreshSelection();
    this.frameSoon(0);
  }

  private refreshSelection(): void {
    const slot = this.selected ? this.tracks.slot(this.selected) : undefined;
    const track = slot === undefined ? null : this.tracks.row(slot, this.now());
    const last = this.lastSelection;
    this.lastSelection = {
      key: this.selected,
      track: track ?? last.track,
      gone: track === null && last.track !== null,
    };
    this.send({ type: 'selection', selection: this.lastSelection });
  }

  private passes(): Passes {
    return compile(this.filter, this.tracks, this.view ?? undefined, this.now());
  }

  private async reply(id: number, question: Question): Promise<void> {
    this.send({ type: 'answer', id, answer: await this.answer(question) });
  }

  private answer(question: Question): unknown {
    const now = this.now();
    switch (question.kind) {
      case 'rows': {
        const state = { tracks: this.tracks, passes: () => this.passes(), selected: this.selected };
        const { rows, cache } = rowsOf(state, question.request, this.rows, now);
        this.rows = cache;
        return rows;
      }
      case 'search': {
        const limit = Math.min(MAX_FOUND, question.request.limit);
        return search(this.tracks, question.request.text, limit).map((slot) =>
          this.tracks.row(slot, now),
        );
      }
      case 'places':
        return this.places.search(question.request);
      case 'track': {
        const slot = this.tracks.slot(question.request);
        return slot === undefined ? null : this.tracks.row(slot, now);
      }
      case 'extent': {
        const { x, y } = this.tracks.columns;
        const passes = this.passes();
        const points = this.tracks
          .used()
          .filter((slot) => passes(slot) && !Number.isNaN(x[slot]))
          .map((slot) => [x[slot] ?? 0, y[slot] ?? 0] as const);
        return boundsAround(points) ?? null;
      }
      case 'pick': {
        if (!this.view) return [];
        const { x, y, radius } = question.request;
        const passes = this.passes();
        const slots = this.tracks
          .used()
          .filter((slot) => passes(slot) || this.tracks.keys[slot] === this.selected);
        return nearest(this.tracks, slots, { x, y }, this.view, radius)
          .slice(0, MAX_PICKED)
          .map((slot) => this.tracks.row(slot, now));
      }
    }
  }

  private changed(frameWithin: number): void {
    this.rows = undefined;
    this.frameSoon(frameWithin);
    this.listsSoon();
  }

  private frameSoon(within: number): void {
    if (within === 0) {
      clearTimeout(this.frameDue);
      this.frameDue = undefined;
    }
    this.frameDue ??= setTimeout(() => {
      this.frameDue = undefined;
      this.sendFrame();
    }, within);
  }

  private listsSoon(): void {
    this.listsDue ??= setTimeout(() => {
      this.listsDue = undefined;
      this.rows = undefined;
      this.sendSummary();
      this.send({ type: 'rowsChanged' });
      if (this.selected) this.refreshSelection();
    }, LISTS_EVERY);
  }

  private everySecond(): void {
    this.sendLink();
    if (this.tracks.size === 0) return;
    this.listsSoon();
    if (Date.now() - this.frameAt >= FADES_EVERY) this.frameSoon(this.frameEvery);
  }

  private sendFrame(): void {
    const { view, tracks } = this;
    if (!view) return;
    this.frameAt = Date.now();
    this.drawnFor = padded(view, DRAWN_PADDING / 2);
    const drawn = draw({
      tracks,
      trails: this.trails,
      view,
      passes: this.passes(),
      layers: this.layers,
      selected: this.selected,
      now: this.now(),
      labelled: this.labelled,
      dots: this.dots,
    });
    this.labelled = drawn.labelled;
    this.dots = drawn.dots;
    const slot = this.selected ? tracks.slot(this.selected) : undefined;
    const longitude = slot === undefined ? Number.NaN : (tracks.columns.longitude[slot] ?? 0);
    const latitude = slot === undefined ? Number.NaN : (tracks.columns.latitude[slot] ?? 0);
    const { origin, symbols, lines, trail, labels } = drawn;
    this.send(
      {
        type: 'frame',
        frame: {
          origin,
          symbols,
          lines,
          trail,
          labels,
          dots: drawn.dots,
          focus: Number.isNaN(longitude) ? null : { longitude, latitude },
          ticks: this.ticks,
          tracks: tracks.size,
        },
      },
      [symbols.buffer, lines.buffer, trail.buffer],
    );
  }

  private sendSummary(): void {
    const { view, tracks } = this;
    const seen = view ? (slot: number) => inView(tracks, view, slot) : () => false;
    this.send({ type: 'summary', summary: summarise(tracks, this.passes(), seen, this.now()) });
  }

  private setStatus(status: LiveStatus): void {
    const since = status.state === this.link.state ? this.link.since : Date.now();
    this.link = { ...this.link, ...status, since };
    this.sendLink();
  }

  private sendLink(): void {
    const { lastDataAt, state } = this.link;
    const offline = state === 'reconnecting' && !navigator.onLine;
    this.send({
      type: 'link',
      link: {
        ...this.link,
        state: offline ? 'offline' : state,
        dataAge:
          lastDataAt === null
            ? null
            : Math.max(0, ((this.frozenAt ?? Date.now()) - lastDataAt) / 1000),
      },
    });
  }
}
