import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx';
import { IconButton } from './icon-button';

/** A question over the page. Focus stays inside and returns to where it was. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  wide,
  closable = true,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  wide?: boolean;
  closable?: boolean;
  children: ReactNode;
}) {
  const stay = (event: Event) => closable || event.preventDefault();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          {...(description === undefined && { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            // Focus on the close button would open its tooltip, which then takes the first Esc.
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
          onEscapeKeyDown={stay}
          onPointerDownOutside={stay}
          className={cx(
            'fixed left-1/2 top-1/2 z-40 flex max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col',
            'animate-appear overflow-y-auto outline-none rounded-card border border-line bg-surface shadow-float',
            wide ? 'max-w-2xl' : 'max-w-sm',
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-15 font-semibold">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-1 text-13 text-text-2">
                  {description}
                </Radix.Description>
              )}
            </div>
            {closable && (
              <Radix.Close asChild>
                <IconButton icon={X} label="Close" shortcut="Esc" className="-mr-2" />
              </Radix.Close>
            )}
          </header>
          <div className="px-5 pb-5 pt-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
