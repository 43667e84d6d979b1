import { Check, Plus, Undo2, X } from 'lucide-react';
import { useShortcut } from '../../commands/registry';
import { usePreferences } from '../../lib/preferences';
import { IconButton } from '../../ui/icon-button';
import { legsOf } from './measure';
import { usePicture } from './picture-context';
import type { Measure } from './use-measure';

/** The legs of the line that is being measured. */
export function MeasurePanel({ measure }: { measure: Measure }) {
  const picture = usePicture();
  const key = useShortcut();
  const { units } = usePreferences();
  const { legs, total } = legsOf(measure.points, units);
  return (
    <section
      aria-label="Measure"
      data-testid="measure"
      className="absolute left-3 top-3 flex max-h-[60%] w-62 flex-col rounded-card border border-line bg-surface shadow-float max-phone:left-2 max-phone:top-2"
    >
      <div className="flex items-center gap-1 py-1 pl-3 pr-1">
        <h2 className="flex-1 text-12 font-semibold text-text-2">Measure</h2>
        <IconButton
          icon={Plus}
          label="Add the map’s middle"
          onClick={() => measure.add(picture.camera)}
        />
        <IconButton
          {...{ icon: Undo2, label: 'Take the last point back', shortcut: key('measure-undo') }}
          disabled={measure.points.length === 0}
          onClick={measure.undo}
        />
        <IconButton
          {...{ icon: Check, label: 'Finish the line', shortcut: key('measure-finish') }}
          disabled={!measure.taking}
          onClick={measure.finish}
        />
        <IconButton
          {...{ icon: X, label: 'Stop measuring', shortcut: key('measure-close') }}
          onClick={measure.close}
        />
      </div>
      {legs.length === 0 ? (
        <p className="px-3 pb-3 text-12 text-text-2">
          {measure.points.length === 0 ? 'Click where the line begins.' : 'Click the next point.'}
        </p>
      ) : (
        <>
          <ol className="figures min-h-0 overflow-y-auto px-3 text-12">
            {legs.map((leg, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a leg is its place in the line
              <li key={i} className="flex gap-3 border-t border-line py-1.5">
                <span className="w-5 text-text-3">{i + 1}</span>
                <span className="flex-1 text-text">{leg.distance}</span>
                <span className="text-text-2">{leg.bearing}</span>
              </li>
            ))}
          </ol>
          <p className="figures flex justify-between border-t border-control px-3 py-2 text-13">
            <span className="text-text-2">Total</span>
            <span className="font-semibold">{total}</span>
          </p>
        </>
      )}
    </section>
  );
}
