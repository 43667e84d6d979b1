import {
  Compass,
  History,
  House,
  Layers as LayersIcon,
  Maximize,
  Minus,
  Plus,
  Route,
  Ruler,
  Spline,
  Tag,
} from 'lucide-react';
import { useShortcut } from '../../commands/registry';
import { cx } from '../../lib/cx';
import type { Layers } from '../../mapcore/picture';
import { IconButton } from '../../ui/icon-button';
import { useMapState, usePicture } from './picture-context';

const NEXT_LABELS = { all: 'selected', selected: 'off', off: 'all' } as const;
const LABEL_WORDS = { all: 'all', selected: 'selected only', off: 'off' } as const;

export function nextLabels(layers: Layers): Layers {
  return { ...layers, labels: NEXT_LABELS[layers.labels] };
}

export function nextSymbols(layers: Layers): Layers {
  return { ...layers, symbols: layers.symbols === 'simple' ? 'military' : 'simple' };
}

export function MapTools({
  layers,
  onLayers,
  measuring,
  onMeasure,
  layersOpen,
  onPanel,
  replaying,
  onReplay,
  fencesOpen,
  onFences,
  few,
}: {
  layers: Layers;
  onLayers: (layers: Layers) => void;
  measuring: boolean;
  onMeasure: () => void;
  layersOpen: boolean;
  onPanel: () => void;
  replaying: boolean;
  onReplay: () => void;
  fencesOpen: boolean;
  onFences: () => void;
  /** Only what there is room for above a panel. */
  few: boolean;
}) {
  const picture = usePicture();
  const key = useShortcut();
  const off = useMapState() === 'unsupported';
  const group =
    'pointer-events-auto flex flex-col overflow-hidden rounded-card border border-line bg-surface shadow-float';
  const tool = 'rounded-none focus-inset';
  if (off) {
    return null;
  }
  return (
    <div className="pointer-events-none absolute right-3 top-3 flex flex-col gap-2 max-phone:right-2 max-phone:top-2">
      <div className={group}>
        <IconButton
          {...{ icon: Plus, label: 'Zoom in', shortcut: key('zoom-in'), side: 'left', size: 32 }}
          className={tool}
          onClick={() => picture.zoomBy(1)}
        />
        <IconButton
          {...{ icon: Minus, label: 'Zoom out', shortcut: key('zoom-out'), side: 'left', size: 32 }}
          className={`${tool} border-t border-line`}
          onClick={() => picture.zoomBy(-1)}
        />
      </div>
      <div className={cx(group, few && 'hidden')}>
        <IconButton
          {...{ icon: Compass, label: 'North up', shortcut: key('north'), side: 'left', size: 32 }}
          className={tool}
          onClick={() => picture.northUp()}
        />
        <IconButton
          {...{
            icon: Maximize,
            label: 'Show all tracks',
            shortcut: key('fit'),
            side: 'left',
            size: 32,
          }}
          className={`${tool} border-t border-line`}
          onClick={() => picture.fit()}
        />
        <IconButton
          {...{ icon: House, label: 'Home view', shortcut: key('home'), side: 'left', size: 32 }}
          className={`${tool} border-t border-line`}
          onClick={() => picture.home()}
        />
      </div>
      <div className={cx(group, few && 'hidden')}>
        <IconButton
          {...{
            icon: LayersIcon,
            label: 'Layers',
            shortcut: key('layers'),
            side: 'left',
            size: 32,
          }}
          pressed={layersOpen}
          className={tool}
          onClick={onPanel}
        />
        <IconButton
          {...{
            icon: History,
            label: 'Replay the past',
            shortcut: key('replay'),
            side: 'left',
            size: 32,
          }}
          pressed={replaying}
          className={`${tool} border-t border-line`}
          onClick={onReplay}
        />
        <IconButton
          {...{
            icon: Ruler,
            label: 'Measure distances',
            shortcut: key('measure'),
            side: 'left',
            size: 32,
          }}
          pressed={measuring}
          className={`${tool} border-t border-line`}
          onClick={onMeasure}
        />
        <IconButton
          {...{ icon: Spline, label: 'Geofences', shortcut: key('fences'), side: 'left', size: 32 }}
          pressed={fencesOpen}
          className={`${tool} border-t border-line`}
          onClick={onFences}
        />
      </div>
      {/* A phone has no room for what the layers panel has, too. */}
      <div className={`${group} max-phone:hidden`}>
        <IconButton
          {...{ icon: Tag, shortcut: key('labels'), side: 'left', size: 32 }}
          label={`Labels: ${LABEL_WORDS[layers.labels]}`}
          pressed={layers.labels !== 'off'}
          className={tool}
          onClick={() => onLayers(nextLabels(layers))}
        />
        <IconButton
          {...{ icon: Route, label: 'Trails of all tracks', side: 'left', size: 32 }}
          pressed={layers.trails === 'all'}
          className={`${tool} border-t border-line`}
          onClick={() =>
            onLayers({ ...layers, trails: layers.trails === 'all' ? 'selected' : 'all' })
          }
        />
      </div>
    </div>
  );
}
