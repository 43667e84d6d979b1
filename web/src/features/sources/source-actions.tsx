import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Source } from '../../lib/api-types';
import { explain } from '../../lib/problem';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/confirm';
import { changeSource, deleteSource, runSource, sourceQuery, sourcesQuery } from './api';
import { runs } from './model';

/** What can be done with a source; `own` ones can be changed here. */
export function SourceActions({
  source,
  own,
  onEdit,
  onDeleted,
}: {
  source: Source;
  own: boolean;
  onEdit: () => void;
  onDeleted: () => void;
}) {
  const queries = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const renew = (fresh: Source) => {
    queries.setQueryData(sourceQuery(source).queryKey, fresh);
    return queries.invalidateQueries(sourcesQuery);
  };
  const onError = (error: unknown) => toast.error(explain(error));
  const turn = useMutation({
    mutationFn: () => changeSource(source, { enabled: !source.enabled }),
    onSuccess: (fresh) => {
      toast.success(fresh.enabled ? `${fresh.name} is started.` : `${fresh.name} is stopped.`);
      return renew(fresh);
    },
    onError,
  });
  const run = useMutation({
    mutationFn: () => runSource(source),
    onSuccess: (fresh) => {
      toast.success(`${fresh.name} is being read.`);
      return renew(fresh);
    },
    onError,
  });
  return (
    <>
      {own && (
        <>
          <Button look="danger" onClick={() => setDeleting(true)}>
            Delete
          </Button>
          <Button disabled={turn.isPending} onClick={() => turn.mutate()}>
            {source.enabled ? 'Disable' : 'Enable'}
          </Button>
        </>
      )}
      <span className="flex-1" />
      {runs(source) && (
        <Button disabled={run.isPending} onClick={() => run.mutate()}>
          Run now
        </Button>
      )}
      {own && (
        <Button look="primary" onClick={onEdit}>
          Edit
        </Button>
      )}
      {deleting && <Delete source={source} onClose={() => setDeleting(false)} onDone={onDeleted} />}
    </>
  );
}

function Delete({
  source,
  onClose,
  onDone,
}: {
  source: Source;
  onClose: () => void;
  onDone: () => void;
}) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteSource(source),
    onSuccess: () => {
      toast.success(`${source.name} is deleted.`);
      onDone();
      return queries.invalidateQueries(sourcesQuery);
    },
  });
  return (
    <Confirm
      title={`Delete ${source.name}?`}
      action="Delete source"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      It stops at once, and its settings are gone. The events that it brought stay.
    </Confirm>
  );
}
