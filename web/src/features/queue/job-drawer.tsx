import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import type { Job, JobDetails } from '../../lib/api-types';
import { explain } from '../../lib/problem';
import { Button } from '../../ui/button';
import { Drawer } from '../../ui/drawer';
import { Loaded } from '../../ui/loaded';
import { Moment } from '../../ui/time';
import { changeJob, jobQuery, QUEUE } from './api';
import { actionOf } from './model';
import { State } from './state';

/** One job with everything that is known of it. */
export function JobDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useQuery(jobQuery(id));
  return (
    <Drawer title={query.data?.job.kind ?? 'Job'} subtitle={id} onClose={onClose}>
      <Loaded query={query}>{(details) => <Details details={details} />}</Loaded>
    </Drawer>
  );
}

function Details({ details: { job, failures } }: { details: JobDetails }) {
  return (
    <>
      <Action job={job} />
      <dl className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-4 gap-y-2 text-13">
        <Line name="State">
          <State job={job} />
        </Line>
        <Line name="Priority">{job.priority}</Line>
        <Line name="Attempts">
          {job.attempts} of {job.max_attempts}
        </Line>
        {job.worker !== undefined && <Line name="Worker">{job.worker}</Line>}
        {job.ordering_key !== undefined && <Line name="In order of">{job.ordering_key}</Line>}
        {job.idempotency_key !== undefined && <Line name="Once for">{job.idempotency_key}</Line>}
        <Time name="Created" at={job.created_at} />
        <Time name="Not before" at={job.run_at} />
        <Time name="Begun" at={job.started_at} />
        <Time name="Lease until" at={job.lease_until} />
        <Time name="Finished" at={job.finished_at} />
      </dl>
      <h3 className="mb-2 mt-6 text-13 font-semibold">Failed attempts</h3>
      {failures.length === 0 ? (
        <p className="text-13 text-text-2">None.</p>
      ) : (
        <ol className="divide-y divide-line rounded-card border border-line text-12">
          {failures.map(({ attempt, failed_at, error }) => (
            <li key={failed_at} className="px-3 py-2">
              <p className="text-text-3">
                Attempt {attempt}, <Moment at={failed_at} />
              </p>
              <p className="wrap-anywhere text-text">{error}</p>
            </li>
          ))}
        </ol>
      )}
      <Json name="Payload" value={job.payload} />
      {job.result !== undefined && <Json name="Result" value={job.result} />}
    </>
  );
}

function Action({ job }: { job: Job }) {
  const queries = useQueryClient();
  const action = actionOf(job);
  const change = useMutation({
    mutationFn: (wanted: 'requeue' | 'cancel') => changeJob(job.id, wanted),
    onSuccess: ({ state }) => {
      toast.success(state === 'cancelled' ? 'The job is cancelled.' : 'The job is queued again.');
      return queries.invalidateQueries({ queryKey: QUEUE });
    },
    onError: (error) => toast.error(explain(error)),
  });
  return (
    action !== undefined && (
      <Button
        className="mb-4"
        look={action === 'cancel' ? 'danger' : 'primary'}
        disabled={change.isPending}
        onClick={() => change.mutate(action)}
      >
        {action === 'cancel' ? 'Cancel job' : 'Queue again'}
      </Button>
    )
  );
}

function Json({ name, value }: { name: string; value: unknown }) {
  return (
    <>
      <h3 className="mb-2 mt-6 text-13 font-semibold">{name}</h3>
      <pre className="figures whitespace-pre-wrap break-all rounded-card border border-line bg-bg p-3 text-12">
        {JSON.stringify(value, null, 2)}
      </pre>
    </>
  );
}

function Time({ name, at }: { name: string; at: string | undefined }) {
  return (
    at !== undefined && (
      <Line name={name}>
        <Moment at={at} /> UTC
      </Line>
    )
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}
