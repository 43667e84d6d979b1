import { useCallback, useEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Command } from '../../commands/command';
import { useCommands } from '../../commands/registry';
import type { Crossing } from '../../lib/api-types';
import { useKiosk } from '../../lib/use-kiosk';
import { DESK, PHONE, useMedia } from '../../lib/use-media';
import type { Pick } from '../../mapcore/picture';
import { useSideConsole } from '../../ui/side-console';
import { FencePanel } from './fence-panel';
import { FilterBar, type SortName } from './filter-bar';
import { MARK } from './go-to';
import { LayersPanel } from './layers-panel';
import { MapCanvas } from './map-canvas';
import { mapCommands } from './map-commands';
import { MapTools, nextLabels, nextSymbols } from './map-tools';
import { MeasurePanel } from './measure-panel';
import { coveredBy, PhoneSheet, peekHeight, type SheetHeight, topOf } from './phone-sheet';
import { PickChooser } from './pick-chooser';
import { usePicture, useSelection } from './picture-context';
import { ReplayBar } from './replay-bar';
import { Attribution, StatusStrip } from './status-strip';
import { TrackDetails } from './track-details';
import { TrackList } from './track-list';
import { useFences } from './use-fences';
import { useFirstLook } from './use-first-look';
import { useMeasure } from './use-measure';
import { useReplay } from './use-replay';
import { useRings } from './use-rings';
import { useViewInAddress } from './use-view';
import { SORTS } from './view-state';

const DETAILS_PX = 352;
const RAIL_PX = 56;
const LIST_PX = 312;
const PANEL_PX = 332;
const MEASURE_PX = 260;
const GAP_PX = 12;

/** The home of the console: list, map, and what is selected. */
export function Operations() {
  const picture = usePicture();
  const selection = useSelection();
  const kiosk = useKiosk();
  const phone = useMedia(PHONE) && !kiosk;
  const desk = useMedia(DESK);
  const side = useSideConsole();
  const { camera, filter, setFilter, layers, setLayers, put } = useViewInAddress();
  const replay = useReplay(put);
  const [sort, setSort] = useState<SortName>('name');
  const [layersOpen, setLayersOpen] = useState(false);
  const [listShown, setListShown] = useState(true);
  const [pick, setPick] = useState<Pick | null>(null);
  const [sheet, setSheet] = useState<SheetHeight>('peek');
  useFirstLook(camera !== null || selection.key !== null);

  const open = selection.key !== null;
  const { offer } = side;
  // The track's tab comes with each track that is selected, and goes with the last.
  useEffect(() => {
    offer(selection.key !== null);
    return () => offer(false);
  }, [offer, selection.key]);
  useEffect(() => {
    const over = (open || side.open) && !phone && !desk && !kiosk ? DETAILS_PX : 0;
    picture.setCovered({ right: over, bottom: phone ? coveredBy(sheet, open) : 0 });
  }, [picture, open, side.open, phone, desk, kiosk, sheet]);
  // A track that is opened on a phone is looked at on the map first.
  useEffect(() => {
    if (open) {
      setSheet('peek');
    }
  }, [open]);
  const onPick = useCallback((at: Pick) => setPick(at.tracks.length > 1 ? at : null), []);
  const close = useCallback(() => {
    setPick(null);
    if (picture.selection.key === null) {
      picture.setShapes(MARK, []);
    }
    picture.select(null);
  }, [picture]);
  const toggleTrail = useCallback(
    () => setLayers({ ...layers, trails: layers.trails === 'none' ? 'selected' : 'none' }),
    [layers, setLayers],
  );
  const isolate = useCallback(() => {
    const { keys, ...rest } = filter;
    const { key } = picture.selection;
    setFilter(keys || key === null ? rest : { ...rest, keys: [key] });
  }, [filter, setFilter, picture]);
  const measure = useMeasure();
  useRings(layers.rings);
  const fences = useFences(put);
  const replayCrossing = useCallback(
    ({ station, track_id, longitude, latitude, time }: Crossing) => {
      picture.select(`${station}/${track_id}`);
      if (longitude !== undefined && latitude !== undefined) {
        picture.flyTo({ longitude, latitude, zoom: Math.max(picture.camera.zoom, 10) });
      }
      replay.seek(Date.parse(time));
      setSheet('peek');
    },
    [picture, replay.seek],
  );

  const fencing = fences.view !== null;
  // Half a phone for the panel, half for the map that is drawn on.
  useEffect(() => {
    if (fencing) {
      setSheet('half');
    }
  }, [fencing]);

  // Toasts leave the list and an open panel free.
  const left =
    (listShown ? LIST_PX : 0) + (fencing ? PANEL_PX : measure.on ? MEASURE_PX : 0) + RAIL_PX;
  useEffect(() => {
    document.documentElement.style.setProperty('--toast-left', `${left + GAP_PX}px`);
    return () => void document.documentElement.style.removeProperty('--toast-left');
  }, [left]);

  const order = SORTS.find(({ value }) => value === sort) ?? SORTS[0];
  const { key: sortKey, descending } = order;
  const ordered = useMemo(() => ({ key: sortKey, descending }), [sortKey, descending]);
  const commands = useMemo<readonly Command[]>(
    () =>
      mapCommands(picture, ordered, {
        close,
        toggleTrail,
        toggleList: () => setListShown((shown) => !shown),
        nextLabels: () => setLayers(nextLabels(layers)),
        nextSymbols: () => setLayers(nextSymbols(layers)),
        isolate,
        inView: () => setFilter({ ...filter, inView: !filter.inView }),
        toggleLayers: () => setLayersOpen((shown) => !shown),
        layersOpen,
      }),
    [
      picture,
      ordered,
      close,
      toggleTrail,
      isolate,
      layers,
      setLayers,
      filter,
      setFilter,
      layersOpen,
    ],
  );
  useCommands(commands);

  const list = (
    <>
      <FilterBar filter={filter} onFilter={setFilter} sort={sort} onSort={setSort} />
      <TrackList filter={filter} sort={ordered} onClear={() => setFilter({})} />
    </>
  );
  const details = selection.key !== null && (
    <TrackDetails
      key={selection.key}
      trackKey={selection.key}
      trail={layers.trails !== 'none'}
      onTrail={toggleTrail}
      onClose={close}
    />
  );
  const map = (
    <>
      <MapCanvas camera={camera} onPick={onPick} />
      <MapTools
        layers={layers}
        onLayers={setLayers}
        measuring={measure.on}
        onMeasure={measure.toggle}
        layersOpen={layersOpen}
        replaying={replay.time !== null}
        onReplay={replay.time === null ? replay.begin : replay.end}
        onPanel={() => setLayersOpen(!layersOpen)}
        fencesOpen={fencing}
        few={phone && sheet !== 'peek'}
        onFences={() => fences.show(fences.view === null ? 'list' : null)}
      />
      {replay.time !== null && (
        <ReplayBar replay={replay} time={replay.time} above={phone ? topOf(sheet, open) : '4px'} />
      )}
      {fences.view !== null && !phone && (
        <FencePanel
          state={fences}
          onReplay={replayCrossing}
          className="absolute left-3 top-3 z-10 max-h-[calc(100%-88px)] w-80 rounded-card border border-line bg-surface shadow-float"
        />
      )}
      {measure.on && <MeasurePanel measure={measure} />}
      {layersOpen && (
        <LayersPanel layers={layers} onLayers={setLayers} onClose={() => setLayersOpen(false)} />
      )}
      {pick !== null && (
        <PickChooser
          pick={pick}
          onClose={() => setPick(null)}
          onChoose={(key) => {
            picture.select(key);
            setPick(null);
          }}
        />
      )}
    </>
  );

  if (kiosk) {
    return (
      <div className="flex min-h-0 flex-1 flex-col" data-testid="operations">
        <h1 className="sr-only">Operations</h1>
        <main className="relative min-h-0 flex-1 overflow-hidden">
          <MapCanvas camera={camera} onPick={onPick} />
          {replay.time !== null && <ReplayBar replay={replay} time={replay.time} above="4px" />}
        </main>
        <StatusStrip kiosk />
      </div>
    );
  }
  if (phone) {
    return (
      <main className="relative min-h-0 flex-1 overflow-hidden" data-testid="operations">
        <h1 className="sr-only">Operations</h1>
        {map}
        <p className="pointer-events-none absolute bottom-38 left-2 rounded-tag bg-[color-mix(in_srgb,var(--bg)_75%,transparent)] px-1 text-11 text-text-2">
          <Attribution />
        </p>
        <PhoneSheet
          label={fencing ? 'Geofences' : details ? 'Selected track' : 'Tracks'}
          peek={peekHeight(open)}
          height={sheet}
          onHeight={setSheet}
        >
          {fencing ? (
            <FencePanel state={fences} onReplay={replayCrossing} className="flex-1" />
          ) : (
            details || list
          )}
        </PhoneSheet>
      </main>
    );
  }
  return (
    <div className="flex min-h-0 flex-1" data-testid="operations">
      <h1 className="sr-only">Operations</h1>
      {listShown && (
        <nav
          aria-label="Track list"
          id="track-list"
          className="flex w-78 shrink-0 flex-col border-r border-line bg-surface"
        >
          {list}
        </nav>
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <main className="relative min-h-0 flex-1 overflow-hidden">{map}</main>
        <StatusStrip />
      </div>
      {details && side.open && side.slot && createPortal(details, side.slot)}
      {details && !side.open && (
        <aside
          aria-label="Details"
          className={
            desk
              ? 'flex w-88 shrink-0 flex-col border-l border-line bg-surface'
              : 'absolute bottom-6.5 right-0 top-0 z-30 flex w-88 max-w-full animate-slide flex-col border-l border-line bg-surface shadow-float'
          }
        >
          {details}
        </aside>
      )}
    </div>
  );
}
