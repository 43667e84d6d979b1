import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { accountQuery } from '../../lib/queries';
import { Button } from '../../ui/button';
import { Loaded } from '../../ui/loaded';
import { Page } from '../../ui/page';
import { About } from './about';
import { BaseMapSettings } from './base-map';
import { Display } from './display';
import { Profile } from './profile';

/** What one may set for oneself. `sessions` shows where one is signed in, `keys` the keys of all actions. */
export function Settings({
  sessions,
  keys,
  onChangePassword,
}: {
  sessions: ReactNode;
  keys: ReactNode;
  onChangePassword: () => void;
}) {
  const account = useQuery(accountQuery);
  return (
    <Page title="Settings">
      <Section title="Profile">
        <Loaded query={account}>{(data) => <Profile account={data} />}</Loaded>
      </Section>
      <Section title="Display" hint="Kept in this browser, for every page.">
        <Display />
      </Section>
      <Section id="keys" title="Keys" hint="Your own, kept in this browser.">
        {keys}
      </Section>
      <Section id="base-map" title="Base map" hint="What lies under the tracks, for everybody.">
        <BaseMapSettings admin={account.data?.admin === true} />
      </Section>
      <Section
        title="Password and sessions"
        hint="Where you are signed in. End what you do not know, then change the password."
      >
        <div className="flex flex-col items-start gap-4">
          <Button onClick={onChangePassword}>Change password</Button>
          <div className="w-full">{sessions}</div>
        </div>
      </Section>
      <Section title="About">
        <About />
      </Section>
    </Page>
  );
}

function Section({
  id,
  title,
  hint,
  children,
}: {
  id?: string;
  title: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <section
      id={id}
      aria-label={title}
      className="grid grid-cols-[220px_minmax(0,1fr)] gap-x-8 gap-y-3 border-t border-line pt-5 pb-3 max-tablet:grid-cols-1"
    >
      <div>
        <h2 className="text-15 font-semibold">{title}</h2>
        {hint !== undefined && <p className="mt-1 text-12 text-text-3">{hint}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
