import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { cx } from '../../lib/cx';
import { accountQuery } from '../../lib/queries';
import { useAddress } from '../../lib/use-address';
import { Page } from '../../ui/page';
import { approvalsQuery } from './api';
import { Approvals } from './approvals';
import { Catalogue } from './catalogue';
import { CatalogueProblems } from './catalogue-problems';
import { Runs } from './runs';

/** What the center can do by itself, what it did, and what waits for a person. */
export function Playbooks() {
  const [address] = useAddress();
  const { data: account } = useQuery(accountQuery);
  const { data: waiting } = useQuery(approvalsQuery);
  const station = address.get('station');
  const open = (waiting ?? []).filter((each) => station === null || each.station === station);
  const tab = address.get('tab') ?? '';
  const to = (name: string) => {
    const search = new URLSearchParams({
      ...(station !== null && { station }),
      ...(name !== '' && { tab: name }),
    });
    return `/playbooks?${search}`;
  };
  return (
    <Page
      title="Playbooks & runs"
      intro="A playbook is a graph of steps that the center works through: it looks things up, changes them, asks a person, waits. Each time is a run."
    >
      {account?.admin && <CatalogueProblems />}
      <nav aria-label="Playbooks & runs" className="flex gap-5 border-b border-line">
        <Tab to={to('')} on={tab !== 'runs' && tab !== 'approvals'}>
          Playbooks
        </Tab>
        <Tab to={to('runs')} on={tab === 'runs'}>
          Runs
        </Tab>
        <Tab to={to('approvals')} on={tab === 'approvals'}>
          Approvals
          {open.length > 0 && (
            <span className="figures rounded-full border border-warn px-1.5 text-11 text-warn">
              {open.length}
              <span className="sr-only"> waiting</span>
            </span>
          )}
        </Tab>
      </nav>
      {tab === 'runs' ? <Runs /> : tab === 'approvals' ? <Approvals /> : <Catalogue />}
    </Page>
  );
}

function Tab({ to, on, children }: { to: string; on: boolean; children: ReactNode }) {
  return (
    <Link
      to={to}
      aria-current={on ? 'page' : undefined}
      className={cx(
        '-mb-px flex h-10 items-center gap-1.5 whitespace-nowrap border-b-2 text-13 pointer-coarse:h-11 pointer-coarse:min-w-11',
        on
          ? 'border-accent font-semibold text-text'
          : 'border-transparent text-text-2 hover:text-text',
      )}
    >
      {children}
    </Link>
  );
}
