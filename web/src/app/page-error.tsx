import { Bug } from 'lucide-react';
import { Button } from '../ui/button';
import { Empty } from '../ui/empty';

/** A fault of the console itself: say so and offer the way out. */
export function PageError() {
  return (
    <main className="grid h-full place-items-center bg-bg">
      <Empty
        icon={Bug}
        title="This page failed"
        action={
          <Button look="primary" onClick={() => window.location.reload()}>
            Reload
          </Button>
        }
      >
        The console met a fault of its own, or a newer version has replaced this one. Reloading
        loads the current version; your session is kept.
      </Empty>
    </main>
  );
}
