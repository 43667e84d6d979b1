import type { Tokens } from './api-types';
import { RefusedError, refusal, UnreachableError } from './problem';

/**
 * Who is signed in, and the tokens that prove it.
 *
 * The access token lives in memory only. The refresh token is kept in `localStorage`, so that a reload, a
 * second tab or a link opened from outside needs no new sign-in; the page's content security policy admits
 * no script but its own, and the token is rotated at each use. All tabs share one token family, therefore
 * exactly one of them may refresh at a time: a second use of a rotated token would end the whole family.
 */
export type SessionState = 'unknown' | 'signed-in' | 'signed-out' | 'expired';

const REFRESH_TOKEN = 'vtoc.refresh-token';
const LOCK = 'vtoc.refresh';
const TIMEOUT_MS = 15_000;
/** Renew this long before the access token ends, so that a request in flight never meets its end. */
const MARGIN_MS = 60_000;

let state: SessionState = 'unknown';
let accessToken: string | undefined;
let accessEnds = 0;
let renewing: Promise<string> | undefined;
const listeners = new Set<() => void>();

export function sessionState(): SessionState {
  return state;
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(next: SessionState): void {
  if (state !== next) {
    state = next;
    for (const listener of listeners) {
      listener();
    }
  }
}

/** A second tab may sign out, or in as somebody else: this one follows. */
export function followOtherTabs(): () => void {
  const listen = (event: StorageEvent) => {
    if (event.key !== REFRESH_TOKEN) {
      return;
    }
    if (event.newValue === null) {
      accessToken = undefined;
      become('signed-out');
    } else if (state === 'signed-out' || state === 'expired') {
      accessToken = undefined;
      void restore();
    }
  };
  window.addEventListener('storage', listen);
  return () => window.removeEventListener('storage', listen);
}

/** Tries the kept refresh token at page load. Throws `UnreachableError` while the center is down. */
export async function restore(): Promise<void> {
  if (localStorage.getItem(REFRESH_TOKEN) === null) {
    become('signed-out');
    return;
  }
  try {
    await renew();
  } catch (error) {
    if (error instanceof UnreachableError) {
      throw error;
    }
  }
}

export async function signIn(username: string, password: string): Promise<void> {
  keep((await post('/api/v1/auth/login', { username, password })) as Tokens);
  become('signed-in');
}

/** Ends the session here at once; the center is told as well as can be. */
export async function signOut(): Promise<void> {
  const refreshToken = localStorage.getItem(REFRESH_TOKEN);
  const token = accessToken;
  forget();
  become('signed-out');
  if (refreshToken !== null) {
    await post('/api/v1/auth/logout', { refresh_token: refreshToken }, token).catch(
      () => undefined,
    );
  }
}

/** A token good for the next minute at least; renews first where needed. */
export async function freshToken(): Promise<string> {
  if (accessToken !== undefined && Date.now() < accessEnds - MARGIN_MS) {
    return accessToken;
  }
  return renew();
}

/** Renews although the token looks good: the center refused it. */
export async function renewAfterRefusal(refused: string): Promise<string> {
  return accessToken !== undefined && accessToken !== refused ? accessToken : renew();
}

function renew(): Promise<string> {
  renewing ??= withLock(renewNow).finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function renewNow(): Promise<string> {
  const refreshToken = localStorage.getItem(REFRESH_TOKEN);
  if (refreshToken === null) {
    end();
    throw new RefusedError({ title: 'Not signed in', status: 401 });
  }
  try {
    const tokens = (await post('/api/v1/auth/refresh', { refresh_token: refreshToken })) as Tokens;
    keep(tokens);
    become('signed-in');
    return tokens.access_token;
  } catch (error) {
    if (error instanceof RefusedError && error.status < 500 && error.status !== 429) {
      forget();
      end();
    }
    throw error;
  }
}

/** Somebody at work is asked to sign in again over the page; a fresh page goes to the sign-in form. */
function end(): void {
  become(state === 'signed-in' || state === 'expired' ? 'expired' : 'signed-out');
}

function keep(tokens: Tokens): void {
  accessToken = tokens.access_token;
  accessEnds = Date.now() + tokens.expires_in * 1000;
  localStorage.setItem(REFRESH_TOKEN, tokens.refresh_token);
}

function forget(): void {
  accessToken = undefined;
  localStorage.removeItem(REFRESH_TOKEN);
}

async function withLock(work: () => Promise<string>): Promise<string> {
  // Only pages in a secure context have locks; over plain HTTP on a local network a short lease does it.
  const locks: LockManager | null | undefined = navigator.locks;
  if (locks) {
    return locks.request(LOCK, work);
  }
  return withLease(work);
}

async function withLease(work: () => Promise<string>): Promise<string> {
  const mine = `${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
  for (;;) {
    const [, ends] = (localStorage.getItem(LOCK) ?? '').split(' ');
    if (ends === undefined || Number(ends) < Date.now()) {
      localStorage.setItem(LOCK, `${mine} ${Date.now() + TIMEOUT_MS}`);
    }
    await pause(60);
    if (localStorage.getItem(LOCK)?.startsWith(`${mine} `)) {
      break;
    }
  }
  try {
    return await work();
  } finally {
    localStorage.removeItem(LOCK);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function post(path: string, body: unknown, token?: string): Promise<unknown> {
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    Accept: 'application/json',
  };
  if (token !== undefined) {
    headers.Authorization = `Bearer ${token}`;
  }
  const response = await send(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return response.status === 204 ? undefined : response.json();
}

/** `fetch` with a time limit; what is no success is thrown. */
export async function send(path: string, init: RequestInit): Promise<Response> {
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
  let response: Response;
  try {
    response = await fetch(path, { ...init, signal });
  } catch (error) {
    if (init.signal?.aborted) {
      throw error;
    }
    throw new UnreachableError(error);
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}
