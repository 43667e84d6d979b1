import { useQuery } from '@tanstack/react-query';
import { UserPlus, Users as UsersIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { User } from '../../lib/api-types';
import { useAddress } from '../../lib/use-address';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Field } from '../../ui/field';
import { Loaded } from '../../ui/loaded';
import { Page } from '../../ui/page';
import { Cell, OpenCell, Table } from '../../ui/table';
import { Moment } from '../../ui/time';
import { usersQuery } from './api';
import { matches, rolesText } from './model';
import { UserDrawer } from './user-drawer';

const NEW = 'new';

/** Who may sign in, and with which roles. `sessions` shows where a user is signed in. */
export function Users({ sessions }: { sessions: (userId: string) => ReactNode }) {
  const query = useQuery(usersQuery);
  const [address, change] = useAddress();
  const words = address.get('q') ?? '';
  const open = address.get('user');
  const opened = query.data?.find(({ id }) => id === open);
  const close = () => change({ user: undefined });
  return (
    <Page
      title="Users"
      intro="Who may sign in. An administrator may do everything; others have a role in each station: viewers read, operators also act."
      actions={
        <Button look="primary" onClick={() => change({ user: NEW })}>
          <UserPlus size={14} strokeWidth={2} aria-hidden />
          New user
        </Button>
      }
    >
      <Loaded query={query}>
        {(users) => (
          <>
            <div className="max-w-80">
              <Field
                label="Find by name or e-mail"
                type="search"
                value={words}
                onChange={(event) => change({ q: event.target.value }, { replace: true })}
              />
            </div>
            <List
              users={users.filter((user) => matches(user, words))}
              onOpen={(id) => change({ user: id })}
              onClear={() => change({ q: undefined })}
            />
          </>
        )}
      </Loaded>
      {open === NEW && <UserDrawer onClose={close} />}
      {opened !== undefined && (
        <UserDrawer key={opened.id} user={opened} onClose={close}>
          {sessions(opened.id)}
        </UserDrawer>
      )}
    </Page>
  );
}

function List({
  users,
  onOpen,
  onClear,
}: {
  users: readonly User[];
  onOpen: (id: string) => void;
  onClear: () => void;
}) {
  if (users.length === 0) {
    return (
      <div className="rounded-card border border-line bg-surface">
        <Empty
          icon={UsersIcon}
          title="Nobody is called that"
          action={<Button onClick={onClear}>Show all users</Button>}
        />
      </div>
    );
  }
  return (
    <Table
      label="Users"
      columns={[
        { name: 'User' },
        { name: 'Roles', wide: true },
        { name: 'State' },
        { name: 'Made', wide: true },
      ]}
    >
      {users.map((user) => (
        <tr key={user.id} className="hover:bg-surface-2">
          <OpenCell onOpen={() => onOpen(user.id)} below={user.email}>
            {user.username}
          </OpenCell>
          <Cell wide className="text-text-2">
            {rolesText(user).map((role) => (
              <span key={role} className="block whitespace-nowrap">
                {role}
              </span>
            ))}
          </Cell>
          <Cell>
            {user.disabled ? (
              <span className="text-warn">Disabled</span>
            ) : (
              <span className="text-text-2">Enabled</span>
            )}
          </Cell>
          <Cell wide>
            <Moment at={user.created_at} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
