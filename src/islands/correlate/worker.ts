import { getJson } from '../get-json.ts';
import { LogSession, warmUp } from './log-session.ts';
import type { Reply, Request } from './protocol.ts';
import { ruleBook, type RuleBook, type RuleFile } from './rule-book.ts';

let session: LogSession | undefined;
/** Done once the log that was opened last is read; it never fails. */
let reading: Promise<void> = Promise.resolve();
let book: Promise<RuleBook> | undefined;
void loadBook().catch(() => undefined);
warmUp();

const send = (reply: Reply) => postMessage(reply);

function loadBook(): Promise<RuleBook> {
  book ??= getJson<RuleFile>('/correlate/rules.json').then(ruleBook);
  book.catch(() => (book = undefined));
  return book;
}

async function open(request: Extract<Request, { kind: `open-${string}` }>): Promise<void> {
  session?.close();
  session = new LogSession(request.run, loadBook(), send);
  try {
    await session.read(request);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    send({ kind: 'failed', run: request.run, message });
  }
}

/** The page may know the chains of a log before it is read here. */
async function answer(request: Extract<Request, { ask: number }>): Promise<void> {
  await reading;
  if (session?.run !== request.run) return;
  const { run, ask } = request;
  if (request.kind === 'detail') {
    send({ kind: 'answer', run, ask, detail: await session.detail(request.chain) });
  } else if (request.kind === 'chains') {
    send({ kind: 'answer', run, ask, chains: session.chains(request.chains) });
  } else {
    const event = await session.event(request.chain, request.event);
    send({ kind: 'answer', run, ask, event });
  }
}

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'cancel') session?.cancel();
  else if ('ask' in data) void answer(data);
  else reading = open(data);
});
