import { useQuery } from '@tanstack/react-query';
import { type BaseMap, setPreferences, usePreferences } from '../../lib/preferences';
import { explain } from '../../lib/problem';
import { accountQuery, basemapQuery } from '../../lib/queries';
import type { ImportedState } from '../../mapcore/picture';
import { Segments } from '../../ui/segments';
import { useImported } from './picture-context';

const CHOICES = [
  { value: 'built-in', text: 'Built-in' },
  { value: 'imported', text: 'Imported' },
] as const;

/** The map that comes with the console, or the one that an administrator has imported. */
export function BaseMapChoice() {
  const { baseMap } = usePreferences();
  const { data, error } = useQuery(basemapQuery);
  const { data: account } = useQuery(accountQuery);
  const imported = useImported();
  if (error !== null) {
    return <p className="text-12 text-text-3">{explain(error)}</p>;
  }
  if (data === undefined || data.origin === 'none') {
    return (
      <p className="text-12 text-text-3" data-testid="base-map">
        The world map that comes with the console, good to zoom 9. For streets,{' '}
        {account?.admin ? (
          <>
            import a PMTiles file under{' '}
            <a href="/settings#base-map" className="text-accent underline">
              Settings
            </a>
            .
          </>
        ) : (
          'an administrator can import a PMTiles file.'
        )}
      </p>
    );
  }
  const faults = baseMap === 'imported' ? words(imported) : '';
  return (
    <>
      <Segments<BaseMap>
        label="Map"
        value={baseMap}
        choices={CHOICES}
        onChoose={(choice) => setPreferences({ baseMap: choice })}
      />
      <p
        role="status"
        data-testid="base-map"
        data-state={imported.state}
        className={imported.state === 'failed' ? 'text-12 text-warn' : 'text-12 text-text-3'}
      >
        {faults}
      </p>
    </>
  );
}

function words(imported: ImportedState): string {
  switch (imported.state) {
    case 'none':
      return '';
    case 'loading':
      return 'Opening the imported map';
    case 'shown':
      return 'Drawn over the built-in map where it has something.';
    case 'failed':
      return `The imported map can’t be shown: ${imported.reason}. The built-in one is shown.`;
  }
}
