import { action } from '../../commands/actions';
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
    action('copy-position', () => copyPosition(picture)),
    action('zoom-in', () => picture.zoomBy(1)),
    action('zoom-out', () => picture.zoomBy(-1)),
    action('north', () => picture.northUp()),
    action('home', () => picture.home()),
    action('fit', () => picture.fit()),
    action('labels', screen.nextLabels),
    action('symbols', screen.nextSymbols),
    action('layers', screen.toggleLayers),
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
    action('pan-up', () => picture.panBy(0, -STEP), { hidden: true }),
    action('pan-down', () => picture.panBy(0, STEP), { hidden: true }),
    action('pan-left', () => picture.panBy(-STEP, 0), { hidden: true }),
    action('pan-right', () => picture.panBy(STEP, 0), { hidden: true }),
  ];
}

function trackCommands(picture: Picture, sort: Sort, screen: Screen): readonly Command[] {
  return [
    action('filter', () => document.getElementById('track-filter')?.focus(), { first: true }),
    action('in-view', screen.inView),
    action('isolate', screen.isolate),
    action('next', () => void step(picture, sort, 1)),
    action('previous', () => void step(picture, sort, -1)),
    action('centre', () => centre(picture)),
    action('follow', () => picture.selection.key !== null && picture.follow(!picture.following)),
    action('trail', screen.toggleTrail),
    action('close', screen.close),
    action('list', screen.toggleList),
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
