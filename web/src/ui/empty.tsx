import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Nothing here, why, and what to do next. */
export function Empty({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center px-6 py-10 text-center">
      <span className="mb-3 grid size-11 place-items-center rounded-full border border-line bg-surface-2 text-text-3">
        <Icon size={20} strokeWidth={1.75} aria-hidden />
      </span>
      <p className="text-13 font-semibold text-text">{title}</p>
      {children !== undefined && (
        <div className="mt-1.5 max-w-72 text-12 leading-[1.5] text-text-2">{children}</div>
      )}
      {action !== undefined && <div className="mt-4">{action}</div>}
    </div>
  );
}
