import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Source } from '../../lib/api-types';
import { changeSource, sourceQuery, sourcesQuery } from './api';
import { change, draftOf } from './draft';
import { SourceForm } from './source-form';

export function EditSource({ source, onDone }: { source: Source; onDone: () => void }) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(source));
  const save = useMutation({
    mutationFn: () => changeSource(source, change(draft, source)),
    onSuccess: (fresh) => {
      queries.setQueryData(sourceQuery(source).queryKey, fresh);
      toast.success(`${fresh.name} is saved and started anew.`);
      onDone();
      return queries.invalidateQueries(sourcesQuery);
    },
  });
  return (
    <SourceForm
      title={`Edit ${source.name}`}
      action="Save"
      draft={draft}
      slug={source.slug}
      error={save.error}
      busy={save.isPending}
      onChange={setDraft}
      onSubmit={() => save.mutate()}
      onClose={onDone}
    />
  );
}
