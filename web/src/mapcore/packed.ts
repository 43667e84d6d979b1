import { KINDS } from './picture';
import { type Report, trackKey } from './report';

/** A frame of tracks in the center's binary form, read. */
export interface PackedFrame {
  readonly type: 'snapshot' | 'update';
  readonly topic: 'tracks';
  readonly data: readonly Report[];
  readonly cursor: string;
  readonly more: boolean;
}

const VERSION = 1;
const DEGREES = 1e-7;
const POSITION = 1;
const ALTITUDE = 2;
const HEADING = 4;
const COURSE = 8;
const SPEED = 16;
const NAME = 32;
/** The center's codes (unknown, friend, hostile, neutral) as places in `AFFILIATIONS`. */
const AFFILIATION_PLACES = [3, 0, 1, 2];

/** Reads the layout that the developer documentation gives; undefined for anything else. */
export function unpackTracks(frame: ArrayBuffer): PackedFrame | undefined {
  try {
    return new Unpacking(frame).frame();
  } catch (error) {
    // A frame that ends too early.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

class Unpacking {
  private readonly view: DataView;
  private readonly decoder = new TextDecoder();
  private at = 0;

  constructor(private readonly bytes: ArrayBuffer) {
    this.view = new DataView(bytes);
  }

  frame(): PackedFrame | undefined {
    if (this.u8() !== VERSION) return undefined;
    const type = this.u8() === 0 ? 'snapshot' : 'update';
    const more = this.u8() === 1;
    const cursor = this.text(this.u8());
    const slugs = Array.from({ length: this.u16() }, () => this.text(this.u8()));
    const count = this.u32();
    const data: Report[] = [];
    for (let i = 0; i < count; i++) data.push(this.track(slugs));
    return { type, topic: 'tracks', data, cursor, more };
  }

  private track(slugs: readonly string[]): Report {
    const id = this.text(this.u16());
    const station = slugs[this.u16()] ?? '';
    const source = slugs[this.u16()] ?? '';
    const kind = Math.min(this.u8(), KINDS.length - 1);
    const affiliation = AFFILIATION_PLACES[this.u8()] ?? 3;
    const has = this.u8();
    const eventTime = this.f64();
    const positioned = (has & POSITION) !== 0;
    // The order of the fields is the order of the bytes.
    return {
      key: trackKey(station, id),
      id,
      station,
      kind,
      affiliation,
      source,
      eventTime,
      longitude: positioned ? this.i32() * DEGREES : Number.NaN,
      latitude: positioned ? this.i32() * DEGREES : Number.NaN,
      positionTime: positioned ? eventTime - this.u32() : Number.NaN,
      altitude: has & ALTITUDE ? this.f32() : Number.NaN,
      heading: has & HEADING ? this.f32() : Number.NaN,
      course: has & COURSE ? this.f32() : Number.NaN,
      speed: has & SPEED ? this.f32() : Number.NaN,
      name: has & NAME ? this.text(this.u16()).trim() : '',
    };
  }

  private text(length: number): string {
    const from = this.at;
    this.at += length;
    // Of ids and names nearly all are short and ASCII, for which this is several times faster than a decoder.
    let text = '';
    for (let i = from; i < this.at; i++) {
      const byte = this.view.getUint8(i);
      if (byte > 127) return this.decoder.decode(new Uint8Array(this.bytes, from, length));
      text += String.fromCharCode(byte);
    }
    return text;
  }

  private u8(): number {
    return this.view.getUint8(this.at++);
  }

  private u16(): number {
    this.at += 2;
    return this.view.getUint16(this.at - 2, true);
  }

  private u32(): number {
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }

  private i32(): number {
    this.at += 4;
    return this.view.getInt32(this.at - 4, true);
  }

  private f32(): number {
    this.at += 4;
    return this.view.getFloat32(this.at - 4, true);
  }

  private f64(): number {
    this.at += 8;
    return this.view.getFloat64(this.at - 8, true);
  }
}
