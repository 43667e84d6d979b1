import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { Link } from 'react-router';
import { LinkState } from '../features/map/link-state';
import { utcClock, utcDateTime } from '../lib/format';
import { aboutQuery } from '../lib/queries';
import { PHONE, useMedia } from '../lib/use-media';
import { useNow } from '../lib/use-now';
import { DemoBadge } from '../ui/demo-badge';
import { IconButton } from '../ui/icon-button';
import { Kbd } from '../ui/kbd';
import { Mark } from '../ui/mark';
import { ChatButton } from './chat-button';
import type { Overlay } from './shell';
import { StationSwitch } from './station-switch';
import { ThemeSwitch } from './theme-switch';
import { UserMenu } from './user-menu';

export function TopBar({
  onOverlay,
  chatOpen,
  onChat,
}: {
  onOverlay: (overlay: Overlay) => void;
  chatOpen: boolean;
  onChat: () => void;
}) {
  const phone = useMedia(PHONE);
  const { data: about } = useQuery(aboutQuery);
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line bg-surface pl-3 pr-2 pointer-coarse:h-12 max-phone:gap-1 max-phone:px-1">
      <Link
        to="/ops"
        aria-label="vTOC, operations"
        className="flex h-8 items-center gap-2 rounded-control pr-1 pointer-coarse:h-11 pointer-coarse:min-w-11 pointer-coarse:justify-center"
      >
        <Mark size={22} />
        {!phone && <span className="text-15 font-semibold tracking-tight">vTOC</span>}
      </Link>
      {about?.demo && <DemoBadge />}
      <StationSwitch short={phone} />
      <div className="flex min-w-0 flex-1 justify-center">
        {!phone && <SearchButton onClick={() => onOverlay('search')} />}
      </div>
      {phone && <IconButton icon={Search} label="Search" onClick={() => onOverlay('search')} />}
      <LinkState short={phone} />
      {!phone && (
        <>
          <Clock />
          <ThemeSwitch />
          <ChatButton open={chatOpen} onToggle={onChat} />
        </>
      )}
      <UserMenu onOverlay={onOverlay} phone={phone} />
    </header>
  );
}

function SearchButton({ onClick }: { onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex h-7 w-full max-w-90 items-center gap-2 rounded-control border border-line bg-bg px-2.5 text-12 text-text-3 hover:border-control hover:text-text-2"
    >
      <Search size={14} strokeWidth={1.75} aria-hidden />
      <span className="min-w-0 flex-1 truncate text-left">Search tracks, places, actions</span>
      <Kbd>Ctrl K</Kbd>
    </button>
  );
}

function Clock() {
  const at = useNow();
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={`${utcDateTime(at)} UTC, ${new Date(at).toLocaleString()} here`}
      className="figures px-1 text-12 text-text"
    >
      {utcClock(at)}
    </time>
  );
}
