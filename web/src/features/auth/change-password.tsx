import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { PasswordForm } from './password-form';

export function ChangePassword({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} title="Change password">
      <PasswordForm onDone={onClose}>
        <Button onClick={onClose}>Cancel</Button>
      </PasswordForm>
    </Dialog>
  );
}
