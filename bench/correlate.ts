/**
 * Correlation, side by side in one run: the logon-session rule by this engine, by DuckDB's ASOF join over columns of
 * numbers, both over the same events already loaded and with loading apart, by the SQL that the product gives for the
 * rule, over events as they are decoded, and by a naive rescan a key; then all rules together, growth and memory.
 *
 *   node --expose-gc --max-old-space-size=8192 bench/correlate.ts [EVENTS]
 */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { ruleData, type RuleData } from '../src/catalog/rule-data.ts';
import { loadCatalog } from '../src/cli/load-content.ts';
import { Correlator, correlate } from '../src/correlate/correlate.ts';
import type { Chain } from '../src/correlate/chain.ts';
import type { RawEvent } from '../src/event.ts';
import { columnTables } from '../src/query/columns.ts';
import { dialects } from '../src/query/dialects.ts';
import { syntheticEvents } from './correlate-events.ts';

interface Session {
  computer: string;
  open: number;
  close: number | null;
  lost: boolean;
}

/** Runs by ASOF join of each event with the last start, sessions by ASOF join of each end with the last logon. */
const SESSIONS = `
  WITH starts AS (SELECT computer, record FROM events WHERE id = 4608),
  wanted AS (
    SELECT e.*, coalesce(s.record, 0) AS boot
    FROM (SELECT * FROM events WHERE id IN (4624, 4634, 4647, 4672, 4627)) e
    ASOF LEFT JOIN starts s ON e.computer = s.computer AND e.record >= s.record
  ),
  opens AS (SELECT *, target AS session FROM wanted WHERE id = 4624 AND target NOT IN (0, 995, 996, 997, 998, 999)),
  ends AS (
    SELECT o.computer, o.record AS open, min(c.record) AS close
    FROM (SELECT * FROM wanted WHERE id IN (4634, 4647)) c
    ASOF JOIN opens o ON c.computer = o.computer AND c.boot = o.boot AND c.target = o.session AND c.record >= o.record
    GROUP BY ALL
  ),
  about AS (
    SELECT o.computer, o.record AS open, count(*) AS events
    FROM (SELECT * REPLACE (coalesce(target, subject) AS target) FROM wanted WHERE id IN (4672, 4627)) c
    JOIN opens o ON c.computer = o.computer AND c.boot = o.boot AND c.target = o.session
    GROUP BY ALL
  ),
  last AS (SELECT computer, max(record) AS boot FROM starts GROUP BY ALL)
  SELECT o.computer, o.record AS open, e.close, e.close IS NULL AND o.boot < coalesce(l.boot, 0) AS lost, a.events
  FROM opens o
  LEFT JOIN ends e ON o.computer = e.computer AND o.record = e.open
  LEFT JOIN about a ON o.computer = a.computer AND o.record = a.open
  LEFT JOIN last l ON o.computer = l.computer`;

const RULE = 'logon-session';
const count = Number(process.argv[2] ?? 1_000_000);
const { catalog } = loadCatalog(fileURLToPath(new URL('..', import.meta.url)));
const rules = ruleData(catalog);
const events = syntheticEvents(count);
console.log(`${count.toLocaleString('en')} events, ${rules.length} rules\n`);

const loaded = stopwatch();
const connection = await load(events);
const loading = loaded();
const { own, all, one } = await inTurns(9);
row('loading events, this engine', own.load);
row('loading events, DuckDB (appender)', loading, own.load);
row('logon-session, this engine, one core', own.join);
row('logon-session, DuckDB ASOF join, its default threads', all, own.join);
row('logon-session, DuckDB ASOF join, one thread', one, own.join);
const part = events.slice(0, Math.min(count, 20_000));
const small = median(3, () => correlate(part, rules, { only: [RULE] }));
const rescan = median(1, () => naive(part));
row(`same, this engine, first ${part.length} events, loading too`, small.seconds);
row(`same, naive rescan, first ${part.length} events`, rescan.seconds, small.seconds);
compare(own.chains, await sessionsOf(connection));

const both = {
  processor: own.load.processor + own.join.processor,
  clock: own.load.clock + own.join.clock,
};
const given = await ownSql(events);
row('logon-session over decoded events, this engine', both);
row("logon-session over decoded events, the rule's SQL, one thread", given.seconds, both);
console.log(`${given.chains} chains by the rule's SQL`);

const every = engine(5, events);
row(`all ${rules.length} rules, loading`, every.load);
row(`all ${rules.length} rules, joining, one core`, every.join);
console.log(`${every.chains.length} chains from ${every.used} events`);
growth();
await memory();

function row(what: string, time: Time, than?: Time): void {
  const milliseconds = (seconds: number) => `${(seconds * 1000).toFixed(0).padStart(6)} ms`;
  const ratio = (part: keyof Time) =>
    than ? ` (${(time[part] / than[part]).toFixed(1)} times)` : '';
  console.log(
    `${what.padEnd(58)} ${milliseconds(time.processor)} of processor${ratio('processor')}, ${milliseconds(time.clock)} by the clock${ratio('clock')}`,
  );
}

/** Seconds of all cores that this process used, and seconds that went by. */
interface Time {
  processor: number;
  clock: number;
}

function stopwatch(): () => Time {
  const cpu = process.cpuUsage();
  const start = performance.now();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { processor: (user + system) / 1e6, clock: (performance.now() - start) / 1000 };
  };
}

function middle(times: readonly Time[]): Time {
  const of = (part: keyof Time) =>
    times.map((time) => time[part]).sort((a, b) => a - b)[times.length >> 1] as number;
  return { processor: of('processor'), clock: of('clock') };
}

function median<T>(runs: number, work: () => T): { seconds: Time; value: T } {
  const times: Time[] = [];
  let value = undefined as T;
  for (let run = 0; run < runs; run += 1) {
    globalThis.gc?.();
    const time = stopwatch();
    value = work();
    times.push(time());
  }
  return { seconds: middle(times), value };
}

/** One reading of what the rules ask for out of decoded events, and one joining of what was read. */
interface Pass {
  load: Time;
  join: Time;
  chains: Chain[];
  used: number;
  correlator: Correlator;
}

function pass(list: readonly RawEvent[], only?: readonly string[]): Pass {
  const chains: Chain[] = [];
  globalThis.gc?.();
  const correlator = new Correlator(rules, {
    only,
    keep: 'event',
    onChain: (chain) => chains.push(chain),
  });
  const loading = stopwatch();
  for (const event of list) correlator.add(event);
  const load = loading();
  const joining = stopwatch();
  const { used } = correlator.finish();
  return { load, join: joining(), chains, used, correlator };
}

/**
 * The last of some passes with the medians of all. What one made is kept until the next has run: with the last object
 * of a class V8 throws away all code that it has compiled for it, and each would be one of cold code.
 */
function engine(runs: number, list: readonly RawEvent[], only?: readonly string[]): Pass {
  const times: Pick<Pass, 'load' | 'join'>[] = [];
  let last = pass(list, only);
  for (let run = 0; run < runs; run += 1) {
    last = pass(list, only);
    times.push({ load: last.load, join: last.join });
  }
  return { ...last, ...medians(times) };
}

function medians(times: readonly Pick<Pass, 'load' | 'join'>[]): Pick<Pass, 'load' | 'join'> {
  return {
    load: middle(times.map((time) => time.load)),
    join: middle(times.map((time) => time.join)),
  };
}

/** The engine and DuckDB one after the other, again and again: a machine that slows down slows both. */
async function inTurns(runs: number) {
  const passes: Pick<Pass, 'load' | 'join'>[] = [];
  const all: Time[] = [];
  const one: Time[] = [];
  let last = pass(events, [RULE]);
  for (let run = 0; run < runs; run += 1) {
    last = pass(events, [RULE]);
    passes.push({ load: last.load, join: last.join });
    one.push(await duck(connection, 'SET threads = 1'));
    all.push(await duck(connection, 'RESET threads'));
  }
  return { own: { ...last, ...medians(passes) }, one: middle(one), all: middle(all) };
}

/** Events as columns of a table, logon IDs as numbers. */
async function load(list: readonly RawEvent[]): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:');
  const duckdb = await instance.connect();
  await duckdb.run(
    'CREATE TABLE events (n BIGINT, record BIGINT, id INTEGER, time TIMESTAMP, computer VARCHAR, target BIGINT, subject BIGINT)',
  );
  const appender = await duckdb.createAppender('events');
  for (const [n, event] of list.entries()) {
    const value = (name: string) => event.data.find((item) => item.name === name)?.value;
    const session = (name: string) => {
      const text = value(name);
      if (text === undefined || !/^0x/.test(text)) appender.appendNull();
      else appender.appendBigInt(BigInt(text));
    };
    appender.appendBigInt(BigInt(n));
    appender.appendBigInt(BigInt(event.recordId ?? 0));
    appender.appendInteger(event.eventId ?? 0);
    appender.appendTimestamp({
      micros: BigInt(Date.parse(event.timeCreated ?? '')) * 1000n,
    } as never);
    appender.appendVarchar(event.computer ?? '');
    session('TargetLogonId');
    session('SubjectLogonId');
    appender.endRow();
  }
  appender.closeSync();
  return duckdb;
}

async function duck(duckdb: DuckDBConnection, threads: string): Promise<Time> {
  await duckdb.run(threads);
  const time = stopwatch();
  await duckdb.run(`CREATE OR REPLACE TABLE sessions AS ${SESSIONS}`);
  return time();
}

async function sessionsOf(duckdb: DuckDBConnection): Promise<Session[]> {
  const reader = await duckdb.runAndReadAll('SELECT computer, open, close, lost FROM sessions');
  return reader.getRows().map(([computer, open, close, lost]): Session => ({
    computer: String(computer),
    open: Number(open),
    close: close === null ? null : Number(close),
    lost: lost === true,
  }));
}

/** The rule as the product writes it for DuckDB, over the table that its notes describe. */
async function ownSql(list: readonly RawEvent[]) {
  const rule = rules.find(({ id }) => id === RULE);
  const boots = rules.find(({ defines }) => defines === 'boot');
  const made =
    rule && dialects.find(({ id }) => id === 'sql')?.rule?.({ rule, boots }, columnTables(catalog));
  if (!made || 'cannot' in made) throw new Error(`There is no SQL for ${RULE}.`);
  const folder = mkdtempSync(join(tmpdir(), 'correlate-'));
  const file = join(folder, 'events.ndjson');
  for (let at = 0; at < list.length; at += 50_000)
    appendFileSync(
      file,
      list
        .slice(at, at + 50_000)
        .map(tableRow)
        .join(''),
    );
  const duckdb = await (await DuckDBInstance.create(':memory:')).connect();
  await duckdb.run(
    `CREATE TABLE events AS SELECT * FROM read_json('${file}', columns = {time: 'TIMESTAMP', computer: 'VARCHAR', provider: 'VARCHAR', channel: 'VARCHAR', event_id: 'INTEGER', record_id: 'BIGINT', data: 'MAP(VARCHAR, VARCHAR)'})`,
  );
  rmSync(folder, { recursive: true });
  await duckdb.run('SET threads = 1');
  const times: Time[] = [];
  for (let run = 0; run < 3; run += 1) {
    const seconds = stopwatch();
    await duckdb.run(`CREATE OR REPLACE TABLE chains AS ${made.text.replace(/;\s*$/, '')}`);
    times.push(seconds());
  }
  const counted = (
    await duckdb.runAndReadAll("SELECT count(*) FROM chains WHERE status <> 'orphan'")
  ).getRows();
  duckdb.closeSync();
  return { seconds: middle(times), chains: Number(counted[0]?.[0]) };
}

function tableRow(event: RawEvent): string {
  return `${JSON.stringify({
    time: event.timeCreated,
    computer: event.computer,
    provider: event.provider,
    channel: event.channel,
    event_id: event.eventId,
    record_id: Number(event.recordId),
    data: Object.fromEntries(event.data.map(({ name, value }) => [name, value])),
  })}\n`;
}

/** For each logon a look at everything that follows it. */
function naive(list: readonly RawEvent[]): number {
  const id = (event: RawEvent) => event.data.find(({ name }) => name === 'TargetLogonId')?.value;
  let closed = 0;
  for (const [at, event] of list.entries()) {
    if (event.eventId !== 4624) continue;
    const session = id(event);
    for (let then = at + 1; then < list.length; then += 1) {
      const other = list[then] as RawEvent;
      if (other.computer !== event.computer) continue;
      if (other.eventId === 4608) break;
      if (other.eventId !== 4634 && other.eventId !== 4647) continue;
      if (id(other) !== session) continue;
      closed += 1;
      break;
    }
  }
  return closed;
}

/** The chains of the engine against the rows of DuckDB: opening record, closing record, status. */
function compare(chains: readonly Chain[], sessions: readonly Session[]): void {
  const line = (computer: string, open: number, close: number | null, lost: boolean) =>
    `${computer} ${open} ${close ?? '-'} ${lost ? 'lost' : ''}`;
  const ours = new Set(
    chains
      .filter(({ opener }) => opener)
      .map((chain) =>
        line(
          chain.host.name,
          Number(chain.opener?.event.recordId),
          chain.closer ? Number(chain.closer.event.recordId) : null,
          chain.status === 'lost',
        ),
      ),
  );
  const theirs = sessions.map(({ computer, open, close, lost }) =>
    line(computer, open, close, lost),
  );
  const same = theirs.filter((one) => ours.has(one)).length;
  console.log(
    `${same} of ${theirs.length} sessions of DuckDB are the engine's, which has ${ours.size}`,
  );
}

function growth(): void {
  if (count < 1_000_000) return;
  for (const [what, only] of [
    ['logon-session', [RULE]],
    ['all rules', undefined],
  ] as const) {
    const tenth = events.slice(0, count / 10);
    const less = engine(7, tenth, only);
    const more = engine(3, events, only);
    const total = ({ load, join }: typeof more) => load.processor + join.processor;
    const exponent = Math.log10(total(more) / total(less));
    console.log(`growth exponent from ${count / 10} to ${count}, ${what}: ${exponent.toFixed(2)}`);
  }
}

async function memory(): Promise<void> {
  if (!globalThis.gc) return;
  for (const [what, only] of [
    ['logon-session', [RULE]],
    ['all rules', undefined],
  ] as const) {
    const kept = await heapOf(() => correlate(events, rules, { only }).chains);
    let members = 0;
    for (const chain of kept.value) for (const _entry of chain.entries()) members += 1;
    const each = kept.bytes / members;
    console.log(`${each.toFixed(0)} bytes an event kept in a chain, ${what} (${members} of them)`);
  }
  const streamed = await heapOf(() => streaming(rules));
  console.log(
    `${(streamed.bytes / 1e6).toFixed(1)} MB held after streaming them with a hold of 16,384, chains given away`,
  );
}

/** A correlator that has read all events and keeps no chain. */
function streaming(by: readonly RuleData[]): Correlator {
  const correlator = new Correlator(by, { hold: 16_384, onChain: () => undefined });
  for (const event of events) correlator.add(event);
  return correlator;
}

/** What the result of some work holds, once what it left behind is gone. */
async function heapOf<T>(work: () => T): Promise<{ bytes: number; value: T }> {
  const before = await settledHeap();
  const value = work();
  return { bytes: (await settledHeap()) - before, value };
}

/** Bytes in use when collecting finds nothing more: buffers are let go some time after their owners. */
async function settledHeap(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (;;) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { heapUsed, external } = process.memoryUsage();
    if (heapUsed + external > least - 100_000) return least;
    least = heapUsed + external;
  }
}
