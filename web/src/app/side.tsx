import { X } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { action } from '../commands/actions';
import type { Command } from '../commands/command';
import { useCommands } from '../commands/registry';
import { cx } from '../lib/cx';
import { DESK, PHONE, useMedia } from '../lib/use-media';
import { IconButton } from '../ui/icon-button';
import { type SideConsole, SideConsoleContext, type SideTab } from '../ui/side-console';

const ChatSide = lazy(async () => ({ default: (await import('./chat-side')).ChatSide }));

const OPEN = 'vtoc.console';
const COMPOSER = 'chat-composer';

/** Whether the console is open, which tab it shows, and whether the page has one of its own. */
export function useSide() {
  const phone = useMedia(PHONE);
  const desk = useMedia(DESK);
  const [open, setOpenState] = useState(() => desk && localStorage.getItem(OPEN) === 'open');
  const [tab, setTab] = useState<SideTab>('chat');
  const [offered, setOffered] = useState(false);
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const setOpen = useCallback((next: boolean) => {
    localStorage.setItem(OPEN, next ? 'open' : 'closed');
    setOpenState(next);
  }, []);
  const compose = useCallback(() => {
    setOpen(true);
    setTab('chat');
    focusSoon(COMPOSER);
  }, [setOpen]);
  useCommands(
    useMemo<readonly Command[]>(
      () => [action('console', () => setOpen(!open)), action('compose', compose)],
      [open, setOpen, compose],
    ),
  );
  const offer = useCallback((panel: boolean) => {
    setOffered(panel);
    setTab(panel ? 'track' : 'chat');
  }, []);
  const side = useMemo<SideConsole>(
    () => ({ open: open && !phone, slot, offer }),
    [open, phone, slot, offer],
  );
  return {
    side,
    open,
    setOpen,
    phone,
    desk,
    offered: offered && !phone,
    tab: offered && !phone ? tab : 'chat',
    setTab,
    setSlot,
  };
}

/** The composer is there as soon as its code and its channel are. */
function focusSoon(id: string): void {
  let tries = 40;
  const timer = setInterval(() => {
    const field = document.getElementById(id);
    if (field !== null || --tries === 0) {
      field?.focus();
      clearInterval(timer);
    }
  }, 50);
}

export type Side = ReturnType<typeof useSide>;

/** Around the page: what it puts into the console appears there. */
export function SideProvider({ side, children }: { side: Side; children: ReactNode }) {
  return <SideConsoleContext value={side.side}>{children}</SideConsoleContext>;
}

/** The console at the right of every page: chat, and the page's own panel as a second tab. */
export function SidePanel({ side }: { side: Side }) {
  const { open, setOpen, phone, desk, offered, tab, setTab, setSlot } = side;
  if (!open) {
    return null;
  }
  return (
    <aside
      aria-label="Console"
      className={cx(
        'flex flex-col bg-surface',
        phone
          ? 'absolute inset-0 z-30'
          : desk
            ? 'w-88 shrink-0 border-l border-line'
            : 'absolute bottom-0 right-0 top-0 z-30 w-88 max-w-full animate-slide border-l border-line shadow-float',
      )}
    >
      {!phone && (
        <div className="flex h-10 shrink-0 items-center border-b border-line pl-2 pr-1">
          <div role="tablist" aria-label="Console" className="flex h-full flex-1 gap-1">
            <Tab name="Chat" on={tab === 'chat'} onChoose={() => setTab('chat')} />
            {offered && <Tab name="Track" on={tab === 'track'} onChoose={() => setTab('track')} />}
          </div>
          <IconButton
            icon={X}
            label="Close the console"
            shortcut="Ctrl ."
            onClick={() => setOpen(false)}
          />
        </div>
      )}
      <div
        role="tabpanel"
        aria-label="Chat"
        hidden={tab !== 'chat'}
        className="flex min-h-0 flex-1 flex-col [[hidden]]:hidden"
      >
        <Suspense>
          <ChatSide shown={tab === 'chat'} />
        </Suspense>
      </div>
      <div
        ref={setSlot}
        role="tabpanel"
        aria-label="Track"
        hidden={tab !== 'track'}
        className="flex min-h-0 flex-1 flex-col [[hidden]]:hidden"
      />
    </aside>
  );
}

function Tab({ name, on, onChoose }: { name: string; on: boolean; onChoose: () => void }) {
  return (
    <button
      type="button"
      role="tab"
      aria-selected={on}
      onClick={onChoose}
      className={cx(
        'focus-inset h-full border-b-2 px-2 text-13',
        on
          ? 'border-accent font-semibold text-text'
          : 'border-transparent text-text-2 hover:text-text',
      )}
    >
      {name}
    </button>
  );
}
