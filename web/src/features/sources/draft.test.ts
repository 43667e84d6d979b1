import { describe, expect, it } from 'vitest';
import type { Source } from '../../lib/api-types';
import { change, draftOf, emptyDraft, fieldOf, newSource } from './draft';
import { exactlyOne, label, settingsOf, TYPES, typeTitle } from './schema';

const SOURCE: Source = {
  id: '1',
  slug: 'roof',
  name: 'Roof',
  type: 'adsb',
  station: 'ops',
  enabled: true,
  origin: 'api',
  state: 'online',
  detail: '',
  created_at: '2026-11-20T20:00:00Z',
  settings: {
    api_url: 'http://127.0.0.1/aircraft.json',
    headers: { 'X-Key': '********' },
    chatkit_channel: 'air',
  },
};

describe('the form of a type', () => {
  it('has what the schema knows of it, and no file of the center', () => {
    const names = settingsOf('ais').map(({ name }) => name);
    expect(names).toContain('tcp_url');
    expect(names).toContain('udp_port');
    for (const absent of ['capture_path', 'api_url', 'name', 'mode']) {
      expect(names).not.toContain(absent);
    }
    expect(exactlyOne('ais')).toEqual(['TCP URL', 'UDP port']);
  });

  it('says what must be filled in', () => {
    const needed = settingsOf('aprs').filter(({ required }) => required);
    expect(needed.map(({ name }) => name).toSorted()).toEqual(['callsign', 'igate_url']);
  });

  it('exists for every type, with a title and a description of every setting', () => {
    for (const type of TYPES) {
      expect(typeTitle(type).text).not.toBe(type);
      expect(settingsOf(type).every(({ description }) => description !== '')).toBe(true);
    }
  });

  it('names settings as people do', () => {
    expect(['tcp_url', 'idle_timeout', 'callsign'].map(label)).toEqual([
      'TCP URL',
      'Idle timeout',
      'Call sign',
    ]);
  });
});

describe('what is sent', () => {
  it('leaves out what is empty and turns numbers into numbers', () => {
    const values = { udp_port: ' 10110 ', tcp_url: '', udp_host: '0.0.0.0' };
    expect(newSource({ ...emptyDraft('ais', 'ops'), name: ' Harbour ', values })).toEqual({
      name: 'Harbour',
      type: 'ais',
      station: 'ops',
      settings: { udp_port: 10110, udp_host: '0.0.0.0' },
    });
  });

  it('is as typed where it is no number, for the center to complain', () => {
    const draft = { ...emptyDraft('ais', ''), values: { udp_port: 'ten' } };
    expect(newSource(draft).settings).toEqual({ udp_port: 'ten' });
  });

  it('of a source keeps masks and what the form does not ask for', () => {
    expect(draftOf(SOURCE).values.headers).toBe('X-Key: ********');
    expect(change(draftOf(SOURCE), SOURCE)).toEqual({ name: 'Roof', settings: SOURCE.settings });
  });
});

it('a complaint stands at the field that it is about', () => {
  expect(['name', 'settings.tcp_url', 'settings.headers.X-Key', 'settings'].map(fieldOf)).toEqual([
    'name',
    'tcp_url',
    'headers',
    'settings',
  ]);
});
