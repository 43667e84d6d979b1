import type { Problem } from '../lib/api-types';

type Answer = unknown | ((body: unknown, request: Request) => unknown);

/** A refusal as the center sends it. */
export class Refuse {
  constructor(
    readonly status: number,
    readonly problem: Partial<Problem> = {},
    readonly headers: Record<string, string> = {},
  ) {}
}

/** No answer at all. */
export const SILENCE = Symbol('silence');

/** Stands where the center would, behind `fetch`: answers by `METHOD /path` and remembers what was asked. */
export class FakeCenter {
  readonly asked: string[] = [];
  private readonly answers = new Map<string, Answer>();
  private readonly before = globalThis.fetch;

  constructor() {
    this.on('GET /about', { name: 'vTOC', version: '0.1.0', demo: false });
    this.on('GET /auth/me', { id: '1', username: 'ada', admin: true, stations: {} });
    this.on('GET /stations', { items: [], next: null });
    this.on('GET /basemap/state', { origin: 'none', bytes: 0, tag: '' });
    this.on('POST /auth/logout', undefined);
    this.on('POST /auth/refresh', tokens('renewed'));
    globalThis.fetch = (input, init) => this.answer(new Request(absolute(input), init));
  }

  on(route: string, answer: Answer): this {
    this.answers.set(route, answer);
    return this;
  }

  times(route: string): number {
    return this.asked.filter((asked) => asked === route).length;
  }

  close(): void {
    globalThis.fetch = this.before;
  }

  private async answer(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname.replace('/api/v1', '');
    const route = `${request.method} ${path}`;
    this.asked.push(route);
    const text = await request.text();
    const given = this.answers.get(route);
    const made =
      typeof given === 'function'
        ? given(text === '' ? undefined : JSON.parse(text), request)
        : given;
    const answer = await made;
    if (answer === SILENCE) {
      throw new TypeError('Failed to fetch');
    }
    if (!this.answers.has(route)) {
      return refuse(new Refuse(404, { title: 'Not found' }));
    }
    if (answer instanceof Refuse) {
      return refuse(answer);
    }
    return answer === undefined
      ? new Response(null, { status: 204 })
      : Response.json(answer as object);
  }
}

export function tokens(access: string) {
  return {
    access_token: access,
    refresh_token: `${access}-refresh`,
    token_type: 'Bearer',
    expires_in: 1800,
  };
}

function refuse({ status, problem, headers }: Refuse): Response {
  return new Response(JSON.stringify({ title: 'Refused', status, ...problem }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });
}

function absolute(input: RequestInfo | URL): string | Request {
  return input instanceof Request ? input : new URL(String(input), 'http://center.test').href;
}
