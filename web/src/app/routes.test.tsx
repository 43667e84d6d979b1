import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signIn, signOut } from '../lib/session';
import { FakeCenter, Refuse, SILENCE, tokens } from '../testing/fake-center';
import { renderRoute, SilentWorker } from '../testing/render-route';
import { safeTarget } from './sign-in-page';

let center: FakeCenter;

beforeEach(() => {
  globalThis.Worker = SilentWorker as unknown as typeof Worker;
  center = new FakeCenter();
  center.on('POST /auth/login', tokens('first'));
});

afterEach(async () => {
  await act(() => signOut());
  cleanup();
  center.close();
});

async function fillSignIn(password: string) {
  fireEvent.change(await screen.findByLabelText('User name or e-mail'), {
    target: { value: 'ada' },
  });
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: password } });
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

describe('/login', () => {
  it('says that the password is wrong, and empties it', async () => {
    center.on('POST /auth/login', new Refuse(401));
    renderRoute('/login');
    await fillSignIn('nonsense');
    expect((await screen.findByRole('alert')).textContent).toContain('password is wrong');
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('');
  });

  it('says how long a lock lasts, and waits so long', async () => {
    center.on('POST /auth/login', new Refuse(429, {}, { 'Retry-After': '90' }));
    renderRoute('/login');
    await fillSignIn('nonsense');
    expect((await screen.findByRole('alert')).textContent).toMatch(/1 m (29|30) s|1 m\b/);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Sign in' }).disabled).toBe(true);
  });

  it('does not blame the password for a center that is away', async () => {
    center.on('POST /auth/login', SILENCE);
    renderRoute('/login');
    await fillSignIn('right');
    expect((await screen.findByRole('alert')).textContent).toContain('does not answer');
  });

  it('marks a demo', async () => {
    center.on('GET /about', { name: 'vTOC', version: '0.1.0', demo: true });
    renderRoute('/login');
    expect(await screen.findByText('DEMO')).toBeTruthy();
  });

  it('leads only to pages of this console', () => {
    expect(safeTarget('/sources?station=ops')).toBe('/sources?station=ops');
    for (const evil of [null, 'https://evil.test', '//evil.test', '/\\evil.test', 'javascript:1']) {
      expect(safeTarget(evil)).toBe('/ops');
    }
  });
});

describe('/ops', () => {
  it('leads over the sign-in and back to the same view', async () => {
    const router = renderRoute('/ops?c=4,52,6');
    await fillSignIn('right');
    expect(await screen.findByRole('heading', { name: /^Tracks/ })).toBeTruthy();
    expect(router.state.location.pathname).toBe('/ops');
    expect(router.state.location.search).toBe('?c=4,52,6');
  });

  it('shows the list and says so where the map cannot be drawn', async () => {
    await signIn('ada', 'right');
    renderRoute('/ops');
    expect(await screen.findByText('This browser cannot draw the map')).toBeTruthy();
    expect(screen.getByRole('heading', { name: /^Tracks/ })).toBeTruthy();
    expect(screen.getByTestId('link-state').textContent).toContain('Connecting');
  });
});

describe('/sources', () => {
  const source = {
    id: '1',
    slug: 'dma',
    name: 'Danish AIS',
    type: 'ais',
    station: 'ops',
    enabled: true,
    state: 'failed',
    detail: 'connection refused',
    origin: 'file',
  };

  it('lists each source with its state and what is wrong', async () => {
    center.on('GET /telemetry/sources', {
      items: [source],
      next: null,
      settings_problems: [{ path: 'sources.x.type', line: 7, message: 'is unknown' }],
    });
    await signIn('ada', 'right');
    renderRoute('/sources');
    const item = await screen.findByText('Danish AIS').then((name) => name.closest('tr'));
    expect(item?.textContent).toContain('Danish AIS');
    expect(item?.textContent).toContain('Failed');
    expect(item?.textContent).toContain('connection refused');
    expect(item?.textContent).toContain('none yet');
    expect(screen.getByText('line 7: sources.x.type is unknown')).toBeTruthy();
  });

  it('says what to do where there is none', async () => {
    center.on('GET /telemetry/sources', { items: [], next: null, settings_problems: [] });
    await signIn('ada', 'right');
    renderRoute('/sources');
    expect(await screen.findByText('No sources yet')).toBeTruthy();
  });

  it('tells a failure from emptiness', async () => {
    center.on(
      'GET /telemetry/sources',
      new Refuse(403, { detail: 'Your role does not allow it.' }),
    );
    await signIn('ada', 'right');
    renderRoute('/sources');
    expect((await screen.findByRole('alert')).textContent).toContain(
      'Your role does not allow it.',
    );
  });
});

describe('any other address', () => {
  it('is said not to exist', async () => {
    await signIn('ada', 'right');
    renderRoute('/nothing/here');
    expect(await screen.findByText('There is no page at this address')).toBeTruthy();
    expect(screen.getByText('/nothing/here')).toBeTruthy();
  });
});

describe('a session that ends while somebody is at work', () => {
  it('is renewed over the page, which stays', async () => {
    center.on('GET /telemetry/sources', { items: [], next: null, settings_problems: [] });
    await signIn('ada', 'right');
    const router = renderRoute('/sources');
    await screen.findByText('No sources yet');
    center.on('GET /auth/me', new Refuse(401));
    center.on('GET /telemetry/sources', new Refuse(401));
    center.on('POST /auth/refresh', new Refuse(401));
    const dialog = await screen.findByRole('dialog', { name: 'Sign in again' }, { timeout: 8_000 });
    expect(router.state.location.pathname).toBe('/sources');
    center.on('GET /telemetry/sources', { items: [], next: null, settings_problems: [] });
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'right' } });
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(dialog.isConnected).toBe(false));
    expect(router.state.location.pathname).toBe('/sources');
  }, 15_000);
});
