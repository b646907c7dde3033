import {
  indexDefinitions,
  type Definitions,
  type DefinitionsData,
  type TableData,
} from '../catalog/definitions.ts';
import { decodeEvent, toJson } from '../decode/decode.ts';
import { detectFormat, readEvents } from '../decode/read-events.ts';
import type { Problem } from '../problem.ts';
import type { DecodeReply, DecodeRequest, ShownEvent, ShownProblem } from './decode-protocol.ts';

interface Loaded {
  definitions: DefinitionsData;
  tables: TableData[];
  others: string[];
}

/** Events that are sent to be shown; the rest is counted. */
const SHOWN = 500;
const BATCH = 50;

const tables = new Map<string, TableData>();
const others = new Set<string>();
const missed = new Set<string>();
let loading: Promise<Definitions> | undefined;
let current = 0;

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be loaded (${response.status}).`);
  return response.json() as Promise<T>;
}

function definitionsOnce(): Promise<Definitions> {
  loading ??= get<Loaded>('/decode/definitions.json').then((loaded) => {
    for (const table of loaded.tables) tables.set(table.id, table);
    for (const id of loaded.others) others.add(id);
    return indexDefinitions(loaded.definitions, (id) => {
      const table = tables.get(id);
      if (!table && others.has(id)) missed.add(id);
      return table;
    });
  });
  loading.catch(() => (loading = undefined));
  return loading;
}

/** Loads the tables that were asked for and not there. @returns whether there were any */
async function loadMissed(): Promise<boolean> {
  if (missed.size === 0) return false;
  const ids = [...missed];
  missed.clear();
  for (const table of await Promise.all(
    ids.map((id) => get<TableData>(`/decode/tables/${id}.json`)),
  )) {
    tables.set(table.id, table);
  }
  return true;
}

async function decode({ run, text }: DecodeRequest): Promise<void> {
  const definitions = await definitionsOnce();
  const start = performance.now();
  // Big tables are loaded when a first pass over the head of the text asks for them.
  do {
    for (const [at, read] of enumerate(readEvents(text.slice(0, 65_536), definitions))) {
      if ('event' in read) decodeEvent(read.event, definitions);
      if (at >= BATCH) break;
    }
  } while (await loadMissed());
  let events: ShownEvent[] = [];
  let problems: ShownProblem[] = [];
  let total = 0;
  const send = (reply: DecodeReply) => postMessage(reply);
  for (const read of readEvents(text, definitions)) {
    if ('problem' in read) problems.push(shown(read.problem));
    else {
      total += 1;
      if (total <= SHOWN) {
        const decoded = decodeEvent(read.event, definitions);
        events.push({
          ...toJson(decoded),
          ...(decoded.definition ? { url: decoded.definition.url } : {}),
          fields: decoded.fields,
        });
      }
    }
    if (events.length + problems.length >= BATCH || total % 1_000 === 0) {
      send({ run, kind: 'events', events, problems, total });
      events = [];
      problems = [];
      await new Promise((resolve) => setTimeout(resolve));
      if (run !== current) return;
    }
  }
  send({ run, kind: 'events', events, problems, total });
  const format = detectFormat(text, definitions)?.format.title ?? null;
  send({ run, kind: 'done', total, format, milliseconds: performance.now() - start });
}

function* enumerate<T>(items: Iterable<T>): Generator<[number, T]> {
  let at = 0;
  for (const item of items) {
    yield [at, item];
    at += 1;
  }
}

function shown({ place, message, hint }: Problem): ShownProblem {
  const where = place.line === undefined ? '' : `Line ${place.line}`;
  return { where, message, ...(hint ? { hint } : {}) };
}

addEventListener('message', ({ data }: MessageEvent<DecodeRequest>) => {
  current = data.run;
  decode(data).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    postMessage({ run: data.run, kind: 'failed', message } satisfies DecodeReply);
  });
});
