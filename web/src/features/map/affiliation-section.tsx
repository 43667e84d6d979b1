import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { explain } from '../../lib/problem';
import { accountQuery } from '../../lib/queries';
import { AFFILIATIONS, type Affiliation, type TrackRow } from '../../mapcore/picture';
import { Segments } from '../../ui/segments';
import { affiliationChange, trackQuery } from './api';
import { KindSymbol } from './kind-symbol';
import { AFFILIATION_NAMES, mayJudge } from './model';
import { Section } from './section';

const CHOICES = AFFILIATIONS.map((value) => ({ value, text: AFFILIATION_NAMES[value] }));

/** Whose side the track is on; what an operator says wins over the sources. */
export function AffiliationSection({ track, assigned }: { track: TrackRow; assigned: boolean }) {
  const queries = useQueryClient();
  const { data: account } = useQuery(accountQuery);
  const change = useMutation({
    ...affiliationChange(track.key),
    onError: (error) => toast.error(explain(error)),
    onSuccess: () => queries.invalidateQueries(trackQuery(track.key)),
  });
  // Until the change comes back over the wire, what was chosen is shown.
  const shown = (change.isPending && change.variables) || track.affiliation;
  return (
    <Section
      title="Affiliation"
      action={
        assigned &&
        mayJudge(account, track.station) && (
          <button
            type="button"
            onClick={() => change.mutate(null)}
            className="rounded-tag px-1 text-12 text-accent hover:underline pointer-coarse:min-h-11"
          >
            As reported
          </button>
        )
      }
    >
      {mayJudge(account, track.station) ? (
        <Segments<Affiliation>
          label="Affiliation"
          value={shown}
          choices={CHOICES}
          onChoose={(affiliation) => change.mutate(affiliation)}
        />
      ) : (
        <p className="flex items-center gap-2 text-13" data-testid="affiliation">
          <KindSymbol track={track} size={18} /> {AFFILIATION_NAMES[track.affiliation]}
        </p>
      )}
      <p className="mt-1.5 text-11 text-text-3">
        {assigned ? 'Set by an operator.' : 'As the sources report it.'}
      </p>
    </Section>
  );
}
