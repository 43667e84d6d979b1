import { type PointerEvent, type ReactNode, useRef, useState } from 'react';

export type SheetHeight = 'peek' | 'half' | 'full';
const ORDER: readonly SheetHeight[] = ['peek', 'half', 'full'];
const SHARE: Record<SheetHeight, string> = { peek: '148px', half: '52%', full: '100%' };
const DRAG = 40;

/** A panel from the bottom at three heights: drag the handle, or press it. */
export function PhoneSheet({
  label,
  height,
  onHeight,
  children,
}: {
  label: string;
  height: SheetHeight;
  onHeight: (height: SheetHeight) => void;
  children: ReactNode;
}) {
  const from = useRef<number | null>(null);
  const dragged = useRef(false);
  const [shift, setShift] = useState(0);
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
      style={{ height: `calc(${SHARE[height]} - ${shift}px)`, maxHeight: '100%', minHeight: 88 }}
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
