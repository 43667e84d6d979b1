import { useQuery } from '@tanstack/react-query';
import { aboutQuery } from '../../lib/queries';
import { Loaded } from '../../ui/loaded';
import { LICENCES } from './licences';

/** What runs here, and whose work it stands on. */
export function About() {
  const query = useQuery(aboutQuery);
  return (
    <div className="flex flex-col gap-4 text-13">
      <Loaded query={query}>
        {({ name, version, demo }) => (
          <p>
            {name} <span className="figures text-12">{version}</span>
            {demo && ', a demo with recorded traffic'}. Licensed under the Apache License 2.0.
          </p>
        )}
      </Loaded>
      <p className="text-text-2">
        The API for programs:{' '}
        <a href="/api/docs" className="text-accent underline">
          every route
        </a>{' '}
        and its{' '}
        <a href="/api/openapi" className="text-accent underline">
          OpenAPI document
        </a>
        .
      </p>
      <details className="rounded-card border border-line">
        <summary className="cursor-pointer px-4 py-2.5 pointer-coarse:min-h-11">
          Licences of what the console is made of
        </summary>
        <ul className="divide-y divide-line border-t border-line">
          {LICENCES.map(({ name, licence, holder }) => (
            <li key={name} className="flex flex-wrap justify-between gap-x-4 px-4 py-1.5 text-12">
              <span>{name}</span>
              <span className="text-text-3">
                {licence}, {holder}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
