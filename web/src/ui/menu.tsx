import { Check, type LucideIcon } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export function Menu({
  trigger,
  align = 'end',
  children,
}: {
  trigger: ReactNode;
  align?: 'start' | 'end';
  children: ReactNode;
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 min-w-52 max-w-[calc(100vw-16px)] animate-rise rounded-card border border-line bg-surface p-1 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const ITEM =
  'flex min-h-8 w-full select-none items-center gap-2 rounded-control px-2 text-13 text-text outline-none data-highlighted:bg-surface-3 pointer-coarse:min-h-11';

export function MenuItem({
  icon: Icon,
  onSelect,
  children,
}: {
  icon?: LucideIcon;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Radix.Item onSelect={onSelect} className={ITEM}>
      {Icon !== undefined && (
        <Icon size={16} strokeWidth={1.75} className="text-text-3" aria-hidden />
      )}
      {children}
    </Radix.Item>
  );
}

export function MenuChoice<T extends string>({
  label,
  value,
  choices,
  onChoose,
}: {
  label: string;
  value: T;
  choices: readonly { value: T; text: ReactNode }[];
  onChoose: (value: T) => void;
}) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(next) => onChoose(next as T)}>
      <Radix.Label className="px-2 pb-1 pt-1.5 text-11 font-medium text-text-3">
        {label}
      </Radix.Label>
      {choices.map((choice) => (
        <Radix.RadioItem key={choice.value} value={choice.value} className={ITEM}>
          <span className="grid w-4 place-items-center">
            <Radix.ItemIndicator>
              <Check size={14} strokeWidth={2.25} className="text-accent" aria-hidden />
            </Radix.ItemIndicator>
          </span>
          {choice.text}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuNote({ children }: { children: ReactNode }) {
  return <Radix.Label className="block px-2 py-1.5">{children}</Radix.Label>;
}

export function MenuLine() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
