import { useState } from 'react';
import { CopyButton } from '../../ui/copy-button';
import { beginning, entriesOf, folded, summary } from './json-model';

/** Values as they are, to read: what is long or deep is folded; the copy has all of it. */
export function Json({ value, what }: { value: unknown; what: string }) {
  return (
    <section aria-label={what}>
      <div className="mb-1.5 flex items-center justify-between gap-2">
        <h3 className="text-12 font-medium text-text-2">{what}</h3>
        <CopyButton text={JSON.stringify(value, null, 2)} what={what} />
      </div>
      <div className="figures max-h-96 overflow-auto rounded-control border border-line bg-bg px-3 py-2 text-12 wrap-anywhere">
        <Value value={value} depth={0} />
      </div>
    </section>
  );
}

function Value({ value, depth }: { value: unknown; depth: number }) {
  const entries = entriesOf(value);
  if (entries === undefined) {
    return <Plain value={value} />;
  }
  if (entries.length === 0) {
    return <span className="text-text-3">{Array.isArray(value) ? '[]' : '{}'}</span>;
  }
  return (
    <ul className={depth === 0 ? '' : 'pl-4'}>
      {entries.map(([name, each]) => (
        <li key={name}>
          <Entry name={name} value={each} depth={depth + 1} />
        </li>
      ))}
    </ul>
  );
}

function Entry({ name, value, depth }: { name: string; value: unknown; depth: number }) {
  const [open, setOpen] = useState(() => !folded(value, depth));
  const entries = entriesOf(value);
  if (entries === undefined || entries.length === 0) {
    return (
      <>
        <span className="text-text-2">{name}: </span>
        <Value value={value} depth={depth} />
      </>
    );
  }
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer rounded-tag text-text-2 pointer-coarse:min-h-11 pointer-coarse:py-3.5">
        {name} <span className="text-text-3">{summary(value)}</span>
      </summary>
      {open && <Value value={value} depth={depth} />}
    </details>
  );
}

function Plain({ value }: { value: unknown }) {
  const [whole, setWhole] = useState(false);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const short = beginning(text);
  if (short === undefined || whole) {
    return <span className="whitespace-pre-wrap text-text">{text}</span>;
  }
  return (
    <>
      <span className="whitespace-pre-wrap text-text">{short}… </span>
      <button
        type="button"
        className="rounded-tag text-accent underline pointer-coarse:min-h-11"
        onClick={() => setWhole(true)}
      >
        All {text.length} characters
      </button>
    </>
  );
}
