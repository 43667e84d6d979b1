import { render } from '@testing-library/react';
import { createMemoryRouter } from 'react-router';
import { App } from '../app/app';
import { routes } from '../app/routes';

/** The whole console at one address. */
export function renderRoute(path: string) {
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  render(<App router={router} />);
  return router;
}

/** A worker that never says anything: the link stays at its first attempt. */
export class SilentWorker extends EventTarget {
  onmessage = null;
  postMessage(): void {
    // Nobody listens.
  }
  terminate(): void {
    // Nothing runs.
  }
}
