import { BODY, turns } from '../../mapcore/atlas';
import type { Affiliation, TrackRow } from '../../mapcore/picture';
import { useMilitaryImage } from './military-images';

/** The frames of the map's symbols: a side is known by its shape, too. */
const FRAMES: Partial<Record<Affiliation, string>> = {
  friend: 'M32 4A28 28 0 1 1 32 60A28 28 0 1 1 32 4Z',
  hostile: 'M32 2L62 32L32 62L2 32Z',
  neutral: 'M5 5H59V59H5Z',
};

/** The same symbol as on the map; a silhouette is turned the same way. */
export function KindSymbol({
  track,
  size = 20,
}: {
  track: Pick<TrackRow, 'kind' | 'affiliation' | 'heading' | 'course' | 'stale'>;
  size?: number;
}) {
  const military = useMilitaryImage(track.kind, track.affiliation);
  if (military !== undefined) {
    return (
      <img
        src={military}
        alt=""
        style={{ width: size, height: size }}
        className={`shrink-0 object-contain ${track.stale ? 'opacity-45' : ''}`}
      />
    );
  }
  const frame = FRAMES[track.affiliation];
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
      {frame !== undefined && (
        <path d={frame} fill="none" stroke={`var(--${track.affiliation})`} strokeWidth={5} />
      )}
      <path
        d={BODY[track.kind]}
        fill={`var(--${track.affiliation})`}
        fillRule="evenodd"
        transform={`rotate(${turn} 32 32)${frame === undefined ? '' : ' translate(12 12) scale(0.625)'}`}
      />
    </svg>
  );
}
