import { Compass } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { Empty } from '../ui/empty';

export function NotFound() {
  const { pathname } = useLocation();
  return (
    <main className="grid min-h-0 flex-1 place-items-center overflow-y-auto">
      <div>
        <h1 className="sr-only">Page not found</h1>
        <Empty
          icon={Compass}
          title="There is no page at this address"
          action={
            <Link
              to="/ops"
              className="inline-flex h-8 items-center rounded-control bg-accent px-3 text-13 font-semibold text-on-accent hover:brightness-110 pointer-coarse:h-11"
            >
              Go to operations
            </Link>
          }
        >
          <span className="figures break-all">{pathname}</span>
        </Empty>
      </div>
    </main>
  );
}
