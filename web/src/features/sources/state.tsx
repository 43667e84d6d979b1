import type { Source } from '../../lib/api-types';
import { cx } from '../../lib/cx';
import { health, type Tone } from './model';

const DOTS: Record<Tone, string> = {
  ok: 'rounded-full bg-ok',
  warn: 'rotate-45 bg-warn',
  crit: 'bg-crit',
  off: 'rounded-full border border-control',
};

/** How the source is doing, by shape, colour and word. */
export function State({ source }: { source: Source }) {
  const { word, tone } = health(source);
  return (
    <p className="flex items-center gap-2 whitespace-nowrap text-13">
      <span aria-hidden className={cx('size-2 shrink-0', DOTS[tone])} />
      <span className={tone === 'crit' ? 'font-semibold text-crit' : 'text-text'}>{word}</span>
    </p>
  );
}
