/** Something that was chosen in the search, so that it can be offered first the next time. */
export type Recent =
  | { readonly kind: 'action'; readonly id: string }
  | { readonly kind: 'track'; readonly key: string }
  | {
      readonly kind: 'place';
      readonly name: string;
      readonly longitude: number;
      readonly latitude: number;
      readonly zoom: number;
    };

const KEY = 'vtoc.recent';
const KEPT = 12;

/** What this user chose in this browser, newest first. */
export function recents(owner: string): readonly Recent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(`${KEY}.${owner}`) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

export function remember(owner: string, item: Recent): void {
  const others = recents(owner).filter((other) => nameOf(other) !== nameOf(item));
  localStorage.setItem(`${KEY}.${owner}`, JSON.stringify([item, ...others].slice(0, KEPT)));
}

/** The same for the same thing, whatever else is known of it. */
export function nameOf(item: Recent): string {
  switch (item.kind) {
    case 'action':
      return `action ${item.id}`;
    case 'track':
      return `track ${item.key}`;
    case 'place':
      return `place ${item.name} ${item.longitude} ${item.latitude}`;
  }
}

function isRecent(value: unknown): value is Recent {
  const { kind, id, key, name, longitude, latitude, zoom } = (value ?? {}) as Record<
    string,
    unknown
  >;
  switch (kind) {
    case 'action':
      return typeof id === 'string';
    case 'track':
      return typeof key === 'string';
    case 'place':
      return (
        typeof name === 'string' &&
        [longitude, latitude, zoom].every((part) => Number.isFinite(part))
      );
    default:
      return false;
  }
}
