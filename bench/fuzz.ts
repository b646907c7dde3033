/**
 * Long fuzz of the decoder: event logs, small ones and real ones where there are corpora, and texts of the samples in
 * every form, changed at random. Nothing may be thrown, every input must end, and what comes out is bounded by what
 * goes in. A failing input is written to the temporary folder.
 *
 *     node bench/fuzz.ts [event logs] [texts] [seed]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeSamples } from '../src/build/decode-samples.ts';
import { sampleOf } from '../src/build/samples/sample.ts';
import type { Definitions } from '../src/catalog/definitions.ts';
import { loadCatalog } from '../src/cli/load-content.ts';
import { decodeEvent, toJson } from '../src/decode/decode.ts';
import { indexEvtx } from '../src/decode/evtx/index-evtx.ts';
import { readEvtx } from '../src/decode/evtx/read-evtx.ts';
import { readEvents } from '../src/decode/read-events.ts';
import { eventXml } from '../src/decode/write/xml.ts';
import { mutated, random } from '../tests/decode/evtx/mutate.ts';
import { smallLog } from '../tests/decode/evtx/write-evtx.ts';
import { corporaFolder, eventLogs } from './evtx-files.ts';

const [logs = 60_000, texts = 60_000, seed = 538] = process.argv.slice(2).map(Number);
const next = random(seed);
const { catalog, definitions } = loadCatalog(fileURLToPath(new URL('..', import.meta.url)));
let slowest = { perKilobyte: 0, what: '' };

fuzz('event logs', logs, logInputs(), readLog);
fuzz('texts', texts, textInputs(), (bytes) => readText(bytes, definitions));
console.log(
  `slowest: ${slowest.perKilobyte.toFixed(2)} ms a kilobyte, ${slowest.what}; seed ${seed}`,
);

function fuzz(
  kind: string,
  turns: number,
  inputs: Uint8Array[],
  read: (bytes: Uint8Array) => { events: number; problems: number; size: number },
): void {
  const all = { events: 0, problems: 0, bytes: 0 };
  for (let turn = 0; turn < turns; turn += 1) {
    const origin = next(inputs.length);
    const input = inputs[origin] as Uint8Array;
    const bytes = mutated(input, input.length, next);
    const start = process.cpuUsage();
    try {
      const { events, problems, size } = read(bytes);
      all.events += events;
      all.problems += problems;
      all.bytes += bytes.length;
      if (size > 2_000_000 * (events + problems + 1))
        throw new Error(`${size} characters come out of ${bytes.length} bytes`);
    } catch (error) {
      const path = join(tmpdir(), `fuzz-${kind.replace(' ', '-')}-${seed}-${turn}`);
      writeFileSync(path, bytes);
      console.error(`${kind}, turn ${turn}, input ${origin}, kept as ${path}`);
      throw error;
    }
    // Processor time: the machine may have other things to do.
    const { user, system } = process.cpuUsage(start);
    const perKilobyte = (user + system) / 1000 / Math.max(1, bytes.length / 1024);
    if (perKilobyte > slowest.perKilobyte)
      slowest = { perKilobyte, what: `${kind}, turn ${turn}, input ${origin}` };
  }
  console.log(
    `${turns} ${kind} (${(all.bytes / 1_048_576).toFixed(0)} MiB): ${all.events} events, ${all.problems} problems`,
  );
}

function readLog(bytes: Uint8Array) {
  const count = { events: 0, problems: 0, size: 0 };
  for (const read of readEvtx(bytes, '-')) {
    if ('problem' in read) {
      count.problems += 1;
      continue;
    }
    count.events += 1;
    count.problems += read.event.problems.length;
    for (const { name, value } of read.event.data) count.size += name.length + value.length;
    if (count.events % 8 === 1) eventXml(read.event);
  }
  for (const chunk of indexEvtx(bytes, '-')) count.problems += chunk.problems.length;
  return count;
}

function readText(bytes: Uint8Array, known: Definitions) {
  const count = { events: 0, problems: 0, size: 0 };
  const text = new TextDecoder().decode(bytes);
  for (const read of readEvents(text, known, '-')) {
    if ('problem' in read) {
      count.problems += 1;
      continue;
    }
    count.events += 1;
    const decoded = toJson(decodeEvent(read.event, known));
    count.problems += decoded.warnings.length;
    count.size += JSON.stringify(decoded.data).length;
  }
  return count;
}

/** A small log of every token and type, and, as often, single chunks of real logs where there are any. */
function logInputs(): Uint8Array[] {
  const inputs = Array.from({ length: 100 }, smallLog);
  if (process.env['AUDIT_ATLAS_CORPORA'])
    for (const path of eventLogs(corporaFolder())) {
      const bytes = new Uint8Array(readFileSync(path)).slice(0, 4096 + 65_536);
      if (bytes.length === 4096 + 65_536) inputs.push(bytes.slice(4096));
    }
  return inputs;
}

/** Samples in the form of every tool, and several of them in a row. */
function textInputs(): Uint8Array[] {
  const forms = catalog.events.flatMap(({ samples }) =>
    samples.flatMap(({ xml }) => {
      const [read] = [...readEvents(xml, definitions, '-')];
      if (!read || !('event' in read)) return [xml];
      const sample = sampleOf(read.event, xml, definitions);
      return decodeSamples.map(({ write }) => write(sample));
    }),
  );
  const pairs = Array.from({ length: 1_000 }, () =>
    [forms[next(forms.length)], forms[next(forms.length)]].join('\n'),
  );
  return [...forms, ...pairs].map((form) => new TextEncoder().encode(form));
}
