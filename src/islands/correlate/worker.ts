import { ruleBook, type RuleBook } from './rule-book.ts';
import { LogSession, warmUp } from './log-session.ts';
import type { Reply, Request } from './protocol.ts';

let session: LogSession | undefined;
let book: Promise<RuleBook> | undefined = ruleBook();
book.catch(() => (book = undefined));
warmUp();

const send = (reply: Reply) => postMessage(reply);

async function open(request: Extract<Request, { kind: `open-${string}` }>): Promise<void> {
  session?.cancel();
  book ??= ruleBook();
  book.catch(() => (book = undefined));
  const rules = await book;
  const opened = new LogSession(request.run, rules, send);
  session = opened;
  await opened.read(request);
}

function answer(request: Extract<Request, { ask: number }>): void {
  if (session?.run !== request.run) return;
  const { run, ask } = request;
  if (request.kind === 'detail') {
    void session.detail(request.chain).then((detail) => send({ kind: 'answer', run, ask, detail }));
  } else if (request.kind === 'chains') {
    send({ kind: 'answer', run, ask, chains: session.chains(request.chains) });
  } else {
    void session
      .event(request.chain, request.event)
      .then((event) => send({ kind: 'answer', run, ask, event }));
  }
}

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'cancel') session?.cancel();
  else if ('ask' in data) answer(data);
  else {
    open(data).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      send({ kind: 'failed', run: data.run, message });
    });
  }
});
