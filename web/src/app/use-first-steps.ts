import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sourcesQuery } from '../features/sources/api';
import { aboutQuery, accountQuery } from '../lib/queries';

const KEY = 'vtoc.first-steps';

/** Whether to guide: an administrator, at a center without sources, who has not left the guide before. */
export function useFirstSteps(): boolean {
  const [asked] = useState(() => localStorage.getItem(KEY) === null);
  const { data: account } = useQuery(accountQuery);
  const { data: about } = useQuery(aboutQuery);
  const guided = asked && account?.admin === true && about?.demo === false;
  const { data } = useQuery({ ...sourcesQuery, enabled: guided, refetchInterval: false });
  return guided && data?.sources.length === 0;
}

export function leaveFirstSteps(): void {
  localStorage.setItem(KEY, 'left');
}
