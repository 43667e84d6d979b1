import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import type { ApiKey } from '../../lib/api-types';
import { Confirm } from '../../ui/confirm';
import { keysQuery, revokeKey } from './api';

export function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeKey(apiKey.id),
    onSuccess: () => {
      toast.success(`${apiKey.name} is revoked.`);
      onClose();
      return queries.invalidateQueries(keysQuery);
    },
  });
  return (
    <Confirm
      title={`Revoke ${apiKey.name}?`}
      action="Revoke key"
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      What uses it is cut off at once, and stays out. This can’t be taken back.
    </Confirm>
  );
}
