import { Keyboard, Map as MapIcon, RadioTower } from 'lucide-react';
import { Link, NavLink, useMatch } from 'react-router';
import { keyText } from '../commands/command';
import { cx } from '../lib/cx';
import { IconButton } from '../ui/icon-button';
import { Tooltip } from '../ui/tooltip';

export const PAGES = [
  { path: '/ops', name: 'Operations', icon: MapIcon, keys: 'g o' },
  { path: '/sources', name: 'Sources', icon: RadioTower, keys: 'g s' },
] as const;

export function Rail({ onKeys }: { onKeys: () => void }) {
  return (
    <nav
      aria-label="Pages"
      className="flex w-14 shrink-0 flex-col items-center gap-1 border-r border-line bg-surface py-2"
    >
      {PAGES.map((page) => (
        <RailLink key={page.path} {...page} />
      ))}
      <span className="flex-1" />
      <IconButton
        icon={Keyboard}
        label="Keys"
        shortcut="?"
        side="right"
        size={40}
        onClick={onKeys}
      />
    </nav>
  );
}

function RailLink({ path, name, icon: Icon, keys }: (typeof PAGES)[number]) {
  const active = useMatch(path) !== null;
  return (
    <Tooltip text={name} shortcut={keyText(keys)} side="right">
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

export function PhoneNav() {
  return (
    <nav
      aria-label="Pages"
      className="flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      {PAGES.map(({ path, name, icon: Icon }) => (
        <NavLink
          key={path}
          to={path}
          className={({ isActive }) =>
            cx(
              'focus-inset flex h-13 flex-1 flex-col items-center justify-center gap-0.5 text-11',
              isActive ? 'font-semibold text-accent' : 'text-text-2',
            )
          }
        >
          <Icon size={20} strokeWidth={1.75} aria-hidden />
          {name}
        </NavLink>
      ))}
    </nav>
  );
}
