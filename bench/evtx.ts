/**
 * Speed and memory of the event log reader against other readers in JavaScript, on one file in one run: 128 MiB of
 * real chunks, made here from the logs of the corpora (record numbers and checksums written anew). Each reader runs in
 * a process of its own, in turns; processor time is counted, since the machine may have other things to do.
 *
 *     AUDIT_ATLAS_CORPORA=<folder with evtx/> node bench/evtx.ts [rounds]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { corporaFolder, writeBigLog } from './evtx-files.ts';

interface Result {
  /** Processor seconds of the fastest pass, of all threads. */
  seconds: number;
  records: number;
  /** Most memory in use beyond the file, MiB. */
  memory: number;
}

const MIB = 1_048_576;
const PASSES = 3;
/** Records between two looks at the memory. */
const OFTEN = 5_000;

const rss = () => process.memoryUsage().rss;

/** One pass of each reader over a log in memory. @returns number of records */
const readers: Record<string, (bytes: Buffer, watch: () => void) => Promise<number>> = {
  'ours, all values': async (bytes, watch) => {
    const { readEvtx } = await import('../src/decode/evtx/read-evtx.ts');
    let records = 0;
    for (const one of readEvtx(bytes, 'bench'))
      if ('event' in one && (records += 1) % OFTEN === 0) watch();
    return records;
  },
  'ours, index': async (bytes, watch) => {
    const { indexEvtx } = await import('../src/decode/evtx/index-evtx.ts');
    let records = 0;
    const kept = [];
    for (const chunk of indexEvtx(bytes, 'bench')) {
      records += chunk.count;
      kept.push(chunk);
      if (kept.length % 100 === 0) watch();
    }
    return records;
  },
  winevtx: async (bytes, watch) => {
    const { parseEvtxFile } = await peer('winevtx');
    let records = 0;
    for (const one of parseEvtxFile(bytes)) if (one.event && (records += 1) % OFTEN === 0) watch();
    return records;
  },
  '@ts-evtx/core': async (bytes, watch) => {
    const { EvtxFile } = await peer('@ts-evtx/core');
    let records = 0;
    for (const one of new EvtxFile(bytes).records())
      if (one.renderXml() && (records += 1) % OFTEN === 0) watch();
    return records;
  },
};

interface Peers {
  parseEvtxFile: (bytes: Buffer) => Iterable<{ event: unknown }>;
  EvtxFile: new (bytes: Buffer) => { records: () => Iterable<{ renderXml: () => string }> };
}

/** Readers of others, which stand in bench/node_modules and bring no types that fit. */
const peer = async (name: string) => (await import(name)) as Peers;

const [mode, file = '', name = ''] = process.argv.slice(2);
if (mode === '--run') await runOne(file, name);
else compare(Number(mode ?? 3));

async function runOne(path: string, reader: string): Promise<void> {
  const bytes = readFileSync(path);
  const before = rss();
  const pass = readers[reader] as (typeof readers)[string];
  const result: Result = { seconds: Infinity, records: 0, memory: 0 };
  const watch = () => (result.memory = Math.max(result.memory, (rss() - before) / MIB));
  for (let turn = 0; turn < (reader === '@ts-evtx/core' ? 1 : PASSES); turn += 1) {
    const start = process.cpuUsage();
    result.records = await pass(bytes, watch);
    const { user, system } = process.cpuUsage(start);
    result.seconds = Math.min(result.seconds, (user + system) / 1e6);
  }
  watch();
  console.log(JSON.stringify(result));
}

function compare(rounds: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'evtx-'));
  const path = join(folder, 'big.evtx');
  const { size, records, chunks } = writeBigLog(corporaFolder(), path, 2048);
  console.log(
    `${(size / MIB).toFixed(0)} MiB, ${records} records, ${chunks} different chunks, node ${process.version}`,
  );
  const results = new Map<string, Result[]>(Object.keys(readers).map((one) => [one, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [reader, all] of results) {
      if (reader === '@ts-evtx/core' && round > 0) continue;
      const output = execFileSync(
        process.execPath,
        [fileURLToPath(import.meta.url), '--run', path, reader],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
      );
      all.push(JSON.parse(output.trim().split('\n').at(-1) ?? '') as Result);
    }
  rmSync(folder, { recursive: true });
  const fastest = median(results.get('winevtx') ?? []);
  for (const [reader, all] of results) {
    const seconds = median(all);
    const memory = Math.max(...all.map((one) => one.memory));
    console.log(
      [
        reader.padEnd(18),
        `${(size / MIB / seconds).toFixed(0)} MiB/s`.padStart(10),
        `${(records / seconds / 1000).toFixed(0)}k records/s`.padStart(16),
        `${(fastest / seconds).toFixed(1)} times winevtx`.padStart(20),
        `${memory.toFixed(0)} MiB beyond the file`.padStart(26),
        `${all[0]?.records} records`.padStart(16),
      ].join(' '),
    );
  }
}

function median(results: readonly Result[]): number {
  const seconds = results.map((one) => one.seconds).sort((a, b) => a - b);
  return seconds[Math.floor(seconds.length / 2)] ?? NaN;
}
