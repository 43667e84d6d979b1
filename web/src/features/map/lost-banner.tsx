import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { age, utcClock } from '../../lib/format';
import { useNow } from '../../lib/use-now';
import { Button } from '../../ui/button';
import { Note } from '../../ui/note';
import { useLink, usePicture } from './picture-context';

/** A blink of the network is shown by the link state alone. */
const PATIENCE_MS = 3_000;

/** The link is down for a while: how long, how old the picture is, and a way to try at once. */
export function LostBanner() {
  const picture = usePicture();
  const link = useLink();
  const now = useNow();
  const [tried, setTried] = useState(0);
  const lost = link.state === 'reconnecting' || link.state === 'offline';
  const downFor = Date.now() - link.since;
  if (!lost || downFor < PATIENCE_MS) {
    return null;
  }
  return (
    <div className="border-b border-warn bg-surface-2" data-testid="lost-banner">
      <Note
        tone="warn"
        className="items-center rounded-none border-0 py-1.5"
        action={
          <Button
            disabled={now - tried < 2_000}
            onClick={() => {
              setTried(now);
              picture.reconnect();
            }}
          >
            <RotateCw size={14} aria-hidden /> Try now
          </Button>
        }
      >
        <span className="font-semibold">
          {link.state === 'offline'
            ? 'This device has no network.'
            : 'The connection to the center is lost.'}
        </span>{' '}
        <span className="text-text-2">
          {link.lastDataAt === null
            ? `Trying again since ${utcClock(link.since)}.`
            : `The picture is from ${utcClock(link.lastDataAt)}, ${age(downFor)} without a link. Trying again by itself.`}
        </span>
      </Note>
    </div>
  );
}
