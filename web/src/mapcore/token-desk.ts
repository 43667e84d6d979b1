/** Asks the page, which alone has the session, for access tokens. */
export class TokenDesk {
  private readonly waiting = new Map<number, (value: string | null | Error) => void>();
  private next = 0;

  /** @param want tells the page that a token is wanted, to be answered under this number */
  constructor(private readonly want: (id: number) => void) {}

  /** Null: there is no session any more. */
  ask(): Promise<string | null> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, (value) => {
        this.waiting.delete(id);
        if (value instanceof Error) reject(value);
        else resolve(value);
      });
      this.want(id);
    });
  }

  answer(id: number, value: string | null | Error): void {
    this.waiting.get(id)?.(value);
  }
}
