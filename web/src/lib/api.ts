import { noteServerDate } from './clock';
import { RefusedError } from './problem';
import { freshToken, renewAfterRefusal, send } from './session';

interface Call {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  body?: unknown;
  /** Refused if the thing has another revision by now. */
  revision?: number;
  /** The same write may be sent again with the same key: it is done once. */
  key?: string;
  signal?: AbortSignal;
}

/** An answer anybody may have, without a token. */
export async function readOpen<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(`/api/v1${path}`, {
    headers: { Accept: 'application/json' },
    ...(signal && { signal }),
  });
  noteServerDate(response.headers.get('date'));
  return (await response.json()) as T;
}

/** What the attempt gives; it is repeated once with a new token where the center refuses the first. */
export async function withToken<T>(attempt: (token: string) => Promise<T>): Promise<T> {
  const token = await freshToken();
  try {
    return await attempt(token);
  } catch (error) {
    if (!(error instanceof RefusedError) || error.status !== 401) {
      throw error;
    }
    return attempt(await renewAfterRefusal(token));
  }
}

/**
 * An answer for the signed-in user. A token that the center refuses is renewed once and the call repeated;
 * throws `RefusedError` or `UnreachableError`.
 */
export async function call<T>(
  path: string,
  { method = 'GET', body, revision, key, signal }: Call = {},
): Promise<T> {
  const response = await withToken((token) =>
    send(`/api/v1${path}`, {
      method,
      headers: {
        Accept: 'application/json',
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(revision !== undefined && { 'If-Match': `"${revision}"` }),
        ...(key !== undefined && { 'Idempotency-Key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    }),
  );
  noteServerDate(response.headers.get('date'));
  return (response.status === 204 ? undefined : await response.json()) as T;
}
