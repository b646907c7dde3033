/**
 * Lays real rendered messages over the templates: every row of a JSON-lines log that has both the event's fields and
 * the Message that Windows rendered is decoded from its Message alone and compared with its fields. Then the same
 * with the white space that tools leave: line ends lost, every run of white space one space.
 *
 *     AUDIT_ATLAS_CORPORA=<folder with json/*.jsonl> node bench/templates.ts [event id]
 *
 * A value counts as
 * - right: equal to the row's;
 * - form: equal but for how the row's tool wrote it (`null` for empty, `&lt;` for `<`, a GUID in upper case);
 * - spaces: equal but for white space inside it, which a text without line ends has lost;
 * - lost: reported as not in the text, or absent;
 * - wrong: anything else. There must be none.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCatalog } from '../src/cli/load-content.ts';
import { readEvents } from '../src/decode/read-events.ts';

const corpora = process.env['AUDIT_ATLAS_CORPORA'];
if (!corpora) {
  console.error('Set AUDIT_ATLAS_CORPORA to a folder that holds json/*.jsonl.');
  process.exit(2);
}
const only = process.argv[2] === undefined ? undefined : Number(process.argv[2]);
const { definitions } = loadCatalog(fileURLToPath(new URL('..', import.meta.url)));

interface Row {
  id: number;
  message: string;
  data: Record<string, unknown>;
  /** The row's own header fields hide data of the same name. */
  flat: boolean;
}

const rows: Row[] = [];
for (const file of readdirSync(join(corpora, 'json')).filter((name) => name.endsWith('.jsonl'))) {
  for (const line of readFileSync(join(corpora, 'json', file), 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const row = JSON.parse(line) as Record<string, unknown>;
    const own = row['event_data'] as Record<string, unknown> | undefined;
    const id = Number(row['EventID'] ?? row['event_id']);
    const message = row['Message'] ?? row['message'];
    if (typeof message !== 'string' || Number.isNaN(id) || (only !== undefined && id !== only))
      continue;
    rows.push({ id, message, data: own ?? row, flat: own === undefined });
  }
}

const WHITE_SPACE: Record<string, (message: string) => string> = {
  'as Windows renders it': (message) => message,
  'tabs as spaces': (message) => message.replace(/\t/g, '    '),
  'line ends lost, tabs kept': (message) => message.replace(/\r?\n/g, '  '),
  'one space for every run': (message) => message.replace(/\s+/g, ' '),
};

const CLASSES = ['right', 'form', 'spaces', 'lost', 'wrong', 'unknown'] as const;
type Class = (typeof CLASSES)[number];

for (const [name, change] of Object.entries(WHITE_SPACE)) measure(name, change);

function measure(name: string, change: (message: string) => string): void {
  const counts = new Map<number, Record<Class, number>>();
  const examples = new Map<string, { count: number; text: string }>();
  const times: number[] = [];
  const count = (id: number, kind: Class, field: string, text: string) => {
    let tally = counts.get(id);
    if (!tally) {
      tally = { right: 0, form: 0, spaces: 0, lost: 0, wrong: 0, unknown: 0 };
      counts.set(id, tally);
    }
    tally[kind] += 1;
    if (kind === 'right' || ((kind === 'form' || kind === 'lost') && only === undefined)) return;
    const key = `${id} ${field}: ${kind}`;
    examples.set(key, { count: (examples.get(key)?.count ?? 0) + 1, text });
  };
  for (const { id, message, data, flat } of rows) {
    const text = change(message);
    const start = performance.now();
    const [read] = [...readEvents(text, definitions)];
    times.push(performance.now() - start);
    if (!read || 'problem' in read || read.event.eventId !== id) {
      count(id, 'unknown', '', JSON.stringify(text.slice(0, 90)));
      continue;
    }
    const found = new Map(read.event.data.map(({ name: field, value }) => [field, value]));
    const shown = definitions
      .find(id)
      .flatMap((event) => event.layouts)
      .flatMap((layout) => layout.fields)
      .filter((field) => field.label !== undefined)
      .map((field) => field.name);
    for (const field of new Set([...shown, ...found.keys()])) {
      if (data[field] === undefined || (flat && field === 'ProcessID')) continue;
      const real = String(data[field]).replace(/\r\n/g, '\n');
      const value = found.get(field);
      count(
        id,
        value === undefined ? 'lost' : compare(value, real),
        field,
        `${JSON.stringify(real).slice(0, 110)} read as ${JSON.stringify(value)?.slice(0, 110)}`,
      );
    }
  }
  console.log(`\n${name}`);
  const total: Record<Class, number> = {
    right: 0,
    form: 0,
    spaces: 0,
    lost: 0,
    wrong: 0,
    unknown: 0,
  };
  const worst: string[] = [];
  for (const [id, tally] of counts) {
    for (const kind of CLASSES) total[kind] += tally[kind];
    const carried = tally.right + tally.form + tally.spaces + tally.wrong + tally.unknown;
    if ((tally.right + tally.form + tally.spaces) / carried < 0.995) worst.push(String(id));
  }
  for (const [key, { count: times, text }] of examples)
    console.log(`    ${key} ${times} × ${text}`);
  times.sort((a, b) => a - b);
  const at = (part: number) => (times[Math.floor(times.length * part)] ?? 0).toFixed(2);
  const carried = total.right + total.form + total.spaces + total.wrong;
  console.log(
    `  ${rows.length} messages of ${counts.size} ids: ${JSON.stringify(total)}; ` +
      `${(100 - (100 * total.wrong) / carried).toFixed(3)} % of the values read are right; ` +
      `ids below 99.5 %: ${worst.join(', ') || 'none'}; ` +
      `ms a message: median ${at(0.5)}, 99 % ${at(0.99)}, most ${times.at(-1)?.toFixed(1)}`,
  );
}

function compare(value: string, real: string): Class {
  if (value === real) return 'right';
  if (real === 'null' && value === '') return 'form';
  if (/^\{[0-9A-F-]{36}\}$/.test(real) && value === real.toLowerCase()) return 'form';
  if (value === unescape(real)) return 'form';
  const loose = (text: string) => unescape(text).replace(/\s+/g, ' ').trim();
  return loose(value) === loose(real) ? 'spaces' : 'wrong';
}

function unescape(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
}
