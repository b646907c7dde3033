/**
 * Lays real rendered messages over the templates: every row of a JSON-lines log that has both the event's fields and
 * the Message that Windows rendered is decoded from its Message alone and compared with its fields. Prints, for
 * each event id, how many values come back, and examples of those that do not.
 *
 *     AUDIT_ATLAS_CORPORA=<folder with json/*.jsonl> node bench/templates.ts [event id]
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

interface Tally {
  rows: number;
  right: number;
  lost: number;
  wrong: number;
  unknown: number;
  examples: Map<string, string>;
}
const tallies = new Map<number, Tally>();
let milliseconds = 0;

for (const file of readdirSync(join(corpora, 'json')).filter((name) => name.endsWith('.jsonl'))) {
  for (const line of readFileSync(join(corpora, 'json', file), 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const row = JSON.parse(line) as Record<string, unknown>;
    const data = (row['event_data'] as Record<string, unknown> | undefined) ?? row;
    const id = Number(row['EventID'] ?? row['event_id']);
    const message = row['Message'] ?? row['message'];
    if (typeof message !== 'string' || Number.isNaN(id) || (only !== undefined && id !== only))
      continue;
    compare(id, message, data);
  }
}

function compare(id: number, message: string, data: Record<string, unknown>): void {
  const [definition] = definitions.find(id);
  const tally = tallies.get(id) ?? {
    rows: 0,
    right: 0,
    lost: 0,
    wrong: 0,
    unknown: 0,
    examples: new Map(),
  };
  tallies.set(id, tally);
  tally.rows += 1;
  const start = performance.now();
  const [read] = [...readEvents(message, definitions)];
  milliseconds += performance.now() - start;
  if (!read || 'problem' in read || read.event.eventId !== id) {
    tally.unknown += 1;
    tally.examples.set('?', message.slice(0, 80));
    return;
  }
  const found = new Map(read.event.data.map(({ name, value }) => [name, value]));
  const lost = new Set(
    read.event.problems
      .filter((one) => one.code === 'lost-value')
      .map((one) => one.message.split(' ')[0]),
  );
  for (const [name, value] of found) {
    const real = data[name];
    // The rows' own header fields hide data of the same name, such as ProcessID.
    if (real === undefined || /^ProcessI[dD]$/.test(name)) continue;
    const same = String(real).replace(/\r\n/g, '\n');
    if (value === same) tally.right += 1;
    else {
      tally.wrong += 1;
      tally.examples.set(
        name,
        `${JSON.stringify(same).slice(0, 90)} read as ${JSON.stringify(value).slice(0, 90)}`,
      );
    }
  }
  const shown = new Set(
    (definition?.layouts ?? []).flatMap((layout) =>
      layout.fields.filter((field) => field.label !== undefined).map((field) => field.name),
    ),
  );
  for (const name of shown) {
    if (found.has(name) || lost.has(name) || data[name] === undefined) continue;
    tally.lost += 1;
    tally.examples.set(name, `${JSON.stringify(data[name]).slice(0, 60)} not read`);
  }
  tally.lost += lost.size;
}

const total = { rows: 0, right: 0, lost: 0, wrong: 0, unknown: 0 };
for (const [id, tally] of [...tallies].sort(([a], [b]) => a - b)) {
  for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += tally[key];
  const { rows, right, lost, wrong, unknown } = tally;
  if (wrong + unknown === 0 && only === undefined) continue;
  console.log(
    `${id}: ${rows} rows, ${right} right, ${lost} lost, ${wrong} wrong, ${unknown} not recognised`,
  );
  for (const [name, example] of tally.examples) console.log(`    ${name}: ${example}`);
}
console.log(
  `${tallies.size} ids: ${JSON.stringify(total)}; ${((100 * total.right) / (total.right + total.wrong)).toFixed(2)} % of the values read are right; ${((1000 * total.rows) / milliseconds).toFixed(0)} messages/s`,
);
