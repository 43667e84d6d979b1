import type { Tracks } from './tracks';

const EXACT = 0;
const PREFIX = 1;
const PART = 2;
const NONE = 3;

function grade(field: string, text: string): number {
  const at = field.indexOf(text);
  if (at < 0) return NONE;
  if (at > 0) return PART;
  return field.length === text.length ? EXACT : PREFIX;
}

/**
 * Slots whose name or id matches the text: whole, then by prefix, then in part; names before ids, short
 * before long. A plain scan: 20,000 tracks take a few milliseconds, so there is no index to keep.
 */
export function search(tracks: Tracks, text: string, limit: number): number[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const found: { slot: number; rank: number; name: string }[] = [];
  for (let slot = 0; slot < tracks.high; slot++) {
    const words = tracks.words[slot];
    if (!tracks.columns.used[slot] || !words?.includes(wanted)) continue;
    const [name = '', id = ''] = words.split('\n');
    const own = id.slice(id.indexOf(':') + 1);
    const byName = grade(name, wanted) * 2;
    const byId = Math.min(grade(own, wanted), grade(id, wanted)) * 2 + 1;
    const rank = Math.min(byName, byId);
    if (rank < NONE * 2) found.push({ slot, rank, name: name || own });
  }
  found.sort(
    (a, b) => a.rank - b.rank || a.name.length - b.name.length || (a.name < b.name ? -1 : 1),
  );
  return found.slice(0, limit).map(({ slot }) => slot);
}
