import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { toast } from 'sonner';
import type { Run, RunStep } from '../../lib/api-types';
import { explain } from '../../lib/problem';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Note } from '../../ui/note';
import { cancelRun, replayRun, retryRun, runQuery } from './api';
import { isOpen } from './model';

type Asked = 'cancel' | 'retry' | 'retry-from' | 'replay';

/** What can be done with a run; `step` is the one that is looked at. */
export function RunActions({ run, step }: { run: Run; step: RunStep | undefined }) {
  const [asked, setAsked] = useState<Asked>();
  const ended = run.state === 'failed' || run.state === 'cancelled';
  return (
    <>
      {isOpen(run) && (
        <Button look="danger" onClick={() => setAsked('cancel')}>
          Cancel run
        </Button>
      )}
      {ended && (
        <Button look="primary" onClick={() => setAsked('retry')}>
          Retry
        </Button>
      )}
      {ended && step !== undefined && (
        <Button onClick={() => setAsked('retry-from')}>Retry from this step</Button>
      )}
      {step?.state === 'succeeded' && (
        <Button onClick={() => setAsked('replay')}>Replay after this step</Button>
      )}
      {asked !== undefined && (
        <Ask run={run} step={step} asked={asked} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}

interface Deed {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly done: string;
  readonly work: () => Promise<Run>;
}

function deedOf(run: Run, path: string, asked: Asked): Deed {
  switch (asked) {
    case 'cancel':
      return {
        title: 'Cancel this run?',
        text: 'No further step begins. What the steps did until now stays done.',
        action: 'Cancel the run',
        done: 'The run is cancelled.',
        work: () => cancelRun(run),
      };
    case 'retry':
      return {
        title: 'Retry this run?',
        text: 'It goes on with the step that it ended at. What was done before is not done again.',
        action: 'Retry the run',
        done: 'The run goes on.',
        work: () => retryRun(run, undefined),
      };
    case 'retry-from':
      return {
        title: `Retry from ${path}?`,
        text: 'This step and all after it are done again, with their effects.',
        action: 'Retry the run',
        done: 'The run goes on.',
        work: () => retryRun(run, path),
      };
    case 'replay':
      return {
        title: `Replay after ${path}?`,
        text: 'A new run takes over what was done until this step, and does all after it again, with its effects.',
        action: 'Start the replay',
        done: 'The replay has started.',
        work: () => replayRun(run, path),
      };
  }
}

function Ask({
  run,
  step,
  asked,
  onClose,
}: {
  run: Run;
  step: RunStep | undefined;
  asked: Asked;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const deed = deedOf(run, step?.path ?? '', asked);
  const act = useMutation({
    mutationFn: deed.work,
    onSuccess: (after) => {
      toast.success(deed.done);
      onClose();
      if (after.id !== run.id) {
        void navigate(`/playbooks/runs/${after.id}`);
      }
    },
    // A refusal, too, may mean that the run is not what it was.
    onSettled: () => queries.invalidateQueries(runQuery(run.id)),
  });
  return (
    <Dialog open onOpenChange={onClose} title={deed.title} description={deed.text}>
      {act.error !== null && (
        <Note tone="crit" alert className="mb-4">
          {explain(act.error)}
        </Note>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Back</Button>
        <Button
          look={asked === 'cancel' ? 'danger' : 'primary'}
          disabled={act.isPending}
          onClick={() => act.mutate()}
        >
          {deed.action}
        </Button>
      </div>
    </Dialog>
  );
}
