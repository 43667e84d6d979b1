import type { Problem } from './api-types';

/** The center answered, and refused. */
export class RefusedError extends Error {
  readonly problem: Problem;
  /** Seconds to wait before trying again, where the center said so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.detail ?? problem.title);
    this.name = 'RefusedError';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** No answer: the network or the center is down, or it took too long. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('The center does not answer.', { cause });
    this.name = 'UnreachableError';
  }
}

/** Reads a refusal; an answer that is no problem document still gives a usable title. */
export async function refusal(response: Response): Promise<RefusedError> {
  const fallback: Problem = {
    title: response.statusText || `Status ${response.status}`,
    status: response.status,
  };
  let problem = fallback;
  if ((response.headers.get('content-type') ?? '').includes('json')) {
    try {
      problem = { ...fallback, ...((await response.json()) as Partial<Problem>) };
    } catch {
      problem = fallback;
    }
  }
  return new RefusedError(problem, retryAfter(response.headers.get('retry-after')));
}

function retryAfter(header: string | null): number | undefined {
  if (header === null || header.trim() === '') {
    return undefined;
  }
  const seconds = Number(header);
  if (Number.isFinite(seconds)) {
    return Math.max(0, Math.ceil(seconds));
  }
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

/** One sentence for people about anything that a request can throw. */
export function explain(error: unknown): string {
  if (error instanceof RefusedError) {
    const fields = error.problem.errors?.map((e) => e.message).join(' ');
    return fields || error.message;
  }
  if (error instanceof UnreachableError) {
    return 'The center does not answer. Check that it is running and that this device can reach it.';
  }
  return 'Something went wrong in this page. Reload it and try again.';
}

export interface Faults {
  /** What is wrong with each field that the form has. */
  readonly fields: Readonly<Record<string, string>>;
  /** What belongs to no field of the form. */
  readonly rest: string | undefined;
}

/** Puts each complaint of the center at the field that it is about: `known` says which fields there are. */
export function faultsOf(error: unknown, known: (field: string) => boolean): Faults {
  if (error === null || error === undefined) {
    return { fields: {}, rest: undefined };
  }
  const named = error instanceof RefusedError ? (error.problem.errors ?? []) : [];
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const { field, message } of named) {
    if (known(field)) {
      const said = message.charAt(0).toUpperCase() + message.slice(1);
      fields[field] = [fields[field], said].filter(Boolean).join('; ');
    } else {
      rest.push(`${field} ${message}`);
    }
  }
  return { fields, rest: named.length === 0 ? explain(error) : rest.join('. ') || undefined };
}
