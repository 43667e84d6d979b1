import { useQuery } from '@tanstack/react-query';
import { Crosshair, Link2, LocateFixed, Route, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useShortcut } from '../../commands/registry';
import { copyText } from '../../lib/clipboard';
import { age, idWithScheme, kindName, utcDateTime } from '../../lib/format';
import { RefusedError } from '../../lib/problem';
import type { TrackKey, TrackRow } from '../../mapcore/picture';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { Note } from '../../ui/note';
import { Skeleton } from '../../ui/skeleton';
import { AffiliationSection } from './affiliation-section';
import { trackQuery, trailQuery } from './api';
import { FieldTable } from './field-table';
import { KindSymbol } from './kind-symbol';
import { kinematics, lastHeard } from './model';
import {
  useFollowing,
  useLink,
  usePast,
  usePicture,
  usePictureTime,
  useSelection,
} from './picture-context';
import { PositionSection } from './position-section';
import { Section } from './section';
import { TrailSection } from './trail-section';
import { useAskedPast } from './use-asked-past';

/** Everything that is known of the selected track. */
export function TrackDetails({
  trackKey,
  trail,
  onTrail,
  onClose,
}: {
  trackKey: TrackKey;
  trail: boolean;
  onTrail: () => void;
  onClose: () => void;
}) {
  const picture = usePicture();
  const { track: selected, gone } = useSelection();
  const track = selected?.key === trackKey ? selected : null;
  const at = useAskedPast();
  const detail = useQuery(trackQuery(trackKey, at));
  const past = useQuery(trailQuery(trackKey, at));
  const drawn = past.isPlaceholderData ? undefined : past.data;
  useEffect(() => {
    if (drawn !== undefined && (picture.past === null) === (at === null)) {
      picture.seedTrail(trackKey, drawn);
    }
  }, [picture, trackKey, drawn, at]);

  const unknown =
    track === null && detail.error instanceof RefusedError && detail.error.status === 404;
  return (
    <article
      aria-label="Track"
      data-testid="track-details"
      className="flex min-h-0 flex-1 flex-col"
    >
      {unknown ? (
        <UnknownTrack trackKey={trackKey} at={at} onClose={onClose} />
      ) : track === null ? (
        <Loading onClose={onClose} />
      ) : (
        <>
          <Identity track={track} onClose={onClose} />
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
            {gone && (
              <Note tone="warn" className="mx-4 mb-3">
                The center no longer reports this track. This is what was known last.
              </Note>
            )}
            <Actions track={track} trail={trail} onTrail={onTrail} />
            <Kinematics track={track} />
            {at === null && (
              <AffiliationSection
                track={track}
                assigned={detail.data?.properties.affiliation_assigned === true}
              />
            )}
            <PositionSection track={track} />
            <TrailSection points={past.data} failed={past.isError} />
            <FieldTable fields={detail.data?.properties.fields} failed={detail.error} />
          </div>
        </>
      )}
    </article>
  );
}

function Identity({ track, onClose }: { track: TrackRow; onClose: () => void }) {
  const key = useShortcut();
  const now = usePictureTime();
  const past = usePast();
  const { state } = useLink();
  const heard = lastHeard(track);
  const standing = track.stale
    ? { word: 'Stale', look: 'font-semibold text-warn' }
    : past !== null
      ? { word: 'Then', look: 'font-semibold text-warn' }
      : state === 'live'
        ? { word: 'Current', look: 'text-ok' }
        : { word: 'Last known', look: 'font-semibold text-warn' };
  return (
    <header className="flex items-start gap-3 px-4 pb-3 pt-3.5">
      <span className="mt-0.5 grid size-9 shrink-0 place-items-center rounded-control border border-line bg-surface-2">
        <KindSymbol track={track} size={22} />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-15 font-semibold" data-testid="track-title">
          {track.label}
        </h2>
        <p className="flex flex-wrap gap-x-2 text-12 text-text-2">
          <span>{kindName(track.kind)}</span>
          <span className="figures text-text-3">{idWithScheme(track.id)}</span>
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 text-12 text-text-2">
          <span className={standing.look}>{standing.word}</span>
          <time
            className="figures"
            dateTime={new Date(heard).toISOString()}
            title={utcDateTime(heard)}
          >
            {age(now - heard)} ago
          </time>
        </p>
      </div>
      <IconButton
        icon={X}
        label="Close"
        shortcut={key('close')}
        onClick={onClose}
        className="-mr-1.5"
      />
    </header>
  );
}

function Actions({
  track,
  trail,
  onTrail,
}: {
  track: TrackRow;
  trail: boolean;
  onTrail: () => void;
}) {
  const picture = usePicture();
  const following = useFollowing();
  const { longitude, latitude } = track;
  const placed = longitude !== undefined && latitude !== undefined;
  return (
    <div className="grid grid-cols-4 gap-1.5 px-4 pb-4">
      <Action
        icon={LocateFixed}
        text={following ? 'Following' : 'Follow'}
        pressed={following}
        disabled={!placed}
        onClick={() => picture.follow(!following)}
      />
      <Action
        icon={Crosshair}
        text="Centre"
        disabled={!placed}
        onClick={() =>
          placed && picture.flyTo({ longitude, latitude, zoom: Math.max(picture.camera.zoom, 9) })
        }
      />
      <Action icon={Route} text="Trail" pressed={trail} onClick={onTrail} />
      <Action
        icon={Link2}
        text="Copy link"
        onClick={() => void copyText(window.location.href, 'Link')}
      />
    </div>
  );
}

function Action({
  icon: Icon,
  text,
  pressed,
  disabled,
  onClick,
}: {
  icon: typeof X;
  text: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
      className={`flex h-12 min-w-0 flex-col items-center justify-center gap-0.5 rounded-control border text-11 transition-colors disabled:opacity-40 ${
        pressed
          ? 'border-accent bg-[color-mix(in_srgb,var(--accent)_16%,var(--surface))] text-text'
          : 'border-line bg-surface-2 text-text-2 enabled:hover:border-control enabled:hover:text-text'
      }`}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      <span className="whitespace-nowrap">{text}</span>
    </button>
  );
}

function Kinematics({ track }: { track: TrackRow }) {
  return (
    <Section title="Motion">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-1.5">
        {kinematics(track).map(({ name, value, second }) => (
          <div key={name} className="min-w-0">
            <dt className="text-11 text-text-3">{name}</dt>
            <dd className="figures text-15 text-text">
              {value}
              <span className="block text-11 text-text-3">{second ?? '\u00a0'}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function UnknownTrack({
  trackKey,
  at,
  onClose,
}: {
  trackKey: TrackKey;
  at: number | null;
  onClose: () => void;
}) {
  return (
    <div className="flex flex-col gap-3 p-4">
      <h2 className="text-15 font-semibold">
        {at === null ? 'Track not found' : 'Not known at that time'}
      </h2>
      <p className="text-13 text-text-2">
        No track <span className="figures break-all text-text">{trackKey}</span>{' '}
        {at === null
          ? 'is known, or your account may not see its station.'
          : `had been heard by ${utcDateTime(at)}.`}
      </p>
      <div>
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}

/** A link to a track is opened before its first report has come over the wire. */
function Loading({ onClose }: { onClose: () => void }) {
  const key = useShortcut();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 4_000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="flex flex-col gap-4 p-4" aria-busy="true">
      <div className="flex items-start gap-3">
        <Skeleton className="size-9" />
        <span className="flex flex-1 flex-col gap-2 pt-1">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-3 w-44" />
        </span>
        <IconButton icon={X} label="Close" shortcut={key('close')} onClick={onClose} />
      </div>
      <Skeleton className="h-12 w-full" />
      <Skeleton className="h-24 w-full" />
      {slow && <p className="text-12 text-text-2">Waiting for the center to report this track.</p>}
    </div>
  );
}
