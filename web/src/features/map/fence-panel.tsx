import { useQuery } from '@tanstack/react-query';
import { Crosshair, Plus, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { accountQuery, stationsQuery } from '../../lib/queries';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { Segments } from '../../ui/segments';
import { bodyOf, boundsOfFence, type Draft, lacking, NEW_DRAFT, readCorners } from './fences';
import { mayJudge } from './model';
import { usePicture } from './picture-context';
import type { Fences } from './use-fences';

const FORMS = [
  { value: 'polygon', text: 'Polygon' },
  { value: 'circle', text: 'Circle' },
] as const;
const INPUT =
  'w-full rounded-control border border-control bg-bg px-2 text-13 placeholder:text-text-3 pointer-coarse:min-h-11';

/** The list of geofences, and the one that is being drawn or typed. */
export function FencePanel({ state }: { state: Fences }) {
  const picture = usePicture();
  const { fences, draft, setDraft, setOpen, remove } = state;
  const { data: account } = useQuery(accountQuery);
  return (
    <section
      aria-label="Geofences"
      data-testid="fences"
      className="absolute left-3 top-3 z-10 flex max-h-[70%] w-72 flex-col rounded-card border border-line bg-surface shadow-float max-phone:left-2 max-phone:top-2"
    >
      <div className="flex items-center gap-1 py-1 pl-3 pr-1">
        <h2 className="flex-1 text-15 font-semibold">Geofences</h2>
        <IconButton
          {...{ icon: Plus, label: 'Draw a geofence', shortcut: 'b' }}
          onClick={() => setDraft(NEW_DRAFT)}
        />
        <IconButton
          {...{ icon: X, label: 'Close', shortcut: 'Esc' }}
          onClick={() => {
            setDraft(null);
            setOpen(false);
          }}
        />
      </div>
      <div className="min-h-0 overflow-y-auto px-3 pb-3">
        {draft !== null && <DraftForm draft={draft} state={state} />}
        {fences.length === 0 && draft === null && (
          <p className="text-12 text-text-2">
            None yet. Draw one to hear of tracks that enter or leave it.
          </p>
        )}
        <ul aria-label="Geofences">
          {fences.map((fence) => (
            <li key={fence.id} className="flex items-center gap-1 border-t border-line py-1">
              <span className="min-w-0 flex-1 truncate text-13">{fence.name}</span>
              <span className="figures text-12 text-text-3">{fence.inside} inside</span>
              <IconButton
                icon={Crosshair}
                label={`Show ${fence.name}`}
                onClick={() => picture.fit(boundsOfFence(fence))}
              />
              {mayJudge(account, fence.station) && (
                <IconButton
                  icon={Trash2}
                  label={`Delete ${fence.name}`}
                  onClick={() => remove.mutate(fence)}
                />
              )}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function DraftForm({ draft, state }: { draft: Draft; state: Fences }) {
  const { setDraft, save } = state;
  const [name, setName] = useState('');
  const [typed, setTyped] = useState('');
  const { data: account } = useQuery(accountQuery);
  const { data: known } = useQuery(stationsQuery);
  const stations = (known?.items ?? []).filter(({ slug }) => mayJudge(account, slug));
  const [chosen, setStation] = useState('');
  const station = chosen || (stations[0]?.slug ?? '');
  const { wrong } = readCorners(typed);
  const missing =
    (wrong !== null && `“${wrong}” is no position.`) ||
    lacking(draft) ||
    (name.trim() === '' ? 'It needs a name.' : '');
  return (
    <form
      className="flex flex-col gap-2 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        const fence = { ...bodyOf(draft, name.trim()), station };
        save.mutate(fence, { onSuccess: () => setDraft(null) });
      }}
    >
      <Segments
        label="Form"
        value={draft.form}
        choices={FORMS}
        onChoose={(form) => setDraft({ ...NEW_DRAFT, form })}
      />
      <input
        aria-label="Name of the geofence"
        placeholder="Name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        className={`${INPUT} h-8`}
      />
      <textarea
        aria-label="Positions, one on each line"
        placeholder="Click on the map, or type a position on each line"
        rows={3}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setDraft({ ...draft, points: readCorners(event.target.value).points });
        }}
        className={`${INPUT} figures py-1`}
      />
      {draft.form === 'circle' && (
        <label className="flex items-center gap-2 text-12 text-text-2">
          Radius in metres
          <input
            type="number"
            min={1}
            value={draft.radius}
            onChange={(event) => setDraft({ ...draft, radius: Number(event.target.value) })}
            className={`${INPUT} figures h-8 flex-1`}
          />
        </label>
      )}
      {stations.length > 1 && (
        <label className="flex items-center gap-2 text-12 text-text-2">
          Station
          <select
            value={station}
            onChange={(event) => setStation(event.target.value)}
            className={`${INPUT} h-8 flex-1`}
          >
            {stations.map(({ slug, name: title }) => (
              <option key={slug} value={slug}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      <p role="status" className="min-h-4 text-11 text-text-2">
        {missing}
      </p>
      <div className="flex gap-2">
        <Button type="submit" disabled={missing !== '' || save.isPending}>
          Save
        </Button>
        <Button onClick={() => setDraft(null)}>Cancel</Button>
      </div>
    </form>
  );
}
