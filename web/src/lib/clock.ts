/**
 * The center's clock as seen from here. Ages are differences to times that the center wrote, so a device
 * whose clock is off would show nonsense; the `Date` of its answers corrects for that.
 */
let skewMs = 0;

/** `Date` has whole seconds and the answer took time to come: smaller differences mean nothing. */
const TRUSTED_MS = 3_000;

export function noteServerDate(header: string | null): void {
  const at = header === null ? Number.NaN : Date.parse(header);
  if (!Number.isNaN(at)) {
    const seen = at + 500 - Date.now();
    skewMs = Math.abs(seen) < TRUSTED_MS ? 0 : seen;
  }
}

let frozenAt: number | undefined;

/** From now on it stays now, for pictures that can be compared. */
export function freezeClock(): void {
  frozenAt ??= Date.now();
}

/** Milliseconds since 1970 by the center's clock. */
export function now(): number {
  return (frozenAt ?? Date.now()) + skewMs;
}

/** How far this device's clock is behind (positive) or ahead of the center's, in milliseconds. */
export function clockSkewMs(): number {
  return skewMs;
}
