import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Source } from '../../lib/api-types';
import { accountQuery, stationsQuery } from '../../lib/queries';
import { Radios, Select } from '../../ui/choice';
import { Loaded } from '../../ui/loaded';
import { createSource, sourcesQuery } from './api';
import { emptyDraft, newSource } from './draft';
import { mayWrite } from './model';
import { TYPES, typeTitle } from './schema';
import { SourceForm } from './source-form';

/** @param type the one that is chosen at first, if there is such a type */
export function NewSourceDrawer({
  type: asked,
  onClose,
  onMade,
}: {
  type: string | null;
  onClose: () => void;
  onMade: (made: Source) => void;
}) {
  const queries = useQueryClient();
  const { data: account } = useQuery(accountQuery);
  const query = useQuery(stationsQuery);
  const [draft, setDraft] = useState(() =>
    emptyDraft(TYPES.find((type) => type === asked) ?? TYPES[0] ?? '', ''),
  );
  const stations = (query.data?.items ?? []).filter(
    ({ slug }) => account !== undefined && mayWrite(account, slug),
  );
  const station = draft.station || (stations[0]?.slug ?? '');
  const create = useMutation({
    mutationFn: () => createSource(newSource({ ...draft, station })),
    onSuccess: (made) => {
      toast.success(`${made.name} is made and started.`);
      onMade(made);
      return queries.invalidateQueries(sourcesQuery);
    },
  });
  return (
    <SourceForm
      title="Add a source"
      action="Add source"
      draft={{ ...draft, station }}
      error={create.error}
      busy={create.isPending}
      onChange={setDraft}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <Radios
        label="Type"
        value={draft.type}
        options={TYPES.map((type) => ({ value: type, ...typeTitle(type) }))}
        onChoose={(type) => {
          create.reset();
          setDraft({ ...draft, type, values: {} });
        }}
      />
      <Loaded query={query}>
        {() => (
          <Select
            label="Station"
            hint="Whose tracks these are."
            value={station}
            options={stations.map(({ slug, name }) => ({ value: slug, text: name }))}
            onChoose={(slug) => setDraft({ ...draft, station: slug })}
          />
        )}
      </Loaded>
    </SourceForm>
  );
}
