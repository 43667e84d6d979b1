import { useEffect, useRef, useState } from 'react';
import { ABSENT, dmPosition, grouped } from '../../lib/format';
import { usePicture, useSummary } from './picture-context';

/** One line below the map: where the pointer is, how much is there, whose map it is. */
export function StatusStrip() {
  const summary = useSummary();
  return (
    <footer className="@container flex h-6.5 shrink-0 items-center gap-4 overflow-hidden border-t border-line bg-surface px-3 text-11 text-text-2">
      <Pointer />
      <Zoom />
      <span className="figures whitespace-nowrap" data-testid="strip-counts">
        {grouped(summary.total)} tracks
        <span className="text-text-3"> / </span>
        {grouped(summary.inView)} in view
        {summary.stale > 0 && <span className="text-warn"> / {grouped(summary.stale)} stale</span>}
      </span>
      <span className="ml-auto shrink-0 whitespace-nowrap text-text-3">
        Natural Earth, GeoNames CC BY 4.0
      </span>
    </footer>
  );
}

/** Follows the pointer without React: up to sixty times a second. */
function Pointer() {
  const picture = usePicture();
  const text = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      picture.on('pointer', (at) => {
        if (text.current !== null) {
          text.current.textContent =
            at === null ? ABSENT : dmPosition(at.latitude, wrap(at.longitude));
        }
      }),
    [picture],
  );
  return (
    <span className="figures w-45 shrink-0 whitespace-nowrap @max-[760px]:hidden" title="Pointer">
      <span ref={text}>{ABSENT}</span>
    </span>
  );
}

function Zoom() {
  const picture = usePicture();
  const [zoom, setZoom] = useState(picture.camera.zoom);
  useEffect(() => picture.on('camera', (camera) => setZoom(camera.zoom)), [picture]);
  return (
    <span className="figures shrink-0 whitespace-nowrap @max-[540px]:hidden">
      zoom {zoom.toFixed(1)}
    </span>
  );
}

function wrap(longitude: number): number {
  return ((((longitude + 180) % 360) + 360) % 360) - 180;
}
