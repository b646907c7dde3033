import type { Answers, Ask, Reply, Request } from './protocol.ts';

type Pushed = Exclude<Reply, { kind: 'answer' | 'refused' | 'progress' }>;

/** The worker as the page sees it: told what to do, asked questions, heard. */
export class Client {
  readonly #worker: Worker;
  readonly #waiting = new Map<
    number,
    {
      resolve: (answer: never) => void;
      reject: (error: Error) => void;
      progress: ((events: number) => void) | undefined;
    }
  >();
  #number = 0;

  constructor(hear: (reply: Pushed) => void) {
    this.#worker = new Worker(new URL('../decode-worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      if (data.kind === 'progress') {
        this.#waiting.get(data.number)?.progress?.(data.events);
        return;
      }
      if (data.kind !== 'answer' && data.kind !== 'refused') {
        hear(data);
        return;
      }
      const waiting = this.#waiting.get(data.number);
      this.#waiting.delete(data.number);
      if (data.kind === 'answer') waiting?.resolve(data.answer as never);
      else waiting?.reject(new Error(data.message));
    });
    this.#worker.addEventListener('error', (event) => {
      hear({
        kind: 'failed',
        run: -1,
        message: event.message || 'The decoder could not be loaded.',
      });
    });
  }

  tell(request: Exclude<Request, { to: 'answer' }>): void {
    this.#worker.postMessage(request);
  }

  /** @param progress is told now and then how many events a long answer has so far */
  ask<Q extends Ask>(question: Q, progress?: (events: number) => void): Promise<Answers[Q['ask']]> {
    this.#number += 1;
    const number = this.#number;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject, progress });
      this.#worker.postMessage({ to: 'answer', number, question } satisfies Request);
    });
  }
}
