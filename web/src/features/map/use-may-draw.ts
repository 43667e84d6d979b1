import { useQuery } from '@tanstack/react-query';
import { accountQuery, stationsQuery } from '../../lib/queries';
import { mayJudge } from './model';

/** The stations in which this user may make geofences. */
export function useDrawable(): readonly { readonly slug: string; readonly name: string }[] {
  const { data: account } = useQuery(accountQuery);
  const { data: known } = useQuery(stationsQuery);
  return (known?.items ?? []).filter(({ slug }) => mayJudge(account, slug));
}

export function useMayDraw(): boolean {
  return useDrawable().length > 0;
}
