import type { ReactNode } from 'react';

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="figures inline-block min-w-5 rounded-tag border border-control bg-surface px-1 text-center text-11 text-text-2">
      {children}
    </kbd>
  );
}
