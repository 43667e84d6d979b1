import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx';

type Tone = 'info' | 'warn' | 'crit';

const TONES: Record<Tone, { icon: LucideIcon; border: string; text: string }> = {
  info: { icon: Info, border: 'border-control', text: 'text-accent' },
  warn: { icon: TriangleAlert, border: 'border-warn', text: 'text-warn' },
  crit: { icon: CircleAlert, border: 'border-crit', text: 'text-crit' },
};

/** Something the reader has to know here; `alert` reads it aloud at once. */
export function Note({
  tone = 'info',
  alert,
  action,
  className,
  children,
}: {
  tone?: Tone;
  alert?: boolean;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const { icon: Icon, border, text } = TONES[tone];
  return (
    <div
      role={alert ? 'alert' : undefined}
      className={cx(
        'flex items-start gap-2.5 rounded-control border bg-surface-2 px-3 py-2.5 text-13 text-text',
        border,
        className,
      )}
    >
      <Icon size={16} strokeWidth={2} className={cx('mt-0.5 shrink-0', text)} aria-hidden />
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}
