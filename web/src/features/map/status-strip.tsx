import { useEffect, useRef, useState } from 'react';
import { ABSENT, grouped } from '../../lib/format';
import { FORMAT_NAMES, formatPosition } from '../../lib/geo/coordinates';
import { setPreferences } from '../../lib/preferences';
import { wrapLongitude } from '../../mapcore/mercator';
import { Tooltip } from '../../ui/tooltip';
import { LinkState } from './link-state';
import { useImported, usePicture, useSummary } from './picture-context';
import { nextFormat, useCoordinateFormat } from './use-coordinates';

/** One line below the map: where the pointer is, how much is there, whose map it is. */
export function StatusStrip({ kiosk = false }: { kiosk?: boolean }) {
  const summary = useSummary();
  return (
    <footer className="@container flex h-6.5 shrink-0 items-center gap-4 overflow-hidden border-t border-line bg-surface px-3 text-11 text-text-2">
      {kiosk ? <LinkState /> : <Pointer />}
      <Zoom />
      <span className="figures whitespace-nowrap" data-testid="strip-counts">
        {grouped(summary.total)} tracks
        <span className="text-text-3"> / </span>
        {grouped(summary.inView)} in view
        {summary.stale > 0 && <span className="text-warn"> / {grouped(summary.stale)} stale</span>}
      </span>
      <span className="ml-auto shrink-0 whitespace-nowrap text-text-3">
        <Attribution />
      </span>
    </footer>
  );
}

/** Whose map it is. */
export function Attribution() {
  const imported = useImported();
  const own = imported.state === 'shown' && imported.attribution;
  return <>{own ? `${own}, ` : ''}Natural Earth, GeoNames CC BY 4.0</>;
}

/** Follows the pointer without React: up to sixty times a second. */
function Pointer() {
  const picture = usePicture();
  const format = useCoordinateFormat();
  const text = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      picture.on('pointer', (at) => {
        if (text.current === null) {
          return;
        }
        const position = at && { ...at, longitude: wrapLongitude(at.longitude) };
        text.current.textContent = position === null ? ABSENT : formatPosition(position, format);
      }),
    [picture, format],
  );
  return (
    <Tooltip text={`Pointer, ${FORMAT_NAMES[format]}. Press for another notation`} side="top">
      <button
        type="button"
        data-testid="pointer-position"
        onClick={() => setPreferences({ coordinates: nextFormat(format) })}
        className="figures -mx-1 h-6 w-48 shrink-0 whitespace-nowrap rounded-tag px-1 text-left hover:bg-surface-3 @max-[660px]:hidden"
      >
        <span className="sr-only">Pointer </span>
        <span ref={text}>{ABSENT}</span>
      </button>
    </Tooltip>
  );
}

function Zoom() {
  const picture = usePicture();
  const [zoom, setZoom] = useState(picture.camera.zoom);
  // A map that opens where the address says has not moved yet.
  useEffect(() => picture.on('map', () => setZoom(picture.camera.zoom)), [picture]);
  useEffect(() => picture.on('camera', (camera) => setZoom(camera.zoom)), [picture]);
  return (
    <span className="figures shrink-0 whitespace-nowrap @max-[740px]:hidden">
      zoom {zoom.toFixed(1)}
    </span>
  );
}
