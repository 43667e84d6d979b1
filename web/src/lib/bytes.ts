import { withToken } from './api';
import { RefusedError, UnreachableError } from './problem';
import { send } from './session';

/** Some bytes of a file that the center has. */
export async function readBytes(
  path: string,
  offset: number,
  length: number,
  signal?: AbortSignal,
): Promise<{ data: ArrayBuffer; etag?: string }> {
  const response = await withToken((token) =>
    send(`/api/v1${path}`, {
      headers: {
        Authorization: `Bearer ${token}`,
        Range: `bytes=${offset}-${offset + length - 1}`,
      },
      ...(signal && { signal }),
    }),
  );
  const etag = response.headers.get('etag');
  return { data: await response.arrayBuffer(), ...(etag !== null && { etag }) };
}

/** Puts a file, with no limit of time; `onProgress` hears the part that is sent, from 0 to 1. */
export function putFile<T>(
  path: string,
  file: Blob,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<T> {
  return withToken(
    (token) =>
      new Promise<T>((resolve, reject) => {
        // Only this kind of request tells how far an upload is.
        const request = new XMLHttpRequest();
        request.open('PUT', `/api/v1${path}`);
        request.setRequestHeader('Authorization', `Bearer ${token}`);
        request.setRequestHeader('Content-Type', 'application/octet-stream');
        request.upload.onprogress = ({ loaded, total }) =>
          onProgress(total > 0 ? loaded / total : 0);
        request.onload = () => {
          if (request.status < 300) {
            resolve(JSON.parse(request.responseText) as T);
          } else {
            reject(refused(request));
          }
        };
        request.onerror = () => reject(new UnreachableError('the upload ended early'));
        request.onabort = () => reject(signal.reason);
        signal.addEventListener('abort', () => request.abort());
        request.send(file);
      }),
  );
}

function refused({ status, responseText }: XMLHttpRequest): RefusedError {
  try {
    return new RefusedError({ ...JSON.parse(responseText), status });
  } catch {
    return new RefusedError({ title: 'The center refused the file', status });
  }
}
