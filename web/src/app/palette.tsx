import { Command as Cmdk } from 'cmdk';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { keyText } from '../commands/command';
import { useAllCommands } from '../commands/registry';
import { KindSymbol } from '../features/map/kind-symbol';
import { usePicture } from '../features/map/picture-context';
import { cx } from '../lib/cx';
import { idWithScheme, kindName } from '../lib/format';
import type { TrackRow } from '../mapcore/picture';
import { Kbd } from '../ui/kbd';

const SHOWN = 12;

/** Find a track or do something, without the mouse. */
export function Palette({ onClose }: { onClose: () => void }) {
  const picture = usePicture();
  const navigate = useNavigate();
  const commands = useAllCommands();
  const [text, setText] = useState('');
  const [tracks, setTracks] = useState<readonly TrackRow[]>([]);
  const [answered, setAnswered] = useState('');
  const [marked, setMarked] = useState('');
  useEffect(() => {
    let current = true;
    void picture.search(text.trim(), SHOWN).then((found) => {
      if (current) {
        const shown = text.trim() === '' ? [] : found;
        setTracks(shown);
        // Enter means the best match, whatever was marked before.
        if (shown[0] !== undefined) {
          setMarked(shown[0].key);
        }
        setAnswered(text);
      }
    });
    return () => {
      current = false;
    };
  }, [picture, text]);

  const open = (track: TrackRow) => {
    onClose();
    picture.select(track.key);
    const { longitude, latitude } = track;
    const placed = longitude !== undefined && latitude !== undefined;
    const zoom = Math.max(picture.camera.zoom, 9);
    if (placed) {
      picture.flyTo({ longitude, latitude, zoom });
    }
    if (window.location.pathname !== '/ops') {
      const camera = placed ? `&c=${longitude.toFixed(4)},${latitude.toFixed(4)},${zoom}` : '';
      void navigate(`/ops?sel=${encodeURIComponent(track.key)}${camera}`);
    }
  };
  const words = text.trim().toLowerCase();
  const possible = commands.filter(
    ({ title, enabled, hidden }) =>
      enabled !== false && !hidden && title.toLowerCase().includes(words),
  );

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
          placeholder="Call sign, ship’s name, ICAO, MMSI, or an action"
          className="h-12 min-w-0 flex-1 bg-transparent text-15 text-text outline-none placeholder:text-text-3"
        />
        <Kbd>Esc</Kbd>
      </div>
      <Cmdk.List className="max-h-[min(420px,60vh)] overflow-y-auto overscroll-contain p-1.5">
        {tracks.length > 0 && (
          <Group heading="Tracks">
            {tracks.map((track) => (
              <Cmdk.Item
                key={track.key}
                value={track.key}
                onSelect={() => open(track)}
                className={ITEM}
              >
                <KindSymbol track={track} size={18} />
                <span className="min-w-0 flex-1 truncate font-medium">{track.label}</span>
                <span className="whitespace-nowrap text-12 text-text-3">
                  {kindName(track.kind)}{' '}
                  <span className="figures max-phone:hidden">{idWithScheme(track.id)}</span>
                </span>
              </Cmdk.Item>
            ))}
          </Group>
        )}
        {possible.length > 0 && (
          <Group heading="Actions">
            {possible.map(({ id, title, keys, run }) => (
              <Cmdk.Item
                key={id}
                value={`action ${id}`}
                onSelect={() => {
                  onClose();
                  run();
                }}
                className={cx(ITEM, 'text-text-2')}
              >
                <span className="min-w-0 flex-1 truncate">{title}</span>
                {keys?.[0] !== undefined && <Kbd>{keyText(keys[0])}</Kbd>}
              </Cmdk.Item>
            ))}
          </Group>
        )}
        {tracks.length === 0 && possible.length === 0 && answered === text && (
          <p role="status" className="px-4 py-8 text-center text-13 text-text-2">
            Nothing is called “{text}”. Try part of a call sign, a name, an ICAO address or an MMSI.
          </p>
        )}
      </Cmdk.List>
    </Cmdk.Dialog>
  );
}

const ITEM =
  'flex min-h-9 items-center gap-3 rounded-control px-2.5 text-13 data-[selected=true]:bg-surface-3 data-[selected=true]:text-text pointer-coarse:min-h-11';

function Group({ heading, children }: { heading: string; children: React.ReactNode }) {
  return (
    <Cmdk.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:text-text-3"
    >
      {children}
    </Cmdk.Group>
  );
}
