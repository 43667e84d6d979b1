import { type PointerEvent, type ReactNode, useRef, useState } from 'react';

export type SheetHeight = 'peek' | 'half' | 'full';
const ORDER: readonly SheetHeight[] = ['peek', 'half', 'full'];
const LIST_PEEK = 148;
const TRACK_PEEK = 196;
const HALF = 52;

/** At its lowest it shows the count and filters of the list, or who the open track is and what to do. */
export function peekHeight(open: boolean): number {
  return open ? TRACK_PEEK : LIST_PEEK;
}

/** CSS pixels of the map that the panel covers; full, it covers all of it and the map may stay. */
export function coveredBy(height: SheetHeight, open: boolean): number {
  return height === 'peek' ? peekHeight(open) : (window.innerHeight * HALF) / 100;
}

/** Where what stands on the panel begins, as CSS counts from the bottom. */
export function topOf(height: SheetHeight, open: boolean): string {
  return height === 'peek' ? `${peekHeight(open)}px` : `${HALF}%`;
}

const DRAG = 40;

/** A panel from the bottom at three heights: drag the handle, or press it. */
export function PhoneSheet({
  label,
  peek,
  height,
  onHeight,
  children,
}: {
  label: string;
  peek: number;
  height: SheetHeight;
  onHeight: (height: SheetHeight) => void;
  children: ReactNode;
}) {
  const from = useRef<number | null>(null);
  const dragged = useRef(false);
  const [shift, setShift] = useState(0);
  const share = height === 'peek' ? `${peek}px` : height === 'half' ? `${HALF}%` : '100%';
  const at = ORDER.indexOf(height);
  const step = (by: number) => onHeight(ORDER[Math.min(2, Math.max(0, at + by))] ?? height);

  const release = () => {
    if (Math.abs(shift) > DRAG) {
      step(shift < 0 ? 1 : -1);
    }
    dragged.current = Math.abs(shift) > 4;
    from.current = null;
    setShift(0);
  };
  return (
    <section
      aria-label={label}
      style={{ height: `calc(${share} - ${shift}px)`, maxHeight: '100%', minHeight: 88 }}
      className="absolute inset-x-0 bottom-0 z-20 flex flex-col rounded-t-sheet border-t border-line bg-surface shadow-float"
    >
      <button
        type="button"
        aria-label={height === 'full' ? 'Make the panel smaller' : 'Make the panel larger'}
        onClick={() => {
          if (!dragged.current) {
            step(height === 'full' ? -2 : 1);
          }
          dragged.current = false;
        }}
        onPointerDown={(event: PointerEvent<HTMLButtonElement>) => {
          from.current = event.clientY;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => from.current !== null && setShift(event.clientY - from.current)}
        onPointerUp={release}
        onPointerCancel={release}
        className="focus-inset grid h-6 w-full shrink-0 touch-none place-items-center pointer-coarse:h-11"
      >
        <span aria-hidden className="h-1 w-10 rounded-full bg-control" />
      </button>
      {children}
    </section>
  );
}
