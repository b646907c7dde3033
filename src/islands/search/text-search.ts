/** What the full text is narrowed by: name → values, any of which will do. */
export type Filters = Record<string, string[]>;

/** What the full text is asked: one page of hits, so many a page, the first page being 1. */
export interface Question {
  query: string;
  filters: Filters;
  page: number;
  size: number;
  /** Whether the pages that each filter would leave are counted. */
  counted: boolean;
}

/** One page that holds the words. */
export interface Hit {
  url: string;
  title: string;
  kind: string;
  /** Text in turns: as it stands, and marked because it was asked for. */
  excerpt: string[];
}

/** Pages that each value of each filter would leave. */
export type Counts = Record<string, Record<string, number>>;

/** Parts of an answer, in the order in which they come. */
export type Reply =
  /** How many pages hold the words, and the best of the page of hits that was asked for, if it has any. */
  | { part: 'best'; total: number; hit?: Hit | undefined }
  | { part: 'others'; hits: Hit[] }
  | { part: 'counts'; counts: Counts }
  | { part: 'failed' };

const WORKER = '/pagefind/worker.js';
/** Name of a worker that is given the files which it starts with, by a page that names them. */
export const GIVEN = 'given';

/** What the scripts of a page share, which may be built apart. */
interface Shared {
  worker?: Worker | undefined;
  run: number;
  asked: string;
  replies: Reply[];
  listener(reply: Reply): void;
}

const shared: Shared = ((globalThis as { textSearch?: Shared }).textSearch ??= {
  run: 0,
  asked: '',
  replies: [],
  listener: () => undefined,
});

/** Loads what searches, so that the first question finds it there. */
export function wakeTextSearch(): void {
  shared.worker ??= start();
}

/** Asks ahead of the page, whose own question then finds the answer on its way; not after that. */
export function askAhead(question: Question): void {
  if (shared.run === 0) ask(question);
}

/**
 * Searches the full text, apart from the page. A question that was asked last is not asked again: what is known of its
 * answer is told anew.
 *
 * @param heard is told each part of the answer, until another question is asked
 */
export function searchText(question: Question, heard: (reply: Reply) => void): void {
  shared.listener = heard;
  if (JSON.stringify(question) !== shared.asked) ask(question);
  for (const reply of shared.replies) heard(reply);
}

function ask(question: Question): void {
  shared.run += 1;
  shared.asked = JSON.stringify(question);
  shared.replies = [];
  shared.worker ??= start();
  shared.worker.postMessage({ run: shared.run, question });
}

function start(): Worker {
  const named = document.querySelector<HTMLMetaElement>('meta[name=full-text]')?.content;
  const files = (named?.split(' ') ?? []).map((file) => ({ file, bytes: bytesOf(file) }));
  const started = new Worker(WORKER, { name: files.length > 0 ? GIVEN : '' });
  for (const { file, bytes } of files) void give(started, file, bytes);
  started.addEventListener('message', ({ data }: MessageEvent<{ run: number; reply: Reply }>) => {
    if (data.run === shared.run) hear(data.reply);
  });
  started.addEventListener('error', () => hear({ part: 'failed' }));
  return started;
}

async function bytesOf(address: string): Promise<ArrayBuffer | undefined> {
  try {
    const response = await fetch(address);
    return response.ok ? await response.arrayBuffer() : undefined;
  } catch {
    return undefined;
  }
}

/** Hands a file on that the page has asked for before there was a worker; without bytes the worker asks for it itself. */
async function give(
  to: Worker,
  file: string,
  asked: Promise<ArrayBuffer | undefined>,
): Promise<void> {
  const bytes = await asked;
  to.postMessage({ file, bytes }, bytes ? [bytes] : []);
}

function hear(reply: Reply): void {
  if (reply.part === 'failed') {
    // The next question begins anew.
    shared.worker?.terminate();
    shared.worker = undefined;
    shared.asked = '';
  }
  shared.replies.push(reply);
  shared.listener(reply);
}
