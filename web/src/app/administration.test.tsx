import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signIn, signOut } from '../lib/session';
import { FakeCenter, Refuse, tokens } from '../testing/fake-center';
import { renderRoute, SilentWorker } from '../testing/render-route';

let center: FakeCenter;

beforeEach(async () => {
  globalThis.Worker = SilentWorker as unknown as typeof Worker;
  center = new FakeCenter();
  center.on('POST /auth/login', tokens('first'));
  const station = { slug: 'ops', name: 'Operations', callsign: 'OPS' };
  center.on('GET /stations', { items: [station], next: null });
  await signIn('ada', 'right');
});

afterEach(async () => {
  await act(() => signOut());
  cleanup();
  center.close();
});

function type(label: string, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

const USER = {
  id: '7',
  username: 'grace',
  email: 'g@example.org',
  admin: false,
  disabled: false,
  stations: { ops: 'viewer' },
  created_at: '2026-11-20T20:00:00Z',
};

describe('a page for administrators', () => {
  it('tells others that it is not for them, and asks for nothing', async () => {
    center.on('GET /auth/me', { id: '1', username: 'bob', admin: false, stations: {} });
    renderRoute('/users');
    expect(await screen.findByText('This page is for administrators')).toBeTruthy();
    expect(center.times('GET /users')).toBe(0);
    expect(screen.queryByRole('link', { name: 'Audit' })).toBeNull();
  });
});

describe('/users', () => {
  it('names each wrong field of a new user', async () => {
    center.on('GET /users', { items: [USER], next: null });
    center.on(
      'POST /users',
      new Refuse(422, {
        errors: [
          { field: 'username', message: 'is taken' },
          { field: 'password', message: 'needs at least 12 characters' },
        ],
      }),
    );
    renderRoute('/users?user=new');
    await screen.findByRole('dialog', { name: 'New user' });
    type('User name', 'x');
    type('Password', 'short');
    fireEvent.click(screen.getByRole('button', { name: 'Create user' }));
    expect(await screen.findByText('Is taken')).toBeTruthy();
    expect(screen.getByText('Needs at least 12 characters')).toBeTruthy();
  });

  it('sends only what was changed of a user', async () => {
    center.on('GET /users', { items: [USER], next: null });
    center.on('GET /users/7/sessions', { items: [], next: null });
    let sent: unknown;
    center.on('PATCH /users/7', (body: unknown) => {
      sent = body;
      return USER;
    });
    renderRoute('/users?user=7');
    await screen.findByRole('dialog', { name: 'grace' });
    expect(await screen.findByText('Not signed in anywhere.')).toBeTruthy();
    type('E-mail', '');
    fireEvent.change(await screen.findByLabelText('Role in Operations'), {
      target: { value: 'operator' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toEqual({ email: null, stations: { ops: 'operator' } }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('/sources', () => {
  const source = {
    id: '1',
    slug: 'roof',
    name: 'Roof',
    type: 'adsb',
    station: 'ops',
    enabled: true,
    origin: 'api',
    state: 'online',
    detail: 'connected',
    created_at: '2026-11-20T20:00:00Z',
    settings: { api_url: 'http://127.0.0.1/a.json', headers: { 'X-Key': '********' } },
  };
  const RAW = [
    { time: '2026-11-20T20:00:01Z', text: 'MSG,3,1,1,4CA2B6', verdict: 'fact' },
    { time: '2026-11-20T20:00:02Z', text: 'MSG,?', verdict: 'malformed: no such type' },
  ];

  function serve(list: readonly unknown[]) {
    center.on('GET /telemetry/sources', { items: list, next: null, settings_problems: [] });
    center.on('GET /telemetry/sources/roof', source);
    center.on('GET /telemetry/sources/roof/raw', { items: RAW });
  }

  it('shows everything that is wrong with a new one at its field', async () => {
    serve([]);
    center.on(
      'POST /telemetry/sources',
      new Refuse(422, {
        errors: [
          { field: 'name', message: 'must have 1 to 120 characters' },
          { field: 'settings.tcp_url', message: 'must be like tcp://127.0.0.1:30003' },
          { field: 'settings', message: 'needs exactly one of api_url, tcp_url' },
        ],
      }),
    );
    renderRoute('/sources');
    fireEvent.click(await screen.findByRole('button', { name: 'Add a source' }));
    await screen.findByRole('dialog', { name: 'Add a source' });
    type('TCP URL', 'nope');
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Add source' }));
    expect(await screen.findByText('Must have 1 to 120 characters')).toBeTruthy();
    const field = screen.getByLabelText('TCP URL');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('settings needs exactly one of api_url, tcp_url')).toBeTruthy();
  });

  it('tries settings before they are saved', async () => {
    serve([]);
    let sent: unknown;
    center.on('POST /telemetry/sources/test', (body: unknown) => {
      sent = body;
      return { messages: 7, facts: 5, detail: 'connected', recent: RAW };
    });
    renderRoute('/sources?source=new');
    await screen.findByRole('dialog', { name: 'Add a source' });
    type('TCP URL', 'tcp://127.0.0.1:30003');
    fireEvent.click(screen.getByRole('button', { name: 'Test these settings' }));
    expect(await screen.findByText(/7 messages came, 5 of them facts/)).toBeTruthy();
    expect(screen.getByText('MSG,3,1,1,4CA2B6')).toBeTruthy();
    expect(sent).toEqual({ type: 'adsb', settings: { tcp_url: 'tcp://127.0.0.1:30003' } });
  });

  it('shows the last messages as they came, and never a secret', async () => {
    serve([source]);
    renderRoute('/sources?source=ops/roof');
    const drawer = await screen.findByRole('dialog', { name: 'Roof' });
    expect(await within(drawer).findByText('MSG,3,1,1,4CA2B6')).toBeTruthy();
    expect(drawer.textContent).toContain('{"X-Key":"********"}');
  });

  it('shows the newest message first, and only those refused if asked', async () => {
    serve([source]);
    renderRoute('/sources?source=ops/roof');
    const raw = within(await screen.findByRole('region', { name: 'Raw messages' }));
    await raw.findByText('MSG,?');
    expect(raw.getAllByRole('listitem').map((line) => line.textContent)).toEqual([
      expect.stringContaining('MSG,?'),
      expect.stringContaining('4CA2B6'),
    ]);
    fireEvent.click(raw.getByRole('button', { name: 'Only refused' }));
    expect(raw.getAllByRole('listitem')).toHaveLength(1);
  });

  it('sends a secret that was not touched back as it came', async () => {
    serve([source]);
    let sent: unknown;
    center.on('PATCH /telemetry/sources/roof', (body: unknown) => {
      sent = body;
      return source;
    });
    renderRoute('/sources?source=ops/roof&edit=1');
    await screen.findByRole('dialog', { name: 'Edit Roof' });
    type('Name', 'Roof north');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toEqual({ name: 'Roof north', settings: source.settings }));
  });

  it('offers nothing that a viewer may not do', async () => {
    const viewer = { id: '1', username: 'vera', admin: false, stations: { ops: 'viewer' } };
    center.on('GET /auth/me', viewer);
    serve([source]);
    renderRoute('/sources?source=ops/roof&edit=1');
    const drawer = await screen.findByRole('dialog', { name: 'Roof' });
    await within(drawer).findByText('Operators of this station see them.');
    expect(center.times('GET /telemetry/sources/roof/raw')).toBe(0);
    expect(within(drawer).queryByRole('button', { name: 'Edit' })).toBeNull();
    expect(screen.queryByText('Add source')).toBeNull();
  });
});

describe('/keys', () => {
  it('shows a new key once', async () => {
    center.on('GET /api-keys', { items: [], next: null });
    let sent: unknown;
    center.on('POST /api-keys', (body: unknown) => {
      sent = body;
      return {
        id: '1',
        name: 'roof',
        key: 'vtoc_abcdefgh_secret',
        prefix: 'vtoc_abcdefgh',
        scopes: [],
      };
    });
    renderRoute('/keys');
    fireEvent.click(await screen.findByRole('button', { name: 'Make the first key' }));
    type('Name', 'roof');
    fireEvent.click(screen.getByLabelText(/^Ingest/));
    expect(screen.getByText(/reaches nothing/)).toBeTruthy();
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Operations' }));
    type('It lasts', 'never');
    fireEvent.click(screen.getByRole('button', { name: 'Create key' }));
    expect((await screen.findByTestId('new-key')).textContent).toBe('vtoc_abcdefgh_secret');
    expect(sent).toEqual({ name: 'roof', scopes: ['ingest', 'station:ops'] });
    fireEvent.click(screen.getByRole('button', { name: 'I have kept it' }));
    await waitFor(() => expect(screen.queryByTestId('new-key')).toBeNull());
  });
});

describe('/audit', () => {
  const row = {
    chain: 'control',
    position: 2,
    at: '2026-11-20T20:00:00Z',
    actor: { kind: 'user', name: 'ada' },
    action: 'user.changed',
    target: 'grace',
    details: { admin: true, before: { admin: false } },
    hash: 'ff00',
  };

  it('asks for what the address says, and opens the row that it names', async () => {
    let asked = '';
    center.on('GET /audit', (_: unknown, request: Request) => {
      asked = new URL(request.url).search;
      return { items: [row], next: null };
    });
    renderRoute('/audit?actor=ada&since=2026-11-19&row=control:2');
    const drawer = await screen.findByRole('dialog', { name: 'user.changed' });
    expect(drawer.textContent).toContain('− wasfalse');
    expect(drawer.textContent).toContain('+ istrue');
    expect(asked).toBe('?actor=ada&since=2026-11-19T00%3A00%3A00Z&limit=100');
  });

  it('says where a chain is broken', async () => {
    center.on('GET /audit', { items: [row], next: null });
    const broken = { chain: 'ops', rows: 9, whole: false, broken_at: 4, reason: 'altered' };
    center.on('GET /audit/verify', { whole: false, chains: [broken] });
    renderRoute('/audit');
    fireEvent.click(await screen.findByRole('button', { name: 'Verify chain' }));
    expect(await screen.findByText('1 of 1 chains are broken.')).toBeTruthy();
    expect(screen.getByText(/broken at row 4: altered/)).toBeTruthy();
  });
});

describe('/queue', () => {
  const job = {
    id: 'j1',
    kind: 'chat.post',
    state: 'dead',
    priority: 'normal',
    waits: false,
    attempts: 5,
    max_attempts: 5,
    run_at: '2026-11-20T20:00:00Z',
    created_at: '2026-11-20T20:00:00Z',
    last_error: 'refused',
  };
  const failures = [{ attempt: 5, failed_at: '2026-11-20T20:01:00Z', error: 'refused at last' }];

  it('narrows the list, shows why a job failed and queues it again', async () => {
    let asked = '';
    center.on('GET /queue', { kinds: [], news: 'away' });
    center.on('GET /jobs', (_: unknown, request: Request) => {
      asked = new URL(request.url).search;
      return { items: [job], next: null };
    });
    center.on('GET /jobs/j1', { job: { ...job, payload: { to: 'x' } }, failures });
    center.on('POST /jobs/j1/requeue', { ...job, state: 'queued' });
    renderRoute('/queue?state=dead');
    fireEvent.click(await screen.findByRole('button', { name: 'chat.post' }));
    const drawer = await screen.findByRole('dialog', { name: 'chat.post' });
    await waitFor(() => expect(drawer.textContent).toContain('refused at last'));
    expect(asked).toBe('?state=dead&limit=100');
    expect(screen.getByText(/NATS server can’t be reached/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Queue again' }));
    await waitFor(() => expect(center.times('POST /jobs/j1/requeue')).toBe(1));
  });

  it('says that there is nothing to do', async () => {
    center.on('GET /queue', { kinds: [], news: 'embedded' });
    center.on('GET /jobs', { items: [], next: null });
    renderRoute('/queue');
    expect(await screen.findByText('Nothing to do')).toBeTruthy();
  });
});

describe('/settings', () => {
  it('keeps units and coordinate format, and lists the sessions', async () => {
    const session = {
      id: '1',
      address: '192.0.2.7',
      created_at: '2026-11-20T20:00:00Z',
      used_at: '2026-11-20T20:00:00Z',
      expires_at: '2026-11-27T20:00:00Z',
      current: true,
    };
    center.on('GET /auth/sessions', { items: [session], next: null });
    renderRoute('/settings');
    const list = await screen.findByRole('list', { name: 'Sessions' });
    expect(within(list).getByText('this session')).toBeTruthy();
    expect(within(list).queryByRole('button')).toBeNull();
    fireEvent.click(screen.getByLabelText(/^MGRS/));
    fireEvent.click(screen.getByLabelText(/^Metric/));
    expect(JSON.parse(localStorage.getItem('vtoc.preferences') ?? '')).toMatchObject({
      coordinates: 'mgrs',
      units: 'metric',
    });
  });
});
