import { ChevronDown, ChevronRight, Eye, EyeOff, X } from 'lucide-react';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { grouped, kindPlural } from '../../lib/format';
import { applyTheme, onTheme, THEMES, theme } from '../../lib/theme';
import {
  AFFILIATIONS,
  type Affiliation,
  type Fading,
  KINDS,
  type Kind,
  type Layers,
} from '../../mapcore/picture';
import { IconButton } from '../../ui/icon-button';
import { Segments } from '../../ui/segments';
import { BaseMapChoice } from './base-map-choice';
import { AFFILIATION_NAMES } from './model';
import { useSummary } from './picture-context';

const TRAILS = [
  { value: 'none', text: 'Off' },
  { value: 'selected', text: 'Selected' },
  { value: 'all', text: 'All' },
] as const;
const LABELS = [
  { value: 'off', text: 'Off' },
  { value: 'selected', text: 'Selected' },
  { value: 'all', text: 'All' },
] as const;
const SYMBOLS = [
  { value: 'simple', text: 'Simple' },
  { value: 'military', text: 'MIL-STD-2525' },
] as const;
const GRIDS = [
  { value: 'off', text: 'Off' },
  { value: 'degrees', text: 'Degrees' },
  { value: 'mgrs', text: 'MGRS' },
] as const;
const THEME_TEXT = { dark: 'Dark', light: 'Light', red: 'Red' } as const;

/** What the map shows: an eye, a count and an opacity for each layer. */
export function LayersPanel({
  layers,
  onLayers,
  onClose,
}: {
  layers: Layers;
  onLayers: (layers: Layers) => void;
  onClose: () => void;
}) {
  const { total, byKind, byAffiliation } = useSummary();
  const current = useSyncExternalStore(onTheme, theme);
  const set = (change: Partial<Layers>) => onLayers({ ...layers, ...change });
  const fade = (name: Fading) => ({
    name,
    value: layers.fade[name] ?? 1,
    onFade: (value: number) => set({ fade: { ...layers.fade, [name]: value } }),
  });
  const eye = (name: Kind | Affiliation) => ({
    seen: !layers.hidden.includes(name),
    onSeen: (seen: boolean) =>
      set({
        hidden: [...layers.hidden.filter((other) => other !== name), ...(seen ? [] : [name])],
      }),
  });
  const kinds = KINDS.filter((kind) => byKind[kind] > 0 || layers.hidden.includes(kind));
  return (
    <section
      aria-label="Layers"
      data-testid="layers"
      className="absolute bottom-3 right-14 top-3 z-10 flex w-72 flex-col max-phone:right-2 max-phone:left-2 max-phone:top-2 max-phone:bottom-2 max-phone:w-auto max-phone:z-30 pointer-events-none"
    >
      <div className="pointer-events-auto flex max-h-full flex-col rounded-card border border-line bg-surface shadow-float">
        <div className="flex items-center py-1 pl-3 pr-1">
          <h2 className="flex-1 text-15 font-semibold">Layers</h2>
          <IconButton {...{ icon: X, label: 'Close', shortcut: 'Esc' }} onClick={onClose} />
        </div>
        <div className="min-h-0 overflow-y-auto px-3 pb-3">
          <Part title="Tracks" count={total} fade={fade('tracks')}>
            <Segments
              label="Symbols"
              value={layers.symbols}
              choices={SYMBOLS}
              onChoose={(symbols) => set({ symbols })}
            />
            <Tree title="By kind">
              {kinds.map((kind) => (
                <li key={kind}>
                  <EyeRow title={kindPlural(kind)} count={byKind[kind]} {...eye(kind)} />
                </li>
              ))}
            </Tree>
            <Tree title="By affiliation">
              {AFFILIATIONS.map((side) => (
                <li key={side}>
                  <EyeRow
                    title={AFFILIATION_NAMES[side]}
                    count={byAffiliation[side]}
                    {...eye(side)}
                  />
                </li>
              ))}
            </Tree>
          </Part>
          <Part title="Trails" fade={layers.trails === 'none' ? undefined : fade('trails')}>
            <Segments
              label="Trails"
              value={layers.trails}
              choices={TRAILS}
              onChoose={(trails) => set({ trails })}
            />
          </Part>
          <Part title="Labels">
            <Segments
              label="Labels"
              value={layers.labels}
              choices={LABELS}
              onChoose={(labels) => set({ labels })}
            />
          </Part>
          <Part title="Grid" fade={layers.grid === 'off' ? undefined : fade('grid')}>
            <Segments
              label="Grid"
              value={layers.grid}
              choices={GRIDS}
              onChoose={(grid) => set({ grid })}
            />
          </Part>
          <Part title="Around the selected track">
            <EyeRow title="Range rings" seen={layers.rings} onSeen={(rings) => set({ rings })} />
          </Part>
          <Part title="Base map" fade={layers.names ? fade('names') : undefined}>
            <Segments
              label="Base map"
              value={current}
              choices={THEMES.map((value) => ({ value, text: THEME_TEXT[value] }))}
              onChoose={applyTheme}
            />
            <BaseMapChoice />
            <EyeRow
              title="Names of places"
              seen={layers.names}
              onSeen={(names) => set({ names })}
            />
          </Part>
        </div>
      </div>
    </section>
  );
}

interface Fade {
  readonly name: Fading;
  readonly value: number;
  readonly onFade: (value: number) => void;
}

const FADE_NAMES: Readonly<Record<Fading, string>> = {
  tracks: 'Opacity of tracks',
  trails: 'Opacity of trails',
  grid: 'Opacity of the grid',
  names: 'Opacity of names',
};

function Part({
  title,
  count,
  fade,
  children,
}: {
  title: string;
  count?: number;
  fade?: Fade | undefined;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-1.5 border-t border-line py-2.5">
      <div className="flex h-6 items-center gap-2">
        <h3 className="flex-1 text-12 font-semibold text-text-2">
          {title}
          {count !== undefined && (
            <span className="figures ml-2 font-normal text-text-3">{grouped(count)}</span>
          )}
        </h3>
        {fade && (
          <input
            type="range"
            aria-label={FADE_NAMES[fade.name]}
            title={`${FADE_NAMES[fade.name]}: ${Math.round(fade.value * 100)} %`}
            min={0}
            max={100}
            step={5}
            value={Math.round(fade.value * 100)}
            onChange={(event) => fade.onFade(Number(event.target.value) / 100)}
            className="h-6 w-24 accent-accent pointer-coarse:h-11"
          />
        )}
      </div>
      {children}
    </div>
  );
}

function Tree({ title, children }: { title: string; children: ReactNode }) {
  const [open, setOpen] = useState(true);
  const Icon = open ? ChevronDown : ChevronRight;
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex h-6 w-full items-center gap-1 rounded-tag text-left text-12 text-text-3 hover:text-text pointer-coarse:h-11"
      >
        <Icon size={14} aria-hidden /> {title}
      </button>
      {open && <ul className="pl-4">{children}</ul>}
    </div>
  );
}

function EyeRow({
  title,
  count,
  seen,
  onSeen,
}: {
  title: string;
  count?: number;
  seen: boolean;
  onSeen: (seen: boolean) => void;
}) {
  const Icon = seen ? Eye : EyeOff;
  return (
    <button
      type="button"
      aria-pressed={seen}
      onClick={() => onSeen(!seen)}
      className="flex h-7 w-full items-center gap-2 rounded-tag px-1 text-left text-13 hover:bg-surface-2 pointer-coarse:h-11"
    >
      <Icon
        size={16}
        strokeWidth={1.75}
        className={seen ? 'text-accent' : 'text-text-3'}
        aria-hidden
      />
      <span className={seen ? 'flex-1' : 'flex-1 text-text-3'}>{title}</span>
      {count !== undefined && <span className="figures text-12 text-text-3">{grouped(count)}</span>}
    </button>
  );
}
