import { useMutation } from '@tanstack/react-query';
import type { SourceTest } from '../../lib/api-types';
import { grouped } from '../../lib/format';
import { explain } from '../../lib/problem';
import { Button } from '../../ui/button';
import { Note } from '../../ui/note';
import { testSource } from './api';
import { RawLines } from './raw-lines';

/** Connects with the settings as they are typed, for a few seconds, and shows what came; nothing is stored. */
export function Trial({ station, settings }: { station: string; settings: () => SourceTest }) {
  const trial = useMutation({ mutationFn: () => testSource(station, settings()) });
  const { data } = trial;
  const fine = data !== undefined && data.facts > 0;
  return (
    <section aria-label="Trial" className="flex flex-col items-start gap-3">
      <Button disabled={trial.isPending} onClick={() => trial.mutate()}>
        {trial.isPending ? 'Listening for five seconds' : 'Test these settings'}
      </Button>
      <div role="status" className="w-full">
        {trial.error !== null && <Note tone="crit">{explain(trial.error)}</Note>}
        {data !== undefined && (
          <Note tone={fine ? 'info' : 'warn'}>
            {grouped(data.messages)} messages came, {grouped(data.facts)} of them facts.{' '}
            {data.last_error ?? data.detail}
          </Note>
        )}
      </div>
      {data !== undefined && data.recent.length > 0 && (
        <div className="w-full">
          <RawLines lines={data.recent} />
        </div>
      )}
    </section>
  );
}
