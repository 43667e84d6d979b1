import { Copy } from 'lucide-react';
import { useShortcut } from '../../commands/registry';
import { copyText } from '../../lib/clipboard';
import { ABSENT } from '../../lib/format';
import { FORMAT_NAMES, formatPosition } from '../../lib/geo/coordinates';
import { COORDINATE_FORMATS } from '../../lib/preferences';
import type { TrackRow } from '../../mapcore/picture';
import { IconButton } from '../../ui/icon-button';
import { Section } from './section';
import { useCoordinateFormat } from './use-coordinates';

export function PositionSection({ track: { latitude, longitude, source } }: { track: TrackRow }) {
  const format = useCoordinateFormat();
  const key = useShortcut();
  const at = latitude !== undefined && longitude !== undefined && { latitude, longitude };
  return (
    <Section
      title="Position"
      action={
        at && (
          <IconButton
            icon={Copy}
            label="Copy position"
            shortcut={key('copy-position')}
            className="-my-1"
            onClick={() => void copyText(formatPosition(at, format), 'Position')}
          />
        )
      }
    >
      {at ? (
        <dl className="flex flex-col gap-0.5" data-testid="track-position">
          {[format, ...COORDINATE_FORMATS.filter((other) => other !== format)].map((each) => (
            <div key={each} className="figures">
              <dt className="sr-only">{FORMAT_NAMES[each]}</dt>
              <dd className={each === format ? 'text-13' : 'text-12 text-text-3'}>
                {formatPosition(at, each)}
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="text-12 text-text-2">{ABSENT} This track never reported a position.</p>
      )}
      <p className="mt-2 text-12 text-text-3">
        Source <span className="text-text-2">{source}</span>
      </p>
    </Section>
  );
}
