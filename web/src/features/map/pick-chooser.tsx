import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Pick, TrackKey } from '../../mapcore/picture';
import { IconButton } from '../../ui/icon-button';
import { KindSymbol } from './kind-symbol';
import { keyValue } from './model';

/** Several tracks lie under the pointer: which one? */
export function PickChooser({
  pick,
  onChoose,
  onClose,
}: {
  pick: Pick;
  onChoose: (key: TrackKey) => void;
  onClose: () => void;
}) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <section
      aria-label="Tracks here"
      className="absolute z-20 w-60 animate-rise overflow-hidden rounded-card border border-line bg-surface shadow-float"
      style={{
        left: `clamp(8px, ${pick.x + 10}px, calc(100% - 248px))`,
        top: `clamp(8px, ${pick.y + 10}px, calc(100% - 220px))`,
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <header className="flex items-center justify-between border-b border-line py-1 pl-3 pr-1 text-12 text-text-2">
        {pick.tracks.length} tracks here
        <IconButton icon={X} label="Close" onClick={onClose} />
      </header>
      <ul className="max-h-44 overflow-y-auto">
        {pick.tracks.map((track, index) => (
          <li key={track.key}>
            <button
              ref={index === 0 ? first : undefined}
              type="button"
              onClick={() => onChoose(track.key)}
              className="focus-inset flex min-h-8 w-full items-center gap-2 px-3 text-left hover:bg-surface-3 pointer-coarse:min-h-11"
            >
              <KindSymbol track={track} size={18} />
              <span className="min-w-0 flex-1 truncate">{track.label}</span>
              <span className="figures text-11 text-text-3">{keyValue(track)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
