import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { ApiKey } from '../../lib/api-types';
import { age } from '../../lib/format';
import { useAddress } from '../../lib/use-address';
import { useNow } from '../../lib/use-now';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Loaded } from '../../ui/loaded';
import { Page } from '../../ui/page';
import { Cell, Table } from '../../ui/table';
import { Moment } from '../../ui/time';
import { keysQuery } from './api';
import { standing } from './model';
import { NewKeyDrawer } from './new-key';
import { RevokeKey } from './revoke-key';

/** What programs sign in with. */
export function Keys() {
  const query = useQuery(keysQuery);
  const [address, change] = useAddress();
  const [revoking, setRevoking] = useState<ApiKey>();
  const make = () => change({ key: 'new' });
  return (
    <Page
      title="API keys"
      intro="What programs sign in with. A key is shown once, when it is made; here is the part of it that may be shown."
      actions={
        <Button look="primary" onClick={make}>
          <KeyRound size={14} strokeWidth={2} aria-hidden />
          New key
        </Button>
      }
    >
      <Loaded query={query}>
        {(keys) =>
          keys.length === 0 ? (
            <div className="rounded-card border border-line bg-surface">
              <Empty
                icon={KeyRound}
                title="No API keys yet"
                action={<Button onClick={make}>Make the first key</Button>}
              >
                A receiver that posts events, the agent of a server, and Prometheus each need one.
              </Empty>
            </div>
          ) : (
            <Table
              label="API keys"
              columns={[
                { name: 'Key' },
                { name: 'Scopes', wide: true },
                { name: 'Last used', wide: true },
                { name: 'Ends', wide: true },
                { name: 'Action' },
              ]}
            >
              {keys.map((key) => (
                <Row key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
              ))}
            </Table>
          )
        }
      </Loaded>
      {address.get('key') === 'new' && <NewKeyDrawer onClose={() => change({ key: undefined })} />}
      {revoking !== undefined && (
        <RevokeKey apiKey={revoking} onClose={() => setRevoking(undefined)} />
      )}
    </Page>
  );
}

function Row({ apiKey: key, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const now = useNow();
  const used = key.last_used_at;
  return (
    <tr className="hover:bg-surface-2">
      <Cell>
        <span className="block break-words font-medium">{key.name}</span>
        <span className="figures block whitespace-nowrap text-12 text-text-3">{key.prefix}…</span>
        <span className="tablet:hidden">
          <Scopes scopes={key.scopes} />
          <span className="mt-1 block text-12">
            <End apiKey={key} now={now} />
          </span>
        </span>
      </Cell>
      <Cell wide>
        <Scopes scopes={key.scopes} />
      </Cell>
      <Cell wide className="whitespace-nowrap text-text-2">
        {used === undefined ? (
          'never'
        ) : (
          <time dateTime={used}>{age(now - Date.parse(used))} ago</time>
        )}
      </Cell>
      <Cell wide>
        <End apiKey={key} now={now} />
      </Cell>
      <Cell className="w-0">
        <Button onClick={onRevoke} aria-label={`Revoke ${key.name}`}>
          Revoke
        </Button>
      </Cell>
    </tr>
  );
}

function Scopes({ scopes }: { scopes: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-1 max-tablet:mt-1">
      {scopes.map((scope) => (
        <li
          key={scope}
          className="figures whitespace-nowrap rounded-tag border border-line bg-surface-2 px-1.5 text-12 text-text-2"
        >
          {scope}
        </li>
      ))}
    </ul>
  );
}

function End({ apiKey, now }: { apiKey: ApiKey; now: number }) {
  const { expires_at } = apiKey;
  if (expires_at === undefined) {
    return <span className="text-text-3">no end</span>;
  }
  const state = standing(apiKey, now);
  return (
    <>
      <Moment at={expires_at} />
      {state === 'ended' && <span className="block text-12 text-crit">has ended</span>}
      {state === 'ending' && <span className="block text-12 text-warn">ends soon</span>}
    </>
  );
}
