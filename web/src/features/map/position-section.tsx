import { Copy } from 'lucide-react';
import { ABSENT, decimalPosition, dmsPosition } from '../../lib/format';
import type { TrackRow } from '../../mapcore/picture';
import { IconButton } from '../../ui/icon-button';
import { copyText } from './clipboard';
import { Section } from './section';

export function PositionSection({ track: { latitude, longitude, source } }: { track: TrackRow }) {
  const placed = latitude !== undefined && longitude !== undefined;
  return (
    <Section
      title="Position"
      action={
        placed && (
          <IconButton
            icon={Copy}
            label="Copy position"
            className="-my-1"
            onClick={() => void copyText(decimalPosition(latitude, longitude), 'Position')}
          />
        )
      }
    >
      {placed ? (
        <p className="figures flex flex-col gap-0.5 text-13" data-testid="track-position">
          <span>{dmsPosition(latitude, longitude)}</span>
          <span className="text-12 text-text-3">{decimalPosition(latitude, longitude)}</span>
        </p>
      ) : (
        <p className="text-12 text-text-2">{ABSENT} This track never reported a position.</p>
      )}
      <p className="mt-2 text-12 text-text-3">
        Source <span className="text-text-2">{source}</span>
      </p>
    </Section>
  );
}
