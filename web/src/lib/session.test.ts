import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeCenter, Refuse, SILENCE, tokens } from '../testing/fake-center';
import { call } from './api';
import { restore, sessionState, signIn, signOut } from './session';

let center: FakeCenter;

beforeEach(async () => {
  center = new FakeCenter();
  center.on('POST /auth/login', tokens('first'));
  await signIn('ada', 'right');
});

afterEach(async () => {
  await signOut();
  center.close();
});

/** Answers only to tokens of the renewed session. */
function onlyRenewed(_: unknown, request: Request) {
  return request.headers.get('Authorization') === 'Bearer renewed'
    ? { items: [] }
    : new Refuse(401);
}

describe('a session', () => {
  it('is renewed once for all calls that were refused together', async () => {
    center.on('GET /stations', onlyRenewed);
    await Promise.all([call('/stations'), call('/stations'), call('/stations')]);
    expect(center.times('POST /auth/refresh')).toBe(1);
    expect(localStorage.getItem('vtoc.refresh-token')).toBe('renewed-refresh');
  });

  it('ends when its renewal is refused', async () => {
    center.on('GET /stations', onlyRenewed).on('POST /auth/refresh', new Refuse(401));
    await expect(call('/stations')).rejects.toMatchObject({ status: 401 });
    expect(sessionState()).toBe('expired');
  });

  it('outlives a center that is away', async () => {
    center.on('GET /stations', onlyRenewed).on('POST /auth/refresh', SILENCE);
    await expect(call('/stations')).rejects.toThrow('does not answer');
    expect(sessionState()).toBe('signed-in');
    expect(localStorage.getItem('vtoc.refresh-token')).toBe('first-refresh');
  });

  it('outlives a center that is busy', async () => {
    center.on('GET /stations', onlyRenewed).on('POST /auth/refresh', new Refuse(503));
    await expect(call('/stations')).rejects.toMatchObject({ status: 503 });
    expect(sessionState()).toBe('signed-in');
  });

  it('leaves no token behind when it is ended by the user', async () => {
    await signOut();
    expect(sessionState()).toBe('signed-out');
    expect(localStorage.getItem('vtoc.refresh-token')).toBeNull();
    expect(center.times('POST /auth/logout')).toBe(1);
  });

  it('is not asked of the center where no token was kept', async () => {
    await signOut();
    await restore();
    expect(center.times('POST /auth/refresh')).toBe(0);
  });

  it('carries the complaint of the center to the caller', async () => {
    const errors = [{ field: 'new_password', message: 'Too short.' }];
    center.on('POST /auth/change-password', new Refuse(422, { detail: 'Invalid', errors }));
    const change = call('/auth/change-password', { method: 'POST', body: {} });
    await expect(change).rejects.toMatchObject({ status: 422, problem: { errors } });
  });
});
