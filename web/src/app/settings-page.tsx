import { useState } from 'react';
import { ChangePassword } from '../features/auth/change-password';
import { SessionList } from '../features/sessions/session-list';
import { Settings } from '../features/settings/settings';

export function SettingsPage() {
  const [changing, setChanging] = useState(false);
  return (
    <>
      <Settings sessions={<SessionList owner="me" />} onChangePassword={() => setChanging(true)} />
      {changing && <ChangePassword onClose={() => setChanging(false)} />}
    </>
  );
}
