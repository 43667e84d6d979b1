import { createContext, useContext } from 'react';

export type SideTab = 'chat' | 'track';

/** The console at the right of every page, which a page may put its own panel into. */
export interface SideConsole {
  readonly open: boolean;
  /** Where a page's own panel goes; null while the console is closed. */
  readonly slot: HTMLElement | null;
  /** Says whether the page has a panel to show. */
  readonly offer: (panel: boolean) => void;
}

export const SideConsoleContext = createContext<SideConsole>({
  open: false,
  slot: null,
  offer: () => undefined,
});

export function useSideConsole(): SideConsole {
  return useContext(SideConsoleContext);
}
