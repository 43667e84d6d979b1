import type { ReactNode } from 'react';
import { cx } from '../lib/cx';

export interface Column {
  readonly name: string;
  /** Left out where the window is narrow; the first column says it there. */
  readonly wide?: boolean;
}

/** A framed table with its heads. */
export function Table({
  label,
  columns,
  children,
}: {
  label: string;
  columns: readonly Column[];
  children: ReactNode;
}) {
  return (
    <div className="overflow-x-auto rounded-card border border-line bg-surface">
      <table aria-label={label} className="w-full border-collapse text-left text-13">
        <thead>
          <tr className="border-b border-line">
            {columns.map(({ name, wide }) => (
              <th
                key={name}
                scope="col"
                className={cx(
                  'whitespace-nowrap px-4 py-2 text-12 font-medium text-text-3',
                  wide && 'max-tablet:hidden',
                )}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">{children}</tbody>
      </table>
    </div>
  );
}

export function Cell({
  wide,
  className,
  children,
}: {
  wide?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <td
      className={cx(
        'px-4 py-2.5 align-top pointer-coarse:pt-3.5',
        wide && 'max-tablet:hidden',
        className,
      )}
    >
      {children}
    </td>
  );
}

/** The cell that opens its row. */
export function OpenCell({
  onOpen,
  below,
  children,
}: {
  onOpen: () => void;
  below?: ReactNode;
  children: ReactNode;
}) {
  return (
    <td className="px-4 py-2.5 align-top pointer-coarse:py-0.5">
      <button
        type="button"
        onClick={onOpen}
        className="max-w-full break-words text-left font-medium text-text wrap-anywhere hover:text-accent hover:underline pointer-coarse:min-h-11 pointer-coarse:min-w-11"
      >
        {children}
      </button>
      {below !== undefined && (
        <span className="block wrap-anywhere text-12 text-text-3 pointer-coarse:-mt-2.5 pointer-coarse:pb-2">
          {below}
        </span>
      )}
    </td>
  );
}
