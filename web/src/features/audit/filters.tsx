import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { stationsQuery } from '../../lib/queries';
import { Select } from '../../ui/choice';
import { Field } from '../../ui/field';
import type { Filter } from './model';

/** What narrows the log; all of it is in the page's address. */
export function Filters({
  filter,
  onChange,
}: {
  filter: Filter;
  onChange: (values: Filter) => void;
}) {
  const { data } = useQuery(stationsQuery);
  const field = (name: keyof Filter) => ({
    value: filter[name] ?? '',
    onSettle: (value: string) => onChange({ [name]: value }),
  });
  return (
    <fieldset
      aria-label="Filters"
      className="grid min-w-0 grid-cols-[repeat(4,minmax(0,1fr))_150px_150px] gap-3 max-desk:grid-cols-3 max-phone:grid-cols-2"
    >
      <Settled label="Actor" placeholder="name or id" {...field('actor')} />
      <Settled label="Action" placeholder="user.created" {...field('action')} />
      <Settled label="Target" placeholder="exactly" {...field('target')} />
      <Select
        label="Station"
        value={filter.station ?? ''}
        options={[
          { value: '', text: 'All' },
          { value: 'control', text: 'None: shared' },
          ...(data?.items ?? []).map(({ slug, name }) => ({ value: slug, text: name })),
        ]}
        onChoose={(station) => onChange({ station })}
      />
      <Settled label="From day" type="date" {...field('since')} />
      <Settled label="To day" type="date" {...field('until')} />
    </fieldset>
  );
}

/** The list is asked for again when the typing pauses for so long. */
const PAUSE_MS = 400;

function Settled({
  value,
  onSettle,
  ...rest
}: {
  label: string;
  value: string;
  onSettle: (value: string) => void;
  placeholder?: string;
  type?: string;
}) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    // The address changed from elsewhere: a link, or the filters were cleared.
    setSeen(value);
    setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) {
      return;
    }
    const timer = setTimeout(() => onSettle(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSettle]);
  return <Field {...rest} value={text} onChange={(event) => setText(event.target.value)} />;
}
