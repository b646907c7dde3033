import { getJson } from '../get-json.ts';
import { LogSession, warmUp } from './log-session.ts';
import type { Reply, Request } from './protocol.ts';
import { ruleBook, type RuleBook, type RuleFile } from './rule-book.ts';

let session: LogSession | undefined;
/** Done once the log that was opened last is read: with what went wrong, where it could not be. It never fails. */
let reading: Promise<string | undefined> = Promise.resolve(undefined);
let book: Promise<RuleBook> | undefined;
void loadBook().catch(() => undefined);
warmUp();

const send = (reply: Reply) => postMessage(reply);

function loadBook(): Promise<RuleBook> {
  book ??= getJson<RuleFile>('/correlate/rules.json').then(ruleBook);
  book.catch(() => (book = undefined));
  return book;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function open(
  request: Extract<Request, { kind: `open-${string}` }>,
): Promise<string | undefined> {
  session?.close();
  session = new LogSession(request.run, loadBook(), send);
  try {
    await session.read(request);
    return undefined;
  } catch (error) {
    const message = messageOf(error);
    send({ kind: 'failed', run: request.run, message });
    return message;
  }
}

/** The page may know the chains of a log before it is read here. */
async function answer(request: Extract<Request, { ask: number }>): Promise<void> {
  const failure = await reading;
  if (session?.run !== request.run) return;
  const { run, ask } = request;
  try {
    if (failure !== undefined)
      throw new Error(`The log could not be read: ${failure} Load the page again to try it anew.`);
    send({ kind: 'answer', run, ask, ...(await found(session, request)) });
  } catch (error) {
    send({ kind: 'answer', run, ask, failed: messageOf(error) });
  }
}

async function found(log: LogSession, request: Extract<Request, { ask: number }>) {
  if (request.kind === 'detail') return { detail: await log.detail(request.chain) };
  if (request.kind === 'chains') return { chains: log.chains(request.chains) };
  return { event: await log.event(request.chain, request.event) };
}

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'cancel') session?.cancel();
  else if ('ask' in data) void answer(data);
  else reading = open(data);
});
