import type { TrackField } from '../../lib/api-types';
import { fieldLabel, shortAge, utcDateTime } from '../../lib/format';
import { explain } from '../../lib/problem';
import { Note } from '../../ui/note';
import { Skeleton } from '../../ui/skeleton';
import { fieldText, ordered } from './model';
import { usePictureTime } from './picture-context';
import { Section } from './section';

/** Every field that anybody reported, by whom, and how long ago. */
export function FieldTable({
  fields,
  failed,
}: {
  fields: readonly TrackField[] | undefined;
  failed: Error | null;
}) {
  const now = usePictureTime();
  return (
    <Section title="All fields">
      {fields === undefined ? (
        failed === null ? (
          <Skeleton className="h-32 w-full" />
        ) : (
          <Note tone="warn">{explain(failed)}</Note>
        )
      ) : fields.length === 0 ? (
        <p className="text-12 text-text-2">No fields were reported.</p>
      ) : (
        <table className="w-full table-fixed border-collapse text-12" data-testid="track-fields">
          <thead>
            <tr className="text-left text-11 text-text-3">
              <th scope="col" className="w-[46%] pb-1.5 font-normal">
                Field and source
              </th>
              <th scope="col" className="pb-1.5 font-normal">
                Value
              </th>
              <th scope="col" className="w-12 pb-1.5 text-right font-normal">
                Age
              </th>
            </tr>
          </thead>
          <tbody>
            {ordered(fields).map(({ name, value, source, event_time }) => {
              const at = Date.parse(event_time);
              return (
                <tr key={name} className="border-t border-line align-top">
                  <th scope="row" className="py-1.5 pr-2 text-left font-normal text-text-2">
                    <span className="block break-words">{fieldLabel(name)}</span>
                    <span className="block truncate text-11 text-text-3" title={source}>
                      {source}
                    </span>
                  </th>
                  <td className="figures break-words py-1.5 pr-2 text-text">
                    {fieldText(name, value)}
                  </td>
                  <td className="figures py-1.5 text-right text-text-3">
                    {Number.isNaN(at) ? (
                      '–'
                    ) : (
                      <time dateTime={event_time} title={utcDateTime(at)}>
                        {shortAge(Math.max(0, now - at))}
                      </time>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Section>
  );
}
