import { ChevronDown } from 'lucide-react';
import { kindPlural } from '../../lib/format';
import { AFFILIATIONS, KINDS } from '../../mapcore/picture';
import { Chip } from '../../ui/chip';
import { Field } from '../../ui/field';
import type { Draft } from './fence-draft';
import { AFFILIATION_NAMES } from './model';

const flipped = (list: readonly string[], one: string) =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];

/** Which tracks the fence watches; nothing chosen means all. */
export function FenceConditions({
  draft,
  faults,
  onChange,
}: {
  draft: Draft;
  faults: Readonly<Record<string, string>>;
  onChange: (more: Partial<Draft>) => void;
}) {
  const { kinds, affiliations } = draft;
  return (
    <details className="group rounded-control border border-line">
      <summary className="flex h-9 cursor-pointer list-none items-center gap-2 px-3 text-12 font-medium text-text-2 pointer-coarse:h-11">
        <span className="flex-1">What it watches</span>
        <ChevronDown size={14} aria-hidden className="group-open:rotate-180" />
      </summary>
      <div className="flex flex-col gap-3 px-3 pb-3">
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="mb-1.5 text-12 font-medium text-text-2">
            Kinds; none chosen means all
          </legend>
          {KINDS.map((kind) => (
            <Chip
              key={kind}
              on={kinds.includes(kind)}
              onClick={() => onChange({ kinds: flipped(kinds, kind) })}
            >
              {kindPlural(kind)}
            </Chip>
          ))}
        </fieldset>
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="mb-1.5 text-12 font-medium text-text-2">
            Affiliations; none chosen means all
          </legend>
          {AFFILIATIONS.map((side) => (
            <Chip
              key={side}
              on={affiliations.includes(side)}
              onClick={() => onChange({ affiliations: flipped(affiliations, side) })}
            >
              {AFFILIATION_NAMES[side]}
            </Chip>
          ))}
        </fieldset>
        <div className="grid grid-cols-2 gap-3">
          <Field
            label="From altitude, m"
            type="number"
            step="any"
            placeholder="any"
            value={draft.lowest}
            error={faults.altitude_min}
            onChange={(event) => onChange({ lowest: event.target.value })}
          />
          <Field
            label="To altitude, m"
            type="number"
            step="any"
            placeholder="any"
            value={draft.highest}
            error={faults.altitude_max}
            onChange={(event) => onChange({ highest: event.target.value })}
          />
        </div>
        <Field
          label="Margin, m"
          hint="So far outside a track has left: one that jitters on the edge enters once."
          type="number"
          min={0}
          step="any"
          value={draft.hysteresis}
          error={faults.hysteresis}
          onChange={(event) => onChange({ hysteresis: event.target.value })}
        />
      </div>
    </details>
  );
}
