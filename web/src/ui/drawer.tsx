import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './icon-button';

/** One thing of a list, beside it; on a phone over it. Focus stays inside and returns to where it was. */
export function Drawer({
  title,
  subtitle,
  onClose,
  footer,
  children,
}: {
  title: ReactNode;
  subtitle?: ReactNode;
  onClose: () => void;
  footer?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-30 animate-appear bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            // Focus on the close button would open its tooltip, which then takes the first Esc.
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
          className="fixed inset-y-0 right-0 z-30 flex w-120 max-w-full animate-slide flex-col border-l border-line bg-surface shadow-float outline-none max-phone:w-full"
        >
          <header className="flex items-start gap-3 border-b border-line px-5 py-3 max-phone:px-4">
            <div className="min-w-0 flex-1">
              <Radix.Title className="break-words text-15 font-semibold">{title}</Radix.Title>
              {subtitle !== undefined && (
                <div className="mt-0.5 break-words text-12 text-text-2">{subtitle}</div>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton icon={X} label="Close" shortcut="Esc" className="-mr-2" />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4 max-phone:px-4">{children}</div>
          {footer !== undefined && (
            <footer className="flex flex-wrap items-center gap-2 border-t border-line px-5 py-3 max-phone:px-4">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
