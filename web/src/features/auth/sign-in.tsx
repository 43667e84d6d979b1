import { useQuery } from '@tanstack/react-query';
import { aboutQuery } from '../../lib/queries';
import { DemoBadge } from '../../ui/demo-badge';
import { Mark } from '../../ui/mark';
import { SignInForm } from './sign-in-form';

/** The front page for whoever is not signed in. */
export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const { data: about } = useQuery(aboutQuery);
  return (
    <div className="relative grid h-full grid-rows-[1fr_auto] overflow-y-auto bg-bg">
      <Chart />
      <main className="relative z-10 grid place-items-center px-4 py-8">
        <div className="w-full max-w-90">
          <header className="mb-6 flex items-center gap-3">
            <Mark size={36} />
            <div className="min-w-0 flex-1">
              <h1 className="text-20 font-semibold leading-tight">vTOC</h1>
              <p className="text-13 text-text-2">Virtual operations center</p>
            </div>
            {about?.demo && <DemoBadge />}
          </header>
          <section
            aria-label="Sign in"
            className="rounded-card border border-line bg-surface p-5 shadow-float"
          >
            <SignInForm onSignedIn={onSignedIn} />
          </section>
          <section className="mt-5 flex flex-col gap-2 px-1 text-12 leading-[1.55] text-text-2">
            <p>
              <strong className="font-semibold text-text">First time here?</strong> The
              administrator’s name and password were printed once, in the terminal where the center
              was started.
            </p>
            <p>
              Lost it? On the center’s machine, run{' '}
              <code className="figures whitespace-nowrap rounded-tag border border-line bg-surface px-1 py-0.5 text-text">
                ./vtoc reset-password admin
              </code>
            </p>
          </section>
        </div>
      </main>
      <footer className="relative z-10 px-4 pb-4 text-center text-11 text-text-3">
        {about === undefined ? 'vTOC' : `${about.name} ${about.version}`}
      </footer>
    </div>
  );
}

/** A quiet plotting sheet behind the form: range rings and bearings. */
function Chart() {
  return (
    <svg
      aria-hidden="true"
      className="pointer-events-none fixed inset-0 size-full text-line"
      viewBox="-720 -450 1440 900"
      preserveAspectRatio="xMidYMid slice"
      fill="none"
      stroke="currentColor"
    >
      {[180, 300, 420, 540, 660, 780].map((radius) => (
        <circle
          key={radius}
          r={radius}
          strokeDasharray={radius % 240 === 60 ? undefined : '2 7'}
          opacity={0.75}
        />
      ))}
      {Array.from({ length: 12 }, (_, index) => index * 30).map((angle) => (
        <line
          key={angle}
          x1="0"
          y1="-300"
          x2="0"
          y2="-860"
          transform={`rotate(${angle})`}
          opacity={0.45}
        />
      ))}
    </svg>
  );
}
