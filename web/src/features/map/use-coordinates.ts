import { COORDINATE_FORMATS, type CoordinateFormat, usePreferences } from '../../lib/preferences';

/** The notation of positions that this person prefers. */
export function useCoordinateFormat(): CoordinateFormat {
  return usePreferences().coordinates;
}

export function nextFormat(format: CoordinateFormat): CoordinateFormat {
  const next = (COORDINATE_FORMATS.indexOf(format) + 1) % COORDINATE_FORMATS.length;
  return COORDINATE_FORMATS[next] ?? format;
}
