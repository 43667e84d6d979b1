import { useQuery } from '@tanstack/react-query';
import { Copy, Pause, Play } from 'lucide-react';
import { useState } from 'react';
import { copyText } from '../../lib/clipboard';
import { Chip } from '../../ui/chip';
import { IconButton } from '../../ui/icon-button';
import { Loaded } from '../../ui/loaded';
import { rawQuery, type SourceName } from './api';
import { isRefused } from './model';
import { RawLines } from './raw-lines';

/** The last 200 messages as they come, newest first; held still to be read and copied. */
export function RawView({ source }: { source: SourceName }) {
  const [paused, setPaused] = useState(false);
  const [refused, setRefused] = useState(false);
  const query = useQuery({ ...rawQuery(source), ...(paused && { refetchInterval: false }) });
  const lines = (query.data ?? []).filter(({ verdict }) => !refused || isRefused(verdict));
  return (
    <section aria-label="Raw messages">
      <div className="mb-2 flex items-center gap-2">
        <h3 className="flex-1 text-13 font-semibold">
          Raw messages
          <span className="figures ml-2 text-12 font-normal text-text-3">{lines.length}</span>
        </h3>
        <Chip on={refused} onClick={() => setRefused(!refused)}>
          Only refused
        </Chip>
        <IconButton
          icon={paused ? Play : Pause}
          label={paused ? 'Go on' : 'Hold still'}
          pressed={paused}
          onClick={() => setPaused(!paused)}
        />
        <IconButton
          icon={Copy}
          label="Copy these messages"
          disabled={lines.length === 0}
          onClick={() => void copyText(lines.map(({ text }) => text).join('\n'), 'Messages')}
        />
      </div>
      <Loaded query={query}>
        {() => (
          <RawLines
            lines={lines.toReversed()}
            none={refused ? 'Nothing was refused.' : 'Nothing has come yet.'}
          />
        )}
      </Loaded>
    </section>
  );
}
