import { useQuery } from '@tanstack/react-query';
import { Keyboard, KeyRound, LogOut } from 'lucide-react';
import { aboutQuery, accountQuery } from '../lib/queries';
import { signOut } from '../lib/session';
import { applyTheme, useTheme } from '../lib/theme';
import { Menu, MenuChoice, MenuItem, MenuLine, MenuNote } from '../ui/menu';
import type { Overlay } from './shell';
import { THEME_CHOICES } from './theme-switch';

export function UserMenu({
  onOverlay,
  phone,
}: {
  onOverlay: (overlay: Overlay) => void;
  phone: boolean;
}) {
  const { data: account } = useQuery(accountQuery);
  const { data: about } = useQuery(aboutQuery);
  const current = useTheme();
  const name = account?.username ?? '';
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={name === '' ? 'Account' : `Account of ${name}`}
          className="group grid shrink-0 place-items-center rounded-full pointer-coarse:size-11"
        >
          <span className="grid size-7 place-items-center rounded-full border border-control bg-surface-3 text-12 font-semibold text-text group-hover:border-accent">
            {name.slice(0, 1).toUpperCase() || '·'}
          </span>
        </button>
      }
    >
      <MenuNote>
        <span className="block text-13 font-semibold text-text">{name}</span>
        <span className="block text-12 text-text-3">
          {account?.admin
            ? 'Administrator'
            : Object.entries(account?.stations ?? {})
                .map(([station, role]) => `${station}: ${role}`)
                .join(', ')}
        </span>
      </MenuNote>
      <MenuLine />
      {phone && (
        <>
          <MenuChoice label="Theme" value={current} choices={THEME_CHOICES} onChoose={applyTheme} />
          <MenuLine />
        </>
      )}
      {!phone && (
        <MenuItem icon={Keyboard} onSelect={() => onOverlay('keys')}>
          Keys
        </MenuItem>
      )}
      <MenuItem icon={KeyRound} onSelect={() => onOverlay('password')}>
        Change password
      </MenuItem>
      <MenuItem icon={LogOut} onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
      <MenuLine />
      <MenuNote>
        <span className="figures text-11 text-text-3">
          {about === undefined ? 'vTOC' : `${about.name} ${about.version}`}
        </span>
      </MenuNote>
    </Menu>
  );
}
