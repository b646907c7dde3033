import type { Definitions } from '../../catalog/definitions.ts';
import { push } from '../../catalog/push.ts';
import type { ChainJson } from '../../correlate/describe.ts';
import { decodeEvent } from '../../decode/decode.ts';
import { readInput } from '../../decode/input/read-input.ts';
import { eventXml } from '../../decode/write/xml.ts';
import { DefinitionsLoader } from '../decode/definitions-loader.ts';
import { LONGEST_LINK, packText } from '../decode/link-payload.ts';
import { pause } from '../pause.ts';
import { chainRow } from './chain-row.ts';
import { LogReading } from './log-reading.ts';
import type { ChainDetail, ChainRow, Neighbour, Reply, Request, ShownEvent } from './protocol.ts';
import type { RuleBook } from './rule-book.ts';

/** How long the worker works before it lets messages in, in milliseconds. */
const TURN = 40;
const BATCH = 400;

type Open = Extract<Request, { kind: `open-${string}` }>;

const loader = new DefinitionsLoader();

/** Asks for what every log needs, before one is opened. */
export function warmUp(): void {
  loader.get().catch(() => undefined);
}

/** One log in the worker: read once, its chains kept, its events there for questions. */
export class LogSession {
  readonly run: number;
  readonly #send: (reply: Reply) => void;
  readonly #book: Promise<RuleBook>;
  #cancelled = false;
  #closed = false;
  #chains = new Map<string, ChainJson>();
  #rows = new Map<string, ChainRow>();
  #children = new Map<string, string[]>();
  /** There once reading has begun. */
  #definitions!: Definitions;
  #reading!: LogReading;

  constructor(run: number, book: Promise<RuleBook>, send: (reply: Reply) => void) {
    this.run = run;
    this.#book = book;
    this.#send = send;
  }

  /** Stops reading; what was read is correlated. */
  cancel(): void {
    this.#cancelled = true;
  }

  /** Stops all work: another log has taken its place. */
  close(): void {
    this.#cancelled = true;
    this.#closed = true;
  }

  async read(request: Open): Promise<void> {
    const start = performance.now();
    const inputs = inputsOf(request);
    const [book, definitions, first] = await Promise.all([
      this.#book,
      loader.get(),
      inputs[0]?.bytes(),
    ]);
    this.#reading = new LogReading(book, definitions);
    this.#definitions = definitions;
    for (const [at, input] of inputs.entries()) {
      if (this.#cancelled) break;
      const bytes = at === 0 && first ? first : await input.bytes();
      await this.#readOne(input.name, bytes);
    }
    if (this.#closed) return;
    await this.#giveRows(this.#reading.finish());
    this.#send({
      kind: 'done',
      run: this.run,
      facts: this.#reading.facts,
      milliseconds: performance.now() - start,
      cancelled: this.#cancelled,
    });
  }

  async #readOne(file: string, bytes: Uint8Array): Promise<void> {
    let turn = performance.now();
    let told = turn;
    for (const read of readInput(bytes, file, this.#definitions)) {
      this.#reading.take(read);
      const now = performance.now();
      if (now - turn < TURN) continue;
      if (now - told > 250) {
        told = now;
        const done = 'event' in read ? (read.event.source.offset ?? 0) : 0;
        this.#send({
          kind: 'progress',
          run: this.run,
          file,
          bytes: done,
          of: bytes.length,
          events: this.#reading.facts.events,
        });
      }
      await pause();
      turn = performance.now();
      if (this.#cancelled) break;
    }
  }

  /** Rows by the time that they began, a batch at a time, so that the page is never held up. */
  async #giveRows(chains: readonly ChainJson[]): Promise<void> {
    const sources = this.#reading.rowSources(this.#definitions);
    for (const chain of chains) {
      this.#chains.set(chain.id, chain);
      const [parent] = chain.parents;
      if (parent) push(this.#children, parent.chain, chain.id);
    }
    for (let at = 0; at < chains.length && !this.#closed; at += BATCH) {
      const batch = chains.slice(at, at + BATCH);
      const rows = await loader.whole(() => batch.map((chain) => chainRow(chain, sources)));
      for (const row of rows) this.#rows.set(row.id, row);
      this.#send({ kind: 'rows', run: this.run, rows });
      await pause();
    }
  }

  chains(ids: readonly string[]): ChainJson[] {
    return ids.flatMap((id) => this.#chains.get(id) ?? []);
  }

  async detail(id: string): Promise<ChainDetail> {
    const chain = this.#chains.get(id);
    if (!chain) throw new Error('The chain is not there any more. Load the page again.');
    const decoded = await loader.whole(() =>
      chain.events.slice(0, 200).map((event) => {
        const raw = this.#reading.rawOf(event);
        return raw && decodeEvent(raw, this.#definitions);
      }),
    );
    const neighbour = (other: string, event: number): Neighbour | undefined => {
      const row = this.#rows.get(other);
      if (!row) return undefined;
      const of = this.#chains.get(other)?.events[event];
      return of ? { row, event: of } : { row };
    };
    const pair = chain.pair && neighbour(chain.pair.chain, chain.pair.link.from);
    return {
      chain,
      sentences: decoded.map((one) => one?.summary ?? ''),
      titles: decoded.map((one) => one?.definition?.title ?? ''),
      parents: chain.parents.map((parent) => neighbour(parent.chain, parent.link.from) ?? null),
      ...(pair ? { pair } : {}),
      children: (this.#children.get(id) ?? []).flatMap((child) => this.#rows.get(child) ?? []),
    };
  }

  async event(id: string, index: number): Promise<ShownEvent> {
    const event = this.#chains.get(id)?.events[index];
    const raw = event && this.#reading.rawOf(event);
    if (!raw) throw new Error('The event is not there any more. Load the page again.');
    const decoded = await loader.whole(() => decodeEvent(raw, this.#definitions));
    const { definition, outcome, summary } = decoded;
    const xml = eventXml(raw);
    const payload = packText(xml);
    return {
      file: raw.source.file,
      fields: decoded.fields,
      warnings: decoded.problems.map(({ message }) => message),
      xml,
      ...(payload.length <= LONGEST_LINK ? { decoder: `/decode/#d=${payload}` } : {}),
      ...(definition ? { title: definition.title ?? '', url: definition.url } : {}),
      ...(outcome ? { outcome } : {}),
      ...(summary ? { summary } : {}),
      ...(raw.eventId === undefined ? {} : { eventId: raw.eventId }),
      ...(raw.recordId === undefined ? {} : { recordId: raw.recordId }),
    };
  }
}

interface Input {
  name: string;
  bytes(): Promise<Uint8Array>;
}

/** The inputs of a request, each with a name of its own. */
function inputsOf(request: Open): Input[] {
  if (request.kind === 'open-files') {
    const seen = new Map<string, number>();
    return request.files.map(({ name, file }) => {
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      return {
        name: times === 1 ? name : `${name} (${times})`,
        bytes: async () => new Uint8Array(await file.arrayBuffer()),
      };
    });
  }
  if (request.kind === 'open-text') {
    const { name, text } = request;
    return [{ name, bytes: () => Promise.resolve(new TextEncoder().encode(text)) }];
  }
  const { name, address } = request;
  return [
    {
      name,
      bytes: async () => {
        const response = await fetch(address);
        if (!response.ok) throw new Error(`${address} could not be loaded (${response.status}).`);
        return new Uint8Array(await response.arrayBuffer());
      },
    },
  ];
}
