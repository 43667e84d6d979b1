import { useQuery } from '@tanstack/react-query';
import { UserCheck } from 'lucide-react';
import { useAddress } from '../../lib/use-address';
import { Empty } from '../../ui/empty';
import { Loaded } from '../../ui/loaded';
import { approvalsQuery } from './api';
import { Question } from './question';

/** What waits for a person, oldest first. */
export function Approvals() {
  const [address] = useAddress();
  const station = address.get('station');
  const query = useQuery(approvalsQuery);
  return (
    <Loaded query={query}>
      {(all) => {
        const shown = all.filter((each) => station === null || each.station === station);
        return shown.length === 0 ? (
          <div className="rounded-card border border-line bg-surface">
            <Empty icon={UserCheck} title="Nothing waits for a decision">
              A step that asks a person, and every call of a dangerous tool, waits here until
              somebody approves or rejects it.
            </Empty>
          </div>
        ) : (
          <ul aria-label="Approvals" className="flex flex-col gap-4">
            {shown.map(({ station: slug, approval }) => (
              <li key={approval.id}>
                <Question approval={approval} station={slug} linked />
              </li>
            ))}
          </ul>
        );
      }}
    </Loaded>
  );
}
