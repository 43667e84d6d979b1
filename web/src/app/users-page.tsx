import { SessionList } from '../features/sessions/session-list';
import { Users } from '../features/users/users';

export function UsersPage() {
  return <Users sessions={(user) => <SessionList owner={{ user }} />} />;
}
