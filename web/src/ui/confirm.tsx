import type { ReactNode } from 'react';
import { explain } from '../lib/problem';
import { Button } from './button';
import { Dialog } from './dialog';
import { Note } from './note';

/** Asks before something that can't be taken back. */
export function Confirm({
  title,
  action,
  busy,
  error,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  /** What the button does, as a verb. */
  action: string;
  busy: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog open onOpenChange={onClose} title={title} description={children}>
      {error !== null && error !== undefined && (
        <Note tone="crit" alert className="mb-4">
          {explain(error)}
        </Note>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="danger" disabled={busy} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
