import type { Questions } from './messages';

/** A town or country to go to. */
export interface Place {
  readonly name: string;
  /** The country's name of a town, `Country` of a country. */
  readonly detail: string;
  readonly longitude: number;
  readonly latitude: number;
  /** At which it fills the view. */
  readonly zoom: number;
}

/** A row of `basemap/gazetteer.json`: name, country code, longitude, latitude, thousands of people. */
type Row = readonly [
  name: string,
  country: string,
  longitude: number,
  latitude: number,
  size: number,
];

interface Entry {
  readonly place: Place;
  readonly words: string;
  readonly country: string;
  readonly size: number;
}

const COUNTRY_SIZE = 1e6;
const NONE = 3;
/** Letters that do not come apart into a plain one and a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  '’': "'",
};

/** Lower case without marks, as people type names: `Tromsø` gives `tromso`. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[øłđðıßæœþ’]/g, (letter) => PLAIN[letter] ?? letter);
}

/** Every place of the offline map, searched by a plain scan: 50,000 names take a few milliseconds. */
export class Gazetteer {
  private readonly entries: readonly Entry[];

  constructor(rows: readonly Row[]) {
    const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
    this.entries = rows.map(([name, code, longitude, latitude, size]) => {
      const whole = code === '';
      const country = whole ? 'Country' : (names.of(code) ?? code);
      return {
        place: { name, detail: country, longitude, latitude, zoom: zoomFor(whole, size) },
        words: folded(name),
        country: whole ? '' : `${folded(country)} ${code.toLowerCase()}`,
        size: whole ? COUNTRY_SIZE + size : size,
      };
    });
  }

  /** `paris`, `paris, us`, `san jo`: whole names first, then beginnings, then later words; bigger first. */
  search(text: string, limit: number): readonly Place[] {
    const [wanted = '', inCountry = ''] = folded(text.trim()).split(/\s*,\s*/);
    if (wanted.length < 2) return [];
    const found: { entry: Entry; rank: number }[] = [];
    for (const entry of this.entries) {
      const rank = grade(entry.words, wanted);
      if (rank === NONE || (inCountry && !begins(entry.country, inCountry))) continue;
      found.push({ entry, rank });
    }
    found.sort((a, b) => a.rank - b.rank || b.entry.size - a.entry.size);
    return found.slice(0, limit).map(({ entry }) => entry.place);
  }
}

/** The gazetteer, a megabyte, fetched when someone first searches. */
export class Places {
  private gazetteer: Promise<Gazetteer> | undefined;

  /** Nothing is found while the file can't be fetched; the next search tries again. */
  async search({ text, limit, url }: Questions['places']['request']): Promise<readonly Place[]> {
    this.gazetteer ??= fetch(url).then(async (response) => new Gazetteer(await response.json()));
    try {
      return (await this.gazetteer).search(text, limit);
    } catch {
      this.gazetteer = undefined;
      return [];
    }
  }
}

function grade(words: string, wanted: string): number {
  if (words.startsWith(wanted)) return words.length === wanted.length ? 0 : 1;
  return begins(words, wanted) ? 2 : NONE;
}

/** Whether a word in the text begins so. */
function begins(text: string, wanted: string): boolean {
  return text.startsWith(wanted) || text.includes(` ${wanted}`) || text.includes(`-${wanted}`);
}

function zoomFor(country: boolean, size: number): number {
  if (country) return size > 150 ? 4 : size > 12 ? 5 : 6.5;
  return size > 1000 ? 9.5 : size > 100 ? 10.5 : 11.5;
}
