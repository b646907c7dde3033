import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { decodeEvent, toJson, type DecodedEvent } from '../decode/decode.ts';
import { isEvtx } from '../decode/evtx/file-header.ts';
import { readEvtx } from '../decode/evtx/read-evtx.ts';
import { readEvents } from '../decode/read-events.ts';
import { formatProblem } from '../problem.ts';
import type { Command, Host } from './command.ts';
import { loadCatalog } from './load-content.ts';

export const decode: Command = {
  name: 'decode',
  usage: '[FILE…] [--json]',
  summary: `Explains events: event logs (.evtx), XML, message text or JSON, from files or standard input.
The format is detected. Without a file, or with -, standard input is read.`,
  async run(args, host) {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' } },
      allowPositionals: true,
    });
    const { definitions } = loadCatalog(host.root);
    let status = 0;
    for (const file of positionals.length > 0 ? positionals : ['-']) {
      const input = await read(file, host);
      if (input === undefined) {
        status = 1;
        continue;
      }
      const reads =
        typeof input === 'string' ? readEvents(input, definitions, file) : readEvtx(input, file);
      for (const one of reads) {
        if ('problem' in one) {
          host.err(`${formatProblem(one.problem)}\n`);
          status = 1;
          continue;
        }
        const event = decodeEvent(one.event, definitions);
        if (!event.definition) status = 1;
        host.out(values.json ? `${JSON.stringify(toJson(event))}\n` : `${describe(event)}\n`);
      }
    }
    return status;
  },
};

/** A text, or the bytes of an event log; undefined, and said why, when the file cannot be read. */
async function read(file: string, host: Host): Promise<string | Uint8Array | undefined> {
  if (file === '-') return host.stdin();
  try {
    const bytes = readFileSync(file);
    return isEvtx(bytes) ? bytes : bytes.toString('utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT'
        ? 'There is no such file'
        : `It cannot be read (${code ?? 'unknown error'})`;
    host.err(`${file}\n  ${why}.\n`);
    return undefined;
  }
}

/** One decoded event for people: its sentence, then a line a field. */
function describe(event: DecodedEvent): string {
  const { raw, definition } = event;
  const head = [
    raw.eventId === undefined ? 'Unknown event' : `Event ${raw.eventId}`,
    definition?.title,
  ].filter(Boolean);
  const about = [
    definition?.providerName ?? raw.provider,
    raw.version === undefined ? undefined : `version ${raw.version}`,
    event.outcome,
    raw.timeCreated,
    raw.computer,
  ].filter(Boolean);
  const width = Math.max(0, ...event.fields.map((field) => nameOf(field).length));
  const fields = event.fields.map((field) => {
    const value = field.value.replace(/\s*\n\s*/g, ' ');
    const meaning = field.meaning && field.meaning !== value ? `  (${field.meaning})` : '';
    return `  ${nameOf(field).padEnd(width)}  ${value}${meaning}`;
  });
  const notes = event.problems.map(
    ({ message, hint }) => `  ! ${message}${hint ? ` ${hint}` : ''}`,
  );
  return [
    head.join('  '),
    `  ${about.join(', ')}`,
    event.summary ? `  ${event.summary}` : '',
    ...fields,
    ...notes,
    '',
  ]
    .filter((line, index, all) => line !== '' || index === all.length - 1)
    .join('\n');
}

function nameOf({ section, label, name }: DecodedEvent['fields'][number]): string {
  if (!label) return name;
  return section && section !== label ? `${section} / ${label}` : label;
}
