import { useQuery } from '@tanstack/react-query';
import {
  KeyRound,
  ListChecks,
  type LucideIcon,
  Map as MapIcon,
  RadioTower,
  ScrollText,
  Settings,
  Users,
  Workflow,
} from 'lucide-react';
import { accountQuery } from '../lib/queries';

export interface PageLink {
  readonly path: string;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly keys: string;
  readonly admin?: boolean;
  /** Apart from the others, at the rail's end. */
  readonly last?: boolean;
}

export const PAGES: readonly PageLink[] = [
  { path: '/ops', name: 'Operations', icon: MapIcon, keys: 'g o' },
  { path: '/sources', name: 'Sources', icon: RadioTower, keys: 'g s' },
  { path: '/playbooks', name: 'Playbooks & runs', icon: Workflow, keys: 'g p' },
  { path: '/users', name: 'Users', icon: Users, keys: 'g r', admin: true },
  { path: '/keys', name: 'API keys', icon: KeyRound, keys: 'g k', admin: true },
  { path: '/audit', name: 'Audit', icon: ScrollText, keys: 'g u', admin: true },
  { path: '/queue', name: 'Queue', icon: ListChecks, keys: 'g q', admin: true },
  { path: '/settings', name: 'Settings', icon: Settings, keys: 'g ,', last: true },
];

/** Whether an address is the page's own, or of something that the page leads to. */
export function isOf({ path }: PageLink, address: string): boolean {
  return address === path || address.startsWith(`${path}/`);
}

/** The pages that the signed-in user may open. */
export function usePages(): readonly PageLink[] {
  const { data: account } = useQuery(accountQuery);
  return account?.admin ? PAGES : COMMON;
}

const COMMON = PAGES.filter(({ admin }) => !admin);
