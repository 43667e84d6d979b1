import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type createBrowserRouter, RouterProvider } from 'react-router';
import { Toaster } from 'sonner';
import { makeQueryClient } from '../lib/queries';
import { followOtherTabs } from '../lib/session';
import { TooltipProvider } from '../ui/tooltip';

/** What every page stands on. */
export function App({ router }: { router: ReturnType<typeof createBrowserRouter> }) {
  const [queries] = useState(makeQueryClient);
  useEffect(followOtherTabs, []);
  return (
    <QueryClientProvider client={queries}>
      <TooltipProvider delayDuration={350} skipDelayDuration={150}>
        <RouterProvider router={router} />
        <Toaster
          position="top-left"
          offset={{ top: 56, left: 'min(var(--toast-left, 68px), calc(100vw - 380px))' }}
          mobileOffset={{ top: 56 }}
          visibleToasts={3}
          toastOptions={{
            unstyled: true,
            classNames: {
              toast:
                'flex items-center gap-2.5 rounded-control border border-line bg-surface-3 px-3 py-2 text-13 text-text shadow-float',
              actionButton:
                'ml-auto shrink-0 rounded-control border border-control px-2 py-1 text-12 hover:bg-surface-2 pointer-coarse:min-h-11 pointer-coarse:min-w-11',
              success: '[&_svg]:text-ok',
              error: '[&_svg]:text-crit',
            },
          }}
        />
      </TooltipProvider>
    </QueryClientProvider>
  );
}
