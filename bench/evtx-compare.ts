/**
 * Compares every value of every record of the corpora's event logs, leaf by leaf, with what two other readers print as
 * XML: `evtxexport` (Debian: libevtx-utils) and python-evtx (`evtx_dump.py`, Debian: python3-evtx; slow, so only for
 * the files given by name, or for records that evtxexport leaves out). Differences are sorted by the known errors of
 * those readers; what is left over is printed.
 *
 *     AUDIT_ATLAS_CORPORA=<folder with evtx/> node bench/evtx-compare.ts [--python] [part of a file's name]
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Parser } from 'saxen';
import { findChunks } from '../src/decode/evtx/chunk.ts';
import { readEvtx } from '../src/decode/evtx/read-evtx.ts';
import { findRecords } from '../src/decode/evtx/record.ts';
import { corporaFolder, eventLogs } from './evtx-files.ts';
import { recordXml } from './record-xml.ts';

interface Leaf {
  path: string;
  value: string;
}

const usePython = process.argv.includes('--python');
const only = process.argv.slice(2).find((one) => !one.startsWith('--')) ?? '';
const classes = new Map<string, number>();
const unexplained: string[] = [];
let compared = 0;
let equal = 0;
let leaves = 0;

for (const path of eventLogs(corporaFolder()).filter((one) => one.includes(only))) {
  const bytes = readFileSync(path);
  const theirs = reference(path);
  const xmlAt = new Map<number, string | undefined>();
  for (const chunk of findChunks(bytes, 0, false))
    for (const record of findRecords(chunk))
      xmlAt.set(chunk.offset + record.at, recordXml(chunk, record));
  const missing: string[] = [];
  let ours = 0;
  for (const read of readEvtx(bytes, path)) {
    if (!('event' in read)) continue;
    const { event } = read;
    ours += 1;
    const xml = xmlAt.get(event.source.offset as number);
    const id = event.recordId ?? '';
    const other = theirs.get(id);
    if (event.problems.length > 0 || xml === undefined) count('damaged record, reported');
    else if (!other) missing.push(id);
    else compare(`${basename(path)} ${id}`, leavesOf(xml), other);
  }
  if (missing.length > 0)
    console.log(
      `${basename(path)}: the other reader lacks ${missing.length} of ${ours} records (${missing[0]} … ${missing.at(-1)})`,
    );
}

console.log(`${compared} records compared, ${leaves} leaves; ${equal} records equal in all`);
for (const [name, number] of [...classes].sort((a, b) => b[1] - a[1]))
  console.log(`${String(number).padStart(8)}  ${name}`);
console.log(`${String(unexplained.length).padStart(8)}  unexplained`);
for (const line of unexplained.slice(0, 40)) console.log(`  ${line}`);

/** Leaves of each record of the other reader, by record id; the first of those that occur twice. */
function reference(path: string): Map<string, Leaf[]> {
  const records = new Map<string, Leaf[]>();
  const [command, args] = usePython
    ? ['evtx_dump.py', [path]]
    : ['evtxexport', ['-f', 'xml', path]];
  let output = '';
  try {
    output = execFileSync(command, args, {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    output = String((error as { stdout?: string }).stdout ?? '');
  }
  for (const [xml] of output.matchAll(/<Event [\s\S]*?\n?<\/Event>\n/g)) {
    const all = leavesOf(xml);
    const id = all.find((leaf) => leaf.path === 'Event/System/EventRecordID')?.value ?? '';
    if (!records.has(id)) records.set(id, all);
  }
  return records;
}

/** Attributes and texts of an event, in order, each with its path; a leaf without text is there with an empty one. */
function leavesOf(xml: string): Leaf[] {
  const found: Leaf[] = [];
  const path: string[] = [];
  let value = '';
  let isLeaf = false;
  const parser = new Parser();
  parser.on('openTag', (name, attributes, decode) => {
    path.push(name);
    value = '';
    isLeaf = true;
    for (const [key, raw] of Object.entries(attributes()))
      if (!/^xmlns/.test(key) && (raw !== '' || !usePython))
        found.push({ path: `${path.join('/')}@${key}`, value: decode(raw) });
  });
  parser.on('text', (raw, decode) => (value += decode(raw)));
  parser.on('cdata', (raw) => (value += raw));
  parser.on('closeTag', () => {
    if (isLeaf && (value !== '' || !usePython)) found.push({ path: path.join('/'), value });
    path.pop();
    isLeaf = false;
  });
  parser.on('error', () => undefined);
  parser.on('warn', () => undefined);
  parser.parse(xml);
  return found;
}

function compare(record: string, ours: Leaf[], theirs: Leaf[]): void {
  compared += 1;
  leaves += ours.length;
  const left = new Map<string, string[]>();
  for (const { path, value } of theirs)
    left.set(path, [...(left.get(path) ?? []), ...arrayOf(value)]);
  // python-evtx shows null values as empty and drops empty ones of arrays, so that empty says nothing there.
  let isEqual = true;
  for (const { path, value } of ours) {
    const other = left.get(path)?.shift();
    if (other !== undefined && normal(value) === normal(other)) continue;
    isEqual = false;
    const known = explain(value, other);
    if (known) count(known);
    else
      unexplained.push(
        `${record} ${path}: ${JSON.stringify(value)} ours, ${JSON.stringify(other)} theirs`,
      );
  }
  for (const [path, values] of left)
    for (const value of values) {
      isEqual = false;
      const known = explain(undefined, value);
      if (known) count(known);
      else unexplained.push(`${record} ${path}: not ours, ${JSON.stringify(value)} theirs`);
    }
  if (isEqual) equal += 1;
}

/** python-evtx writes an array of texts as escaped markup in one element. */
function arrayOf(value: string): string[] {
  const texts = [...value.matchAll(/<string>([\s\S]*?)<\/string>/g)].map(([, text]) => text ?? '');
  return texts.length > 0 ? texts.filter((text) => text !== '') : [value];
}

function count(name: string): void {
  classes.set(name, (classes.get(name) ?? 0) + 1);
}

/** What Windows prints in one way and the other readers in another, without a difference in what it says. */
function normal(value: string): string {
  const text = value.replace(/\r\n?/g, '\n').trim();
  if (/^0x[0-9a-f]+$/i.test(text)) return `0x${BigInt(text).toString(16)}`;
  if (/^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(text))
    return text.toLowerCase().replace(/[{}]/g, '');
  const time = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d+))?(?:Z|\+00:00)?$/.exec(text);
  return time
    ? `${time[1]} ${time[2]} ${(time[3] ?? '').slice(0, usePython ? 5 : 9).replace(/0+$/, '')}`
    : text;
}

/** Name of the reference's known error that the difference is; undefined for any other. */
function explain(ours: string | undefined, theirs: string | undefined) {
  if (ours !== undefined && theirs !== undefined) {
    if (/^-\d+$/.test(ours) && /^-?\d+$/.test(theirs)) {
      const sum = BigInt(ours) + BigInt(theirs);
      if (sum === -(2n ** 31n) || sum === -(2n ** 63n)) return 'evtxexport: negative integer';
    }
    if (/^0x/.test(ours) && /^\d+$/.test(theirs) && BigInt(ours) === BigInt(theirs))
      return 'SizeT or handle in decimal';
    const apart = Date.parse(`${ours.slice(0, 23)}Z`) - Date.parse(`${theirs.slice(0, 23)}Z`);
    if (usePython && Math.abs(apart) <= 1) return 'python-evtx: time rounded to a double';
    if (usePython && ours === theirs.toLowerCase()) return 'python-evtx: True and False';
    if (usePython && ours === Buffer.from(theirs, 'base64').toString('hex').toUpperCase())
      return 'python-evtx: binary in Base64';
  }
  return undefined;
}
