import { Command as Cmdk } from 'cmdk';
import { Crosshair, MapPin, Search } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { type Command, keyText } from '../commands/command';
import { useAllCommands } from '../commands/registry';
import { useGoTo } from '../features/map/go-to';
import { KindSymbol } from '../features/map/kind-symbol';
import { usePicture } from '../features/map/picture-context';
import { useCoordinateFormat } from '../features/map/use-coordinates';
import { useFinds } from '../features/map/use-finds';
import { useRecents } from '../features/map/use-recents';
import { writeCamera } from '../features/map/view-state';
import { idWithScheme, kindName } from '../lib/format';
import { formatPosition } from '../lib/geo/coordinates';
import { nameOf, type Recent } from '../lib/recent';
import type { TrackRow } from '../mapcore/picture';
import { Kbd } from '../ui/kbd';

/** Find a track or a place, go to coordinates or do something, without the mouse. */
export function Palette({ onClose }: { onClose: () => void }) {
  const openTrack = useOpenTrack();
  const goTo = useGoTo();
  const format = useCoordinateFormat();
  const commands = useAllCommands();
  const [text, setText] = useState('');
  const [marked, setMarked] = useState('');
  const { position, tracks, places, answered } = useFinds(text);
  const words = text.trim().toLowerCase();
  const { list, tracks: recentTracks, keep } = useRecents();
  const used = list.map(nameOf);
  const lately = (id: string) => {
    const at = used.indexOf(`action ${id}`);
    return at < 0 ? used.length : at;
  };
  const possible = commands
    .filter(
      ({ title, enabled, hidden }) =>
        enabled !== false && !hidden && title.toLowerCase().includes(words),
    )
    .sort((one, other) => lately(one.id) - lately(other.id));
  // Enter means the best match, whatever was marked before.
  const [place] = places;
  const [action] = words === '' ? [] : possible;
  const best = position
    ? GO_TO
    : (tracks[0]?.key ?? (place ? placeValue(place) : action && `action ${action.id}`));
  useEffect(() => {
    if (best !== undefined) {
      setMarked(best);
    }
  }, [best]);
  const then = (run: () => void, item?: Recent) => () => {
    if (item) {
      keep(item);
    }
    onClose();
    run();
  };
  const trackItem = (track: TrackRow) => (
    <Item
      key={track.key}
      value={track.key}
      onSelect={then(() => openTrack(track), { kind: 'track', key: track.key })}
      icon={<KindSymbol track={track} size={18} />}
      aside={`${kindName(track.kind)} ${idWithScheme(track.id)}`}
    >
      <span className="font-medium">{track.label}</span>
    </Item>
  );
  const placeItem = ({ name, detail, zoom, longitude, latitude }: Goal) => (
    <Item
      key={`${name} ${longitude} ${latitude}`}
      value={placeValue({ name, longitude, latitude })}
      onSelect={then(() => goTo({ position: { longitude, latitude }, zoom, name }), {
        kind: 'place',
        name,
        longitude,
        latitude,
        zoom,
      })}
      icon={<MapPin size={18} strokeWidth={1.75} className="text-text-3" aria-hidden />}
      aside={detail ?? ''}
    >
      {name}
    </Item>
  );
  const actionItem = ({ id, title, keys, run }: Command) => (
    <Item
      key={id}
      value={`action ${id}`}
      onSelect={then(run, { kind: 'action', id })}
      keys={keys?.[0]}
    >
      {title}
    </Item>
  );
  const recentItem = (item: Recent) => {
    switch (item.kind) {
      case 'track': {
        const track = recentTracks.get(item.key);
        return track && trackItem(track);
      }
      case 'place':
        return placeItem(item);
      case 'action': {
        const command = possible.find(({ id }) => id === item.id);
        return command && actionItem(command);
      }
    }
  };
  const recent = words === '' ? list.slice(0, RECENT).map(recentItem).filter(Boolean) : [];
  const rest = recent.length === 0 ? possible : possible.filter(({ id }) => !shown(list, id));
  const nothing = !position && tracks.length + places.length + possible.length === 0;

  return (
    <Cmdk.Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      label="Search"
      shouldFilter={false}
      value={marked}
      onValueChange={setMarked}
      loop
      overlayClassName="fixed inset-0 z-40 animate-appear bg-scrim"
      contentClassName="fixed left-1/2 top-[12vh] z-40 w-[calc(100vw-24px)] max-w-150 -translate-x-1/2 animate-appear overflow-hidden rounded-card border border-line bg-surface shadow-float max-phone:top-3"
    >
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search size={16} className="shrink-0 text-text-3" aria-hidden />
        <Cmdk.Input
          value={text}
          onValueChange={setText}
          placeholder="Track, place, coordinates, or an action"
          className="h-12 min-w-0 flex-1 bg-transparent text-15 text-text outline-none placeholder:text-text-3"
        />
        <Kbd>Esc</Kbd>
      </div>
      <Cmdk.List
        data-answered={answered}
        className="max-h-[min(420px,60vh)] overflow-y-auto overscroll-contain p-1.5"
      >
        {recent.length > 0 && <Group heading="Recent">{recent}</Group>}
        {position !== null && (
          <Group heading="Coordinates">
            <Item
              value={GO_TO}
              onSelect={then(() => {
                const name = formatPosition(position, format);
                goTo({ position, zoom: POSITION_ZOOM, name });
              })}
              icon={<Crosshair size={18} strokeWidth={1.75} className="text-accent" aria-hidden />}
              aside={format === 'dd' ? '' : formatPosition(position, 'dd')}
            >
              Go to <span className="figures">{formatPosition(position, format)}</span>
            </Item>
          </Group>
        )}
        {tracks.length > 0 && <Group heading="Tracks">{tracks.map(trackItem)}</Group>}
        {places.length > 0 && <Group heading="Places">{places.map(placeItem)}</Group>}
        {rest.length > 0 && <Group heading="Actions">{rest.map(actionItem)}</Group>}
        {nothing && answered === text && (
          <p role="status" className="px-4 py-8 text-center text-13 text-text-2">
            Nothing is called “{text}”. Try part of a call sign, a name, an ICAO address or an MMSI,
            a town, or coordinates such as <span className="figures">31U DQ 48251 11932</span>.
          </p>
        )}
      </Cmdk.List>
    </Cmdk.Dialog>
  );
}

const GO_TO = 'go to';
const POSITION_ZOOM = 11;
/** How many recent choices are offered before anything is typed. */
const RECENT = 6;

/** A place to go to. */
interface Goal {
  readonly name: string;
  readonly detail?: string;
  readonly zoom: number;
  readonly longitude: number;
  readonly latitude: number;
}

function placeValue({ name, longitude, latitude }: Omit<Goal, 'zoom'>): string {
  return `place ${name} ${longitude} ${latitude}`;
}

/** Whether the action stands among the recent ones already. */
function shown(list: readonly Recent[], id: string): boolean {
  return list.slice(0, RECENT).some((item) => item.kind === 'action' && item.id === id);
}

/** Selects a track and brings it into view, from whatever page. */
function useOpenTrack(): (track: TrackRow) => void {
  const picture = usePicture();
  const navigate = useNavigate();
  return (track) => {
    picture.select(track.key);
    const { longitude, latitude } = track;
    const zoom = Math.max(picture.camera.zoom, 9);
    const at =
      longitude !== undefined && latitude !== undefined ? { longitude, latitude, zoom } : null;
    if (at) {
      picture.flyTo(at);
    }
    if (window.location.pathname !== '/ops') {
      const camera = at ? `&c=${writeCamera({ ...at, bearing: 0 })}` : '';
      void navigate(`/ops?sel=${encodeURIComponent(track.key)}${camera}`);
    }
  };
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Cmdk.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:text-text-3"
    >
      {children}
    </Cmdk.Group>
  );
}

function Item({
  value,
  onSelect,
  icon,
  aside,
  keys,
  children,
}: {
  value: string;
  onSelect: () => void;
  icon?: ReactNode;
  aside?: string;
  keys?: string | undefined;
  children: ReactNode;
}) {
  return (
    <Cmdk.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 items-center gap-3 rounded-control px-2.5 text-13 text-text-2 data-[selected=true]:bg-surface-3 data-[selected=true]:text-text pointer-coarse:min-h-11"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {aside && (
        <span className="max-w-[50%] truncate whitespace-nowrap text-12 text-text-3">{aside}</span>
      )}
      {keys !== undefined && <Kbd>{keyText(keys)}</Kbd>}
    </Cmdk.Item>
  );
}
