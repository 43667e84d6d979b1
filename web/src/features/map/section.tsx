import type { ReactNode } from 'react';

export function Section({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="border-t border-line px-4 py-3.5">
      <div className="mb-2.5 flex min-h-5 items-center justify-between gap-2">
        <h3 className="text-12 font-semibold text-text-2">{title}</h3>
        {action}
      </div>
      {children}
    </section>
  );
}
