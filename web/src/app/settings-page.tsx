import { useState } from 'react';
import { ChangePassword } from '../features/auth/change-password';
import { SessionList } from '../features/sessions/session-list';
import { KeySettings } from '../features/settings/keys';
import { Settings } from '../features/settings/settings';
import { usePages } from './pages';

export function SettingsPage() {
  const pages = usePages();
  const [changing, setChanging] = useState(false);
  return (
    <>
      <Settings
        sessions={<SessionList owner="me" />}
        keys={<KeySettings pages={pages} />}
        onChangePassword={() => setChanging(true)}
      />
      {changing && <ChangePassword onClose={() => setChanging(false)} />}
    </>
  );
}
