import { MonitorX } from 'lucide-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { onTheme, theme } from '../../lib/theme';
import type { Camera, Pick } from '../../mapcore/picture';
import { Empty } from '../../ui/empty';
import { useMapState, usePicture } from './picture-context';

/** The chart itself, and what stands in its place when it can't be drawn. */
export function MapCanvas({
  camera,
  onPick,
}: {
  camera: Camera | null;
  onPick: (pick: Pick) => void;
}) {
  const picture = usePicture();
  const state = useMapState();
  const current = useSyncExternalStore(onTheme, theme);
  const container = useRef<HTMLDivElement>(null);
  const opening = useRef(camera);

  useEffect(() => {
    if (container.current === null) {
      return;
    }
    void picture.attach(container.current, {
      theme: theme(),
      reducedMotion: window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      ...(opening.current !== null && { camera: opening.current }),
    });
    return () => {
      // Coming back to this page goes on where it was left.
      opening.current = picture.camera;
      picture.detach();
    };
  }, [picture]);
  useEffect(() => picture.setTheme(current), [picture, current]);
  useEffect(() => picture.on('pick', onPick), [picture, onPick]);

  return (
    <div className="absolute inset-0 bg-sea">
      {/* The map library positions its container itself, so that it needs a box of its own. */}
      <div
        ref={container}
        role="application"
        aria-label="Map. Its tracks are in the list beside it."
        aria-roledescription="map"
        className="size-full"
        data-testid="map"
        data-state={state}
      />
      {(state === 'loading' || state === 'lost') && (
        <p
          role="status"
          className="pointer-events-none absolute left-1/2 top-1/2 -translate-x-1/2 -translate-y-1/2 rounded-control border border-line bg-surface px-3 py-1.5 text-12 text-text-2"
        >
          {state === 'loading' ? 'Drawing the map' : 'The graphics were reset, redrawing the map'}
        </p>
      )}
      {state === 'unsupported' && (
        <div className="absolute inset-0 grid place-items-center overflow-y-auto bg-bg">
          <Empty icon={MonitorX} title="This browser cannot draw the map">
            The map needs WebGL 2. Switch on hardware acceleration in the browser’s settings, or use
            a current browser. The track list, the search and the details work without the map.
          </Empty>
        </div>
      )}
    </div>
  );
}
