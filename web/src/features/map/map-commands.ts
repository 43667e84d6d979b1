import type { Command } from '../../commands/command';
import { copyText } from '../../lib/clipboard';
import { formatPosition } from '../../lib/geo/coordinates';
import { preferences } from '../../lib/preferences';
import type { Picture } from '../../mapcore/picture';
import type { Sort } from './view-state';

interface Screen {
  readonly close: () => void;
  readonly toggleTrail: () => void;
  readonly toggleList: () => void;
  readonly nextLabels: () => void;
  readonly nextSymbols: () => void;
  readonly isolate: () => void;
  readonly inView: () => void;
  readonly toggleLayers: () => void;
  readonly layersOpen: boolean;
}

const STEP = 120;

/** What can be done on the operations page, for keys, palette and help. */
export function mapCommands(picture: Picture, sort: Sort, screen: Screen): readonly Command[] {
  return [
    ...trackCommands(picture, sort, screen),
    {
      id: 'copy-position',
      title: 'Copy position',
      group: 'Map',
      keys: ['M'],
      run: () => copyPosition(picture),
    },
    {
      id: 'zoom-in',
      title: 'Zoom in',
      group: 'Map',
      keys: ['+', '='],
      run: () => picture.zoomBy(1),
    },
    { id: 'zoom-out', title: 'Zoom out', group: 'Map', keys: ['-'], run: () => picture.zoomBy(-1) },
    { id: 'north', title: 'North up', group: 'Map', keys: ['n'], run: () => picture.northUp() },
    { id: 'home', title: 'Home view', group: 'Map', keys: ['h'], run: () => picture.home() },
    { id: 'fit', title: 'Show all tracks', group: 'Map', keys: ['z'], run: () => picture.fit() },
    {
      id: 'labels',
      title: 'Labels: all, selected, off',
      group: 'Map',
      keys: ['l'],
      run: screen.nextLabels,
    },
    {
      id: 'symbols',
      title: 'Symbols: simple, MIL-STD-2525',
      group: 'Map',
      keys: ['x'],
      run: screen.nextSymbols,
    },
    {
      id: 'layers',
      title: 'Layers',
      group: 'Map',
      keys: ['L'],
      run: screen.toggleLayers,
    },
    {
      id: 'close-layers',
      title: 'Close the layers',
      group: 'Map',
      keys: ['Escape'],
      enabled: screen.layersOpen,
      first: true,
      hidden: true,
      run: screen.toggleLayers,
    },
    ...(
      [
        ['ArrowUp', 0, -STEP],
        ['ArrowDown', 0, STEP],
        ['ArrowLeft', -STEP, 0],
        ['ArrowRight', STEP, 0],
      ] as const
    ).map(
      ([key, x, y]): Command => ({
        id: `pan-${key}`,
        title: 'Move the map',
        group: 'Map',
        keys: [key],
        hidden: true,
        run: () => picture.panBy(x, y),
      }),
    ),
  ];
}

function trackCommands(picture: Picture, sort: Sort, screen: Screen): readonly Command[] {
  return [
    {
      id: 'filter',
      title: 'Filter the track list',
      group: 'Tracks',
      keys: ['/'],
      first: true,
      run: () => document.getElementById('track-filter')?.focus(),
    },
    {
      id: 'in-view',
      title: 'List only what the map shows',
      group: 'Tracks',
      keys: ['v'],
      run: screen.inView,
    },
    {
      id: 'isolate',
      title: 'Show only the selected track',
      group: 'Tracks',
      keys: ['i'],
      run: screen.isolate,
    },
    {
      id: 'next',
      title: 'Next track',
      group: 'Tracks',
      keys: ['j'],
      run: () => void step(picture, sort, 1),
    },
    {
      id: 'previous',
      title: 'Previous track',
      group: 'Tracks',
      keys: ['k'],
      run: () => void step(picture, sort, -1),
    },
    {
      id: 'centre',
      title: 'Centre the selected track',
      group: 'Tracks',
      keys: ['Enter'],
      run: () => centre(picture),
    },
    {
      id: 'follow',
      title: 'Follow the selected track',
      group: 'Tracks',
      keys: ['f'],
      run: () => picture.selection.key !== null && picture.follow(!picture.following),
    },
    {
      id: 'trail',
      title: 'Trail of the selected track',
      group: 'Tracks',
      keys: ['t'],
      run: screen.toggleTrail,
    },
    {
      id: 'close',
      title: 'Close the track',
      group: 'Tracks',
      keys: ['Escape'],
      run: screen.close,
    },
    {
      id: 'list',
      title: 'Show or hide the track list',
      group: 'Display',
      keys: ['Ctrl+b'],
      run: screen.toggleList,
    },
  ];
}

function copyPosition({ selection: { track }, camera }: Picture): void {
  const { latitude, longitude } = track ?? {};
  const at = latitude !== undefined && longitude !== undefined ? { latitude, longitude } : camera;
  void copyText(formatPosition(at, preferences().coordinates), 'Position');
}

function centre(picture: Picture): void {
  const { track } = picture.selection;
  if (track?.longitude !== undefined && track.latitude !== undefined) {
    const zoom = Math.max(picture.camera.zoom, 9);
    picture.flyTo({ longitude: track.longitude, latitude: track.latitude, zoom });
  }
}

/** The track before or after the selected one, in the order of the list. */
async function step(picture: Picture, { key, descending }: Sort, by: 1 | -1): Promise<void> {
  const { selectedAt, total } = await picture.rows({ offset: 0, limit: 1, sort: key, descending });
  if (total === 0) {
    return;
  }
  const offset = selectedAt < 0 ? 0 : Math.min(total - 1, Math.max(0, selectedAt + by));
  const { rows } = await picture.rows({ offset, limit: 1, sort: key, descending });
  if (rows[0] !== undefined) {
    picture.select(rows[0].key);
  }
}
