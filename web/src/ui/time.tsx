import { age, utcDateTime } from '../lib/format';

/** A moment as UTC, with how long ago it was for whoever hovers. */
export function Moment({ at, now }: { at: string; now?: number }) {
  const moment = Date.parse(at);
  return (
    <time
      dateTime={at}
      title={now === undefined ? undefined : `${age(now - moment)} ago`}
      className="figures whitespace-nowrap text-12"
    >
      {utcDateTime(moment)}
    </time>
  );
}
