import { setPreferences, usePreferences } from '../../lib/preferences';
import { applyTheme, useTheme } from '../../lib/theme';
import { Radios } from '../../ui/choice';

const THEMES = [
  { value: 'dark', text: 'Dark', hint: 'for an operations room' },
  { value: 'light', text: 'Light', hint: 'for daylight' },
  { value: 'red', text: 'Red', hint: 'keeps the eyes adapted to the night' },
] as const;

const COORDINATES = [
  { value: 'mgrs', text: 'MGRS', hint: '33U UB 47092 72712' },
  { value: 'dms', text: 'Degrees, minutes, seconds', hint: '55°40′34.0″N 012°34′06.0″E' },
  { value: 'dd', text: 'Decimal degrees', hint: '55.67611, 12.56833' },
  { value: 'utm', text: 'UTM', hint: '33U 347092 6172712' },
] as const;

const SYMBOLS = [
  { value: 'simple', text: 'Simple', hint: 'silhouettes, turned to the heading' },
  { value: 'military', text: 'MIL-STD-2525', hint: 'upright, with a heading line' },
] as const;

const UNITS = [
  { value: 'nautical', text: 'Nautical', hint: 'kn, ft, NM' },
  { value: 'metric', text: 'Metric', hint: 'km/h, m, km' },
  { value: 'imperial', text: 'Imperial', hint: 'mph, ft, mi' },
] as const;

/** How this browser shows things. */
export function Display() {
  const { coordinates, units, symbols } = usePreferences();
  return (
    <div className="flex flex-col gap-5">
      <Radios label="Theme" value={useTheme()} options={THEMES} onChoose={applyTheme} />
      <Radios
        mono
        label="Coordinates"
        value={coordinates}
        options={COORDINATES}
        onChoose={(format) => setPreferences({ coordinates: format })}
      />
      <Radios
        label="Units"
        value={units}
        options={UNITS}
        onChoose={(system) => setPreferences({ units: system })}
      />
      <Radios
        label="Symbols of tracks"
        value={symbols}
        options={SYMBOLS}
        onChoose={(style) => setPreferences({ symbols: style })}
      />
    </div>
  );
}
