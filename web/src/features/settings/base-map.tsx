import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { toast } from 'sonner';
import type { BasemapState } from '../../lib/api-types';
import { explain } from '../../lib/problem';
import { basemapQuery } from '../../lib/queries';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/confirm';
import { Loaded } from '../../ui/loaded';
import { Note } from '../../ui/note';
import { removeBasemap, uploadBasemap } from './api';

/** Which base map everybody sees; administrators import another one. */
export function BaseMapSettings({ admin }: { admin: boolean }) {
  const query = useQuery(basemapQuery);
  return (
    <div
      className="flex max-w-140 flex-col items-start gap-3 text-13"
      data-testid="base-map-settings"
    >
      <Loaded query={query}>{(state) => <p>{described(state)}</p>}</Loaded>
      {admin ? (
        <Import removable={query.data?.origin === 'upload'} />
      ) : (
        <p className="text-12 text-text-3">An administrator can import one.</p>
      )}
      <p className="text-12 text-text-3">
        A PMTiles file (version 3) of a region or the world, with tiles of the Protomaps or the
        OpenMapTiles schema, or with pictures. One way to get it, with the program{' '}
        <span className="figures">pmtiles</span>:{' '}
        <span className="figures break-words">
          pmtiles extract SOURCE.pmtiles region.pmtiles --bbox=7.5,54.4,13,58
        </span>
      </p>
    </div>
  );
}

function Import({ removable }: { removable: boolean }) {
  const queries = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController>(null);
  const [part, setPart] = useState(0);
  const [asking, setAsking] = useState(false);
  const upload = useMutation({
    mutationFn: (file: File) => {
      stop.current = new AbortController();
      setPart(0);
      return uploadBasemap(file, setPart, stop.current.signal);
    },
    onSuccess: (state) => {
      queries.setQueryData(basemapQuery.queryKey, state);
      toast.success('The base map is imported. Everybody sees it from now on.');
    },
  });
  const remove = useMutation({
    mutationFn: removeBasemap,
    onSuccess: () => {
      setAsking(false);
      toast.success('The imported base map is removed.');
      return queries.invalidateQueries(basemapQuery);
    },
  });
  const stopped = stop.current?.signal.aborted === true;
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept=".pmtiles"
        aria-label="PMTiles file"
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file) {
            upload.mutate(file);
          }
        }}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={upload.isPending} onClick={() => picker.current?.click()}>
          {removable ? 'Import another file' : 'Import a file'}
        </Button>
        {upload.isPending && <Button onClick={() => stop.current?.abort()}>Stop</Button>}
        {removable && !upload.isPending && (
          <Button look="danger" onClick={() => setAsking(true)}>
            Remove
          </Button>
        )}
      </div>
      {upload.isPending && (
        <label className="flex w-full items-center gap-3 text-12 text-text-2">
          <span className="figures w-24">
            {part < 1 ? `${Math.floor(part * 100)} % sent` : 'Checking'}
          </span>
          <progress value={part} className="h-1.5 flex-1 accent-accent" />
        </label>
      )}
      {upload.error !== null && !stopped && (
        <Note tone="crit" alert>
          {explain(upload.error)}
        </Note>
      )}
      {asking && (
        <Confirm
          title="Remove the imported base map?"
          action="Remove"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          The file is deleted from the center. Everybody sees the map that was there before.
        </Confirm>
      )}
    </>
  );
}

function described({ origin, bytes }: BasemapState): string {
  const [unit, name] = bytes < 1e6 ? [1e3, 'kB'] : bytes < 1e9 ? [1e6, 'MB'] : [1e9, 'GB'];
  const size = `${(bytes / Number(unit)).toFixed(1)} ${name}`;
  switch (origin) {
    case 'upload':
      return `An imported map of ${size}, over the built-in world map.`;
    case 'option':
      return `A map of ${size} that the center was started with (--basemap), over the built-in world map.`;
    default:
      return 'The built-in world map, good to zoom 9.';
  }
}
