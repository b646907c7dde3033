import type { Reply, Request } from './protocol.ts';

type Answer = Extract<Reply, { kind: 'answer' }>;
type Told = Exclude<Reply, Answer>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** The worker as the page sees it: logs go in, rows come out, questions get answers. */
export class WorkerClient {
  #worker: Worker;
  #run = 0;
  #asked = 0;
  #waiting = new Map<number, (answer: Answer) => void>();
  /** What is said to every question once the worker itself has failed. */
  #broken: string | undefined;

  constructor(onTold: (told: Told) => void) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      if (data.run !== this.#run) return;
      if (data.kind !== 'answer') return onTold(data);
      this.#waiting.get(data.ask)?.(data);
      this.#waiting.delete(data.ask);
    });
    this.#worker.addEventListener('error', (event) => {
      const message = event.message || 'The worker could not start.';
      onTold({ kind: 'failed', run: this.#run, message });
      this.#broken = `The log could not be read: ${message} Load the page again to try it anew.`;
      for (const ask of [...this.#waiting.keys()]) this.#fail(ask, this.#broken);
    });
  }

  /** Number of the open log. */
  get run(): number {
    return this.#run;
  }

  /** Opens a log in place of the one before. */
  open(request: DistributiveOmit<Extract<Request, { kind: `open-${string}` }>, 'run'>): void {
    this.#run += 1;
    this.#waiting.clear();
    this.#worker.postMessage({ ...request, run: this.#run });
  }

  cancel(): void {
    this.#worker.postMessage({ kind: 'cancel', run: this.#run } satisfies Request);
  }

  /**
   * Asks about the open log. An answer about a log that was closed meanwhile never comes.
   * @throws {Error} that says what to do, where there is no answer
   */
  async ask<Key extends 'detail' | 'event' | 'chains'>(
    request: DistributiveOmit<Extract<Request, { kind: Key }>, 'run' | 'ask'>,
  ): Promise<Extract<Answer, Record<Key, unknown>>[Key]> {
    this.#asked += 1;
    const ask = this.#asked;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(ask, resolve));
    if (this.#broken === undefined) this.#worker.postMessage({ ...request, run: this.#run, ask });
    else this.#fail(ask, this.#broken);
    const answer = await answered;
    if ('failed' in answer) throw new Error(answer.failed);
    return (answer as Record<Key, unknown>)[request.kind as Key] as never;
  }

  #fail(ask: number, failed: string): void {
    this.#waiting.get(ask)?.({ kind: 'answer', run: this.#run, ask, failed });
    this.#waiting.delete(ask);
  }
}
