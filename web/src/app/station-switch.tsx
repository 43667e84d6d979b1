import { useQuery } from '@tanstack/react-query';
import { Building2, ChevronDown } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { stationsQuery } from '../lib/queries';
import { Menu, MenuChoice } from '../ui/menu';

/** Whose tracks are shown: one station's, or those of all that the user may read. */
export function StationSwitch({ short }: { short: boolean }) {
  const { data } = useQuery(stationsQuery);
  const [parameters, setParameters] = useSearchParams();
  const stations = data?.items ?? [];
  const slug = parameters.get('station') ?? '';
  const current = stations.find((station) => station.slug === slug);
  if (stations.length === 0) {
    return null;
  }
  const only = stations.length === 1 ? stations[0] : undefined;
  const shown = current ?? only;
  const name = shown === undefined ? 'All stations' : shown.name;
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`Station: ${name}`}
          className="group flex min-w-11 items-center justify-center rounded-control pointer-coarse:h-11"
        >
          <span className="flex h-7 min-w-0 items-center gap-1.5 rounded-control border border-line bg-surface-2 px-2 text-12 text-text group-hover:border-control">
            <Building2 size={14} strokeWidth={1.75} className="shrink-0 text-text-3" aria-hidden />
            <span className="max-w-36 truncate">
              {short ? (shown?.callsign ?? shown?.slug ?? 'All') : name}
            </span>
            <ChevronDown size={14} className="shrink-0 text-text-3" aria-hidden />
          </span>
        </button>
      }
    >
      <MenuChoice
        label="Station"
        value={slug}
        choices={[
          { value: '', text: 'All stations' },
          ...stations.map((station) => ({
            value: station.slug,
            text: (
              <span className="flex flex-1 items-baseline justify-between gap-6">
                {station.name}
                <span className="text-11 text-text-3">{station.role ?? ''}</span>
              </span>
            ),
          })),
        ]}
        onChoose={(next) =>
          setParameters(
            (before) => {
              const after = new URLSearchParams(before);
              after.delete('station');
              if (next !== '') {
                after.set('station', next);
              }
              return after;
            },
            { replace: true },
          )
        }
      />
    </Menu>
  );
}
