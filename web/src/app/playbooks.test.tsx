import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signIn, signOut } from '../lib/session';
import { FakeCenter, Refuse, tokens } from '../testing/fake-center';
import { renderRoute, SilentWorker } from '../testing/render-route';

let center: FakeCenter;

const ID = '01a1fca8-8f23-7000-a559-7a4c09f9e8a4';
const RUN = {
  id: ID,
  station: 'ops',
  playbook: 'strike',
  title: 'Strike a source',
  version: '76ed9546a0f5442adf943277cefb1cb6',
  state: 'waiting',
  dry_run: false,
  by: 'grace',
  created_at: '2026-11-21T05:51:07Z',
  started_at: '2026-11-21T05:51:07Z',
  deadline: '2099-11-21T06:51:07Z',
  input: {},
};
const QUESTION = {
  id: '7',
  run: ID,
  path: 'strike',
  question: 'Take the source out?',
  tool: 'drop_source',
  arguments: { source: 'roof', force: true },
  by_admin: false,
  requested_at: '2026-11-21T05:51:07Z',
  expires_at: '2099-11-21T06:21:07Z',
};
const NODES = [{ id: 'strike', kind: 'tool', tool: 'drop_source', next: ['end'] }];

beforeEach(async () => {
  globalThis.Worker = SilentWorker as unknown as typeof Worker;
  center = new FakeCenter();
  center.on('POST /auth/login', tokens('first'));
  const station = { slug: 'ops', name: 'Operations', callsign: 'OPS' };
  center.on('GET /stations', { items: [station], next: null });
  center.on('GET /stations/ops/playbooks', { items: [], next: null });
  center.on('GET /agentkit/approvals', {
    items: [{ station: 'ops', approval: QUESTION }],
    next: null,
  });
  center.on('GET /agentkit/catalogue', { file: 'agentkit.yml', playbooks: 0, problems: [] });
  center.on(`GET /agentkit/runs/${ID}`, {
    run: RUN,
    steps: [],
    approvals: [QUESTION],
    nodes: NODES,
  });
  await signIn('ada', 'right');
});

afterEach(async () => {
  await act(() => signOut());
  cleanup();
  center.close();
});

describe('a question to a person', () => {
  it('is approved with a note, after its arguments were shown once more', async () => {
    let sent: unknown;
    center.on(`POST /agentkit/runs/${ID}/approve`, (body: unknown) => {
      sent = body;
      return RUN;
    });
    renderRoute('/playbooks?tab=approvals');
    fireEvent.click(await screen.findByRole('button', { name: 'Approve' }));
    const dialog = await screen.findByRole('dialog', { name: 'Approve this?' });
    expect(dialog.textContent).toContain('drop_source');
    expect(dialog.textContent).toContain('roof');
    fireEvent.change(within(dialog).getByLabelText('Note'), { target: { value: 'it lies' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(sent).toEqual({ approval: '7', note: 'it lies' }));
  });

  it.each([
    [403, 'Someone else than who started the run has to approve it.'],
    [409, 'The run waits for no such decision.'],
  ])('says why the center refuses the answer with %i', async (status, detail) => {
    center.on(`POST /agentkit/runs/${ID}/approve`, new Refuse(status, { detail }));
    renderRoute('/playbooks?tab=approvals');
    fireEvent.click(await screen.findByRole('button', { name: 'Approve' }));
    const dialog = await screen.findByRole('dialog', { name: 'Approve this?' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Approve' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain(detail);
  });

  it('offers a viewer nothing that would be refused', async () => {
    const viewer = { id: '2', username: 'bob', admin: false, stations: { ops: 'viewer' } };
    center.on('GET /auth/me', viewer);
    renderRoute(`/playbooks/runs/${ID}`);
    expect(await screen.findByText('Operators of this station decide this.')).toBeTruthy();
    for (const name of ['Approve', 'Reject', 'Cancel run']) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
    expect(screen.getByRole('button', { name: /^strike/ }).textContent).toContain('waiting');
  });
});

it('an administrator sees what is wrong with the file of the playbooks', async () => {
  const problems = [{ line: 40, path: 'playbooks.x.steps', message: 'is missing' }];
  center.on('GET /agentkit/catalogue', { file: 'agentkit.yml', playbooks: 2, problems });
  renderRoute('/playbooks');
  expect(await screen.findByText('line 40: playbooks.x.steps is missing')).toBeTruthy();
});
