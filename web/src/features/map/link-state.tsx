import { cx } from '../../lib/cx';
import { age, utcClock } from '../../lib/format';
import type { Link } from '../../mapcore/picture';
import { Tooltip } from '../../ui/tooltip';
import { linkWords } from './link-words';
import { useLink, usePast } from './picture-context';

const TONES = {
  good: 'bg-ok',
  waiting: 'bg-warn animate-pulse',
  bad: 'bg-crit',
} as const;

/** Whether what is on the screen is live, in words, and how old it is. */
export function LinkState({ short }: { short?: boolean }) {
  const link = useLink();
  const past = usePast();
  const { word, detail, tone } =
    past === null
      ? linkWords(link)
      : { word: 'Replay', detail: utcClock(past), tone: 'waiting' as const };
  return (
    <Tooltip text={explanation(link)}>
      <button
        type="button"
        data-testid="link-state"
        data-state={link.state}
        className="flex h-7 cursor-default items-center gap-2 whitespace-nowrap rounded-control px-1.5 text-12 pointer-coarse:h-11"
      >
        <span aria-hidden className={cx('size-2 shrink-0 rounded-full', TONES[tone])} />
        <span role="status" className={tone === 'good' ? 'text-text' : 'font-semibold text-text'}>
          {word}
        </span>
        {!short && detail !== '' && (
          <span className="figures text-right text-text-2">{detail}</span>
        )}
      </button>
    </Tooltip>
  );
}

function explanation(link: Link): string {
  const since = `since ${utcClock(link.since)}`;
  if (link.state === 'live') {
    return link.dataAge === null
      ? `Connected ${since}. No track has been reported yet.`
      : `Connected ${since}. Last track data ${age(link.dataAge * 1000)} ago.`;
  }
  return link.detail === '' ? linkWords(link).word : `${link.detail} (${since})`;
}
