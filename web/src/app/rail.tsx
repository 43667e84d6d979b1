import { Ellipsis, Keyboard } from 'lucide-react';
import { Link, NavLink, useLocation, useNavigate } from 'react-router';
import { useShortcut } from '../commands/registry';
import { cx } from '../lib/cx';
import { IconButton } from '../ui/icon-button';
import { Menu, MenuItem } from '../ui/menu';
import { Tooltip } from '../ui/tooltip';
import { PhoneChatButton } from './chat-button';
import { isOf, type PageLink, usePages } from './pages';

export function Rail({ onKeys }: { onKeys: () => void }) {
  const pages = usePages();
  const shortcut = useShortcut();
  return (
    <nav
      aria-label="Pages"
      className="flex w-14 shrink-0 flex-col items-center gap-1 border-r border-line bg-surface py-2"
    >
      {pages
        .filter(({ last }) => !last)
        .map((page) => (
          <RailLink key={page.path} {...page} />
        ))}
      <span className="flex-1" />
      {pages
        .filter(({ last }) => last)
        .map((page) => (
          <RailLink key={page.path} {...page} />
        ))}
      <IconButton
        icon={Keyboard}
        label="Keys"
        shortcut={shortcut('keys')}
        side="right"
        size={40}
        onClick={onKeys}
      />
    </nav>
  );
}

function RailLink(page: PageLink) {
  const { path, name, icon: Icon, keys } = page;
  const active = isOf(page, useLocation().pathname);
  const shortcut = useShortcut();
  return (
    <Tooltip text={name} shortcut={shortcut(`go${path}`, keys)} side="right">
      <Link
        to={path}
        aria-label={name}
        aria-current={active ? 'page' : undefined}
        className={cx(
          'relative grid size-10 place-items-center rounded-control',
          active ? 'bg-surface-3 text-accent' : 'text-text-3 hover:bg-surface-2 hover:text-text',
        )}
      >
        <Icon size={20} strokeWidth={1.75} aria-hidden />
      </Link>
    </Tooltip>
  );
}

/** How many pages stand in a phone's bar beside the chat; the others are behind one more button. */
const IN_BAR = 2;

const PHONE_ITEM =
  'focus-inset flex h-13 flex-1 flex-col items-center justify-center gap-0.5 text-11';

export function PhoneNav({
  chatOpen,
  onChat,
  onPage,
}: {
  chatOpen: boolean;
  onChat: () => void;
  /** A page was asked for: it must not stay behind the chat. */
  onPage: () => void;
}) {
  const pages = usePages();
  return (
    <nav
      aria-label="Pages"
      className="flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      {pages.slice(0, IN_BAR).map(({ path, name, icon: Icon }) => (
        <NavLink
          key={path}
          to={path}
          onClick={onPage}
          className={({ isActive }) =>
            cx(PHONE_ITEM, isActive && !chatOpen ? 'font-semibold text-accent' : 'text-text-2')
          }
        >
          <Icon size={20} strokeWidth={1.75} aria-hidden />
          {name}
        </NavLink>
      ))}
      <PhoneChatButton open={chatOpen} className={PHONE_ITEM} onToggle={onChat} />
      <More pages={pages.slice(IN_BAR)} onPage={onPage} />
    </nav>
  );
}

function More({ pages, onPage }: { pages: readonly PageLink[]; onPage: () => void }) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const active = pages.some((page) => isOf(page, pathname));
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={cx(PHONE_ITEM, active ? 'font-semibold text-accent' : 'text-text-2')}
        >
          <Ellipsis size={20} strokeWidth={1.75} aria-hidden />
          More
        </button>
      }
    >
      {pages.map(({ path, name, icon }) => (
        <MenuItem
          key={path}
          icon={icon}
          onSelect={() => {
            onPage();
            void navigate(path);
          }}
        >
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}
