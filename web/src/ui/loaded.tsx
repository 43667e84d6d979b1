import type { ReactNode } from 'react';
import { explain } from '../lib/problem';
import { Button } from './button';
import { Note } from './note';
import { Skeleton } from './skeleton';

/** What was asked for, or its place while it is on its way, or why it is not there: never two alike. */
export function Loaded<T>({
  query: { data, error, refetch },
  children,
}: {
  query: { data: T | undefined; error: Error | null; refetch: () => unknown };
  children: (data: T) => ReactNode;
}) {
  return (
    <>
      {error !== null && (
        <Note tone="crit" alert action={<Button onClick={() => void refetch()}>Try again</Button>}>
          {explain(error)}
        </Note>
      )}
      {data !== undefined ? (
        children(data)
      ) : error === null ? (
        <div aria-busy="true" className="flex flex-col gap-2">
          {[0, 1, 2].map((line) => (
            <Skeleton key={line} className="h-12 w-full rounded-card" />
          ))}
        </div>
      ) : null}
    </>
  );
}
