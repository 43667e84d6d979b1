import {
  FileClock,
  type LucideIcon,
  Plane,
  PlayCircle,
  RadioTower,
  SendHorizontal,
  Ship,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** Where tracks can come from: what is set here, and what is set on the center's machine. */
export function FirstSource({ onChosen }: { onChosen: () => void }) {
  const form = (icon: LucideIcon, type: string, title: string, text: string) => (
    <Way icon={icon} title={title} to={`/sources?source=new&type=${type}`} onChosen={onChosen}>
      {text}
    </Way>
  );
  return (
    <>
      <p className="mb-3 text-13 text-text-2">
        The map stays empty until something reports. Choose what you have; more can be added at any
        time under Sources.
      </p>
      <ul className="grid gap-2 sm:grid-cols-2">
        {form(
          Plane,
          'adsb',
          'An ADS-B receiver',
          'dump1090, readsb or tar1090 on your network: aircraft.',
        )}
        {form(Ship, 'ais', 'An AIS receiver', 'AIS-catcher or a ship’s NMEA multiplexer: vessels.')}
        {form(
          RadioTower,
          'aprs',
          'APRS-IS',
          'Amateur radio stations and weather, with a call sign.',
        )}
        <Way
          icon={SendHorizontal}
          title="A program that posts"
          to="/keys?key=new"
          onChosen={onChosen}
        >
          Give it an API key; it posts events over HTTP.
        </Way>
      </ul>
      <ul className="mt-4 flex flex-col gap-3 border-t border-line pt-4">
        <Aside icon={FileClock} title="A recording or a log file">
          The center reads files of its own machine as{' '}
          <code className="figures">config/agents.yml</code> says, within two seconds of a change.
        </Aside>
        <Aside icon={PlayCircle} title="Just looking?">
          <code className="figures">./vtoc up --demo</code> starts a second center with recorded
          traffic and a data folder of its own. Nothing of it comes here.
        </Aside>
      </ul>
    </>
  );
}

function Way({
  icon: Icon,
  title,
  to,
  onChosen,
  children,
}: {
  icon: LucideIcon;
  title: string;
  to: string;
  onChosen: () => void;
  children: ReactNode;
}) {
  return (
    <li>
      <Link
        to={to}
        onClick={onChosen}
        className="flex h-full items-start gap-3 rounded-card border border-line bg-surface-2 px-3 py-2.5 hover:border-accent pointer-coarse:min-h-11"
      >
        <Icon size={20} strokeWidth={1.75} className="mt-0.5 shrink-0 text-accent" aria-hidden />
        <span>
          <span className="block text-13 font-semibold">{title}</span>
          <span className="block text-12 text-text-2">{children}</span>
        </span>
      </Link>
    </li>
  );
}

function Aside({
  icon: Icon,
  title,
  children,
}: {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
}) {
  return (
    <li className="flex items-start gap-3">
      <Icon size={20} strokeWidth={1.75} className="shrink-0 text-text-3" aria-hidden />
      <p className="text-12 text-text-2">
        <span className="block text-13 font-medium text-text">{title}</span>
        {children}
      </p>
    </li>
  );
}
