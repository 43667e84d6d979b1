import { describe, expect, it } from 'vitest';
import { unpackTracks } from './packed';
import { AFFILIATIONS, KINDS } from './picture';

/** Writes the layout by hand, as the center's own test reads it. */
function packed(): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(512));
  let at = 0;
  const u8 = (value: number) => view.setUint8(at++, value);
  const u16 = (value: number) => {
    view.setUint16(at, value, true);
    at += 2;
  };
  const u32 = (value: number) => {
    view.setUint32(at, value, true);
    at += 4;
  };
  const f32 = (value: number) => {
    view.setFloat32(at, value, true);
    at += 4;
  };
  const f64 = (value: number) => {
    view.setFloat64(at, value, true);
    at += 8;
  };
  const bytes = (text: string) => new TextEncoder().encode(text);
  const put = (text: string) => {
    for (const byte of bytes(text)) u8(byte);
  };
  u8(1);
  u8(1);
  u8(1);
  u8(4);
  put('ab.7');
  u16(2);
  u8(3);
  put('ops');
  u8(5);
  put('radar');
  u32(2);
  u16(14);
  put('mmsi:219000009');
  u16(0);
  u16(1);
  u8(1);
  u8(2);
  u8(63);
  f64(1_790_000_000_000);
  view.setInt32(at, 1_799_999_999, true);
  at += 4;
  view.setInt32(at, -601_234_567, true);
  at += 4;
  u32(1500);
  for (const value of [12.5, 3, 4.5, 6.25]) f32(value);
  u16(bytes('ÆGIR ').length);
  put('ÆGIR ');
  u16(6);
  put('aprs:A');
  u16(0);
  u16(1);
  u8(4);
  u8(0);
  u8(0);
  f64(1_790_000_000_001);
  return view.buffer.slice(0, at);
}

describe('tracks in the binary form', () => {
  it('are read field by field', () => {
    const frame = unpackTracks(packed());
    expect(frame).toMatchObject({ type: 'update', topic: 'tracks', cursor: 'ab.7', more: true });
    const [ship, station] = frame?.data ?? [];
    expect(ship).toMatchObject({
      key: 'ops/mmsi:219000009',
      source: 'radar',
      name: 'ÆGIR',
      altitude: 12.5,
      heading: 3,
      course: 4.5,
      speed: 6.25,
      eventTime: 1_790_000_000_000,
      positionTime: 1_789_999_998_500,
    });
    expect(KINDS[ship?.kind ?? -1]).toBe('vessel');
    expect(AFFILIATIONS[ship?.affiliation ?? -1]).toBe('hostile');
    expect(ship?.longitude).toBeCloseTo(179.9999999, 7);
    expect(ship?.latitude).toBeCloseTo(-60.1234567, 7);
    expect(station).toMatchObject({
      id: 'aprs:A',
      name: '',
      longitude: Number.NaN,
      speed: Number.NaN,
    });
    expect(KINDS[station?.kind ?? -1]).toBe('station');
    expect(AFFILIATIONS[station?.affiliation ?? -1]).toBe('unknown');
  });

  it('are refused when the frame is cut short or of another layout', () => {
    const whole = packed();
    for (let length = 0; length < whole.byteLength; length++) {
      expect(unpackTracks(whole.slice(0, length)), `${length} bytes`).toBeUndefined();
    }
    const other = new Uint8Array(whole.slice(0));
    other[0] = 2;
    expect(unpackTracks(other.buffer)).toBeUndefined();
  });
});
