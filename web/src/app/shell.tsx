import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { action } from '../commands/actions';
import type { Command } from '../commands/command';
import { useCommands } from '../commands/registry';
import { CrossingNews } from '../features/map/crossing-news';
import { LostBanner } from '../features/map/lost-banner';
import { aboutQuery, accountQuery } from '../lib/queries';
import { signOut } from '../lib/session';
import { applyTheme, THEMES, theme } from '../lib/theme';
import { useKiosk } from '../lib/use-kiosk';
import { PHONE, useMedia } from '../lib/use-media';
import { isOf, PAGES, usePages } from './pages';
import { PhoneNav, Rail } from './rail';
import { SidePanel, SideProvider, useSide } from './side';
import { TopBar } from './top-bar';
import { useFirstSteps } from './use-first-steps';

const loadPalette = async () => ({ default: (await import('./palette')).Palette });
const Palette = lazy(loadPalette);
const KeyHelp = lazy(async () => ({ default: (await import('./key-help')).KeyHelp }));
const FirstSteps = lazy(async () => ({
  default: (await import('./first-steps')).FirstSteps,
}));
const ChangePassword = lazy(async () => ({
  default: (await import('../features/auth/change-password')).ChangePassword,
}));

export type Overlay = 'search' | 'keys' | 'password' | 'first-steps' | null;

/** The frame round every page: top bar, rail, and what opens over them. */
export function Shell() {
  const [overlay, setOverlay] = useState<Overlay>(null);
  const side = useSide();
  const navigate = useNavigate();
  const pages = usePages();
  const phone = useMedia(PHONE);
  const kiosk = useKiosk();
  const { pathname } = useLocation();
  const { data: about } = useQuery(aboutQuery);
  const { data: account } = useQuery(accountQuery);
  const page = PAGES.find((each) => isOf(each, pathname))?.name;
  useEffect(() => {
    document.title = [about?.demo && 'DEMO', page, 'vTOC'].filter(Boolean).join(' – ');
  }, [about?.demo, page]);

  const guide = useFirstSteps();
  useEffect(() => {
    if (guide && !kiosk) {
      setOverlay('first-steps');
    }
  }, [guide, kiosk]);

  // What is typed right after the key must not go to the page.
  useEffect(() => void loadPalette(), []);
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOverlay((shown) => (shown === 'search' ? null : 'search'));
      }
    };
    window.addEventListener('keydown', open);
    return () => window.removeEventListener('keydown', open);
  }, []);

  const commands = useMemo<readonly Command[]>(
    () => [
      ...pages.map(
        ({ path, name, keys }): Command => ({
          id: `go${path}`,
          title: name,
          group: 'Go to',
          keys: [keys],
          run: () => void navigate(path),
        }),
      ),
      action('search', () => setOverlay('search')),
      action('theme', () =>
        applyTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length] ?? 'dark'),
      ),
      action('keys', () => setOverlay('keys')),
      {
        id: 'password',
        title: 'Change password',
        group: 'Account',
        run: () => setOverlay('password'),
      },
      ...(account?.admin
        ? [
            {
              id: 'first-steps',
              title: 'First steps of a new center',
              group: 'Account' as const,
              run: () => setOverlay('first-steps'),
            },
          ]
        : []),
      { id: 'sign-out', title: 'Sign out', group: 'Account', run: () => void signOut() },
    ],
    [navigate, pages, account?.admin],
  );
  useCommands(commands);

  const close = () => setOverlay(null);
  return (
    <div className="flex h-full flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:left-2 focus:top-2 focus:z-50 focus:rounded-control focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent"
      >
        Skip to the content
      </a>
      {!kiosk && (
        <TopBar
          onOverlay={setOverlay}
          chatOpen={side.open}
          onChat={() => side.setOpen(!side.open)}
        />
      )}
      <LostBanner />
      <CrossingNews />
      <div className="relative flex min-h-0 flex-1">
        {!phone && !kiosk && <Rail onKeys={() => setOverlay('keys')} />}
        <div
          id="content"
          tabIndex={-1}
          className="relative flex min-h-0 min-w-0 flex-1 flex-col overflow-clip"
        >
          <SideProvider side={side}>
            <Outlet />
          </SideProvider>
          {phone && !kiosk && <SidePanel side={side} />}
        </div>
        {!phone && !kiosk && <SidePanel side={side} />}
      </div>
      {phone && !kiosk && (
        <PhoneNav
          chatOpen={side.open}
          onChat={() => side.setOpen(!side.open)}
          onPage={() => side.setOpen(false)}
        />
      )}
      <Suspense>
        {overlay === 'search' && <Palette onClose={close} />}
        {overlay === 'keys' && <KeyHelp onClose={close} />}
        {overlay === 'first-steps' && <FirstSteps onClose={close} />}
        {overlay === 'password' && <ChangePassword onClose={close} />}
      </Suspense>
    </div>
  );
}
