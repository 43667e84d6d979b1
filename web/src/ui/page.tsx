import type { ReactNode } from 'react';

/** A page of text and tables: title, what it is for, what can be done, and its content. */
export function Page({
  title,
  actions,
  intro,
  children,
}: {
  title: string;
  actions?: ReactNode;
  intro?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-6xl flex-col gap-4 px-6 py-6 max-phone:px-4 max-phone:py-4">
        <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <h1 className="text-20 font-semibold">{title}</h1>
            {intro !== undefined && <p className="mt-1 max-w-prose text-13 text-text-2">{intro}</p>}
          </div>
          {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
        </header>
        {children}
      </div>
    </main>
  );
}
