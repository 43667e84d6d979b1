import { useQuery } from '@tanstack/react-query';
import { Play, Workflow } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { accountQuery, stationsQuery } from '../../lib/queries';
import { useAddress } from '../../lib/use-address';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Loaded } from '../../ui/loaded';
import { offersQuery } from './api';
import { mayAct, type Offer } from './model';
import { RunForm } from './run-form';

/** The playbooks of the chosen station, or of all. */
export function Catalogue() {
  const [address, change] = useAddress();
  const navigate = useNavigate();
  const { data: account } = useQuery(accountQuery);
  const known = useQuery(stationsQuery);
  const asked = address.get('station');
  const stations = (known.data?.items ?? []).filter(({ slug }) => asked === null || slug === asked);
  const query = useQuery(offersQuery(stations.map(({ slug }) => slug)));
  const startable = ({ stations: slugs }: Offer) =>
    stations.filter(({ slug }) => slugs.includes(slug) && mayAct(account, slug));
  const running = query.data?.find(({ playbook }) => playbook.id === address.get('run'));
  const choices = running === undefined ? [] : startable(running);
  if (known.data !== undefined && stations.length === 0) {
    return <None />;
  }
  return (
    <>
      <Loaded
        query={{
          data: query.data,
          error: known.error ?? query.error,
          refetch: () => (known.error === null ? query.refetch() : known.refetch()),
        }}
      >
        {(offers) =>
          offers.length === 0 ? (
            <None />
          ) : (
            <ul aria-label="Playbooks" className="grid grid-cols-2 gap-4 max-desk:grid-cols-1">
              {offers.map((offer) => (
                <Card
                  key={offer.playbook.id}
                  offer={offer}
                  all={known.data?.items.length ?? 0}
                  onRun={
                    startable(offer).length > 0
                      ? () => change({ run: offer.playbook.id })
                      : undefined
                  }
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {running !== undefined && choices.length > 0 && (
        <RunForm
          key={running.playbook.id}
          playbook={running.playbook}
          stations={choices}
          onClose={() => change({ run: undefined })}
          onStarted={({ id }) => void navigate(`/playbooks/runs/${id}`)}
        />
      )}
    </>
  );
}

function Card({
  offer: { playbook, stations },
  all,
  onRun,
}: {
  offer: Offer;
  /** How many stations there are. */
  all: number;
  onRun: (() => void) | undefined;
}) {
  const { id, title, description, inputs, nodes } = playbook;
  const names = Object.entries(inputs);
  return (
    <li className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <div>
        <h2 className="text-15 font-semibold">{title}</h2>
        <p className="mt-0.5 text-12 text-text-3">
          <span className="figures">{id}</span> · {nodes.length}{' '}
          {nodes.length === 1 ? 'step' : 'steps'} ·{' '}
          {stations.length === all && all > 1 ? 'all stations' : stations.join(', ')}
        </p>
        {description !== '' && <p className="mt-2 text-13 text-text-2">{description}</p>}
      </div>
      {names.length > 0 && (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-12">
          {names.map(([name, { type, required, description: about }]) => (
            <div key={name} className="col-span-2 grid grid-cols-subgrid">
              <dt className="figures text-text-2">{name}</dt>
              <dd className="min-w-0 text-text-3 wrap-anywhere">
                {type}
                {required && ', needed'}
                {about !== '' && `: ${about}`}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className="mt-auto flex flex-wrap items-center gap-2 pt-1">
        {onRun !== undefined && (
          <Button look="primary" aria-label={`Run ${title}`} onClick={onRun}>
            <Play size={14} strokeWidth={2} aria-hidden />
            Run …
          </Button>
        )}
        <Link
          to={`/playbooks?tab=runs&playbook=${encodeURIComponent(id)}`}
          className="inline-flex h-7 min-w-11 items-center rounded-control px-2 text-13 text-accent hover:underline pointer-coarse:h-11"
        >
          Its runs<span className="sr-only">: {title}</span>
        </Link>
      </div>
    </li>
  );
}

function None() {
  return (
    <div className="rounded-card border border-line bg-surface">
      <Empty icon={Workflow} title="No playbooks here">
        They stand in <code className="figures">config/agentkit.yml</code> on the center’s machine;
        a change of that file counts within seconds.
      </Empty>
    </div>
  );
}
