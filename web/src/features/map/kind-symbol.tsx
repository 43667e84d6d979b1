import { BODY, turns } from '../../mapcore/atlas';
import type { TrackRow } from '../../mapcore/picture';

/** The same silhouette as on the map, turned the same way. */
export function KindSymbol({
  track,
  size = 20,
}: {
  track: Pick<TrackRow, 'kind' | 'affiliation' | 'heading' | 'course' | 'stale'>;
  size?: number;
}) {
  const turn = turns(track.kind) ? (track.heading ?? track.course ?? 0) : 0;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 64 64"
      aria-hidden="true"
      className="shrink-0"
      opacity={track.stale ? 0.45 : 1}
    >
      <path
        d={BODY[track.kind]}
        fill={`var(--${track.affiliation})`}
        fillRule="evenodd"
        transform={`rotate(${turn} 32 32)`}
      />
    </svg>
  );
}
