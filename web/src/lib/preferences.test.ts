import { afterEach, describe, expect, it } from 'vitest';
import { onPreferences, preferences, setPreferences } from './preferences';

const KEY = 'vtoc.preferences';
const PLAIN = preferences();

function fromOtherTab(value: string) {
  localStorage.setItem(KEY, value);
  window.dispatchEvent(new StorageEvent('storage', { key: KEY, newValue: value }));
}

afterEach(() =>
  setPreferences({ coordinates: 'dms', units: 'nautical', symbols: 'simple', baseMap: 'imported' }),
);

describe('the preferences of this device', () => {
  it('change one at a time and are kept', () => {
    setPreferences({ coordinates: 'mgrs' });
    setPreferences({ units: 'metric' });
    setPreferences({ symbols: 'military' });
    expect(preferences()).toEqual({
      coordinates: 'mgrs',
      units: 'metric',
      symbols: 'military',
      baseMap: 'imported',
    });
    expect(JSON.parse(localStorage.getItem(KEY) ?? '')).toEqual(preferences());
  });

  it('tell whoever listens', () => {
    let heard = 0;
    const stop = onPreferences(() => heard++);
    setPreferences({ units: 'imperial' });
    stop();
    setPreferences({ units: 'metric' });
    expect(heard).toBe(1);
  });

  it('follow what another tab chooses, and take nothing damaged from it', () => {
    const stop = onPreferences(() => undefined);
    fromOtherTab('{"coordinates":"utm","units":"cubits","symbols":"runes"}');
    expect(preferences()).toEqual({ ...PLAIN, coordinates: 'utm' });
    for (const damaged of ['{', 'null', '7']) {
      fromOtherTab(damaged);
      expect(preferences()).toEqual(PLAIN);
    }
    stop();
  });
});
