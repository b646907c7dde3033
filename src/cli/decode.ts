import { parseArgs } from 'node:util';
import { oneLine } from '../catalog/one-line.ts';
import { damages } from '../decode/damage.ts';
import { decodeEvent, toJson, type DecodedEvent } from '../decode/decode.ts';
import { formatProblem } from '../problem.ts';
import type { Command } from './command.ts';
import { loadCatalog } from './load-content.ts';
import { readFiles } from './read-files.ts';

/** Events between two looks at whether the reader keeps up, and between two words of progress. */
const BATCH = 500;
const NEWS = 20_000;

export const decode: Command = {
  name: 'decode',
  usage: '[FILE…] [--json]',
  summary: `Explains events: event logs (.evtx), XML, JSON, tables, message text and what collectors and SIEMs make of them.
Files, folders, gzip and zip archives; the format is detected, and one file may hold several.
Without a file, or with -, standard input is read. --json prints one JSON object per event and line.`,
  async run(args, host) {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' } },
      allowPositionals: true,
    });
    const { definitions } = loadCatalog(host.root);
    let status = 0;
    let count = 0;
    for await (const one of readFiles(positionals, host, definitions)) {
      if ('problem' in one) {
        host.err(`${formatProblem(one.problem)}\n`);
        status = 1;
        continue;
      }
      const event = decodeEvent(one.event, definitions);
      const isExplained = event.definition ?? event.legacy;
      if (!isExplained || damages(one.event).length > 0) status = 1;
      host.out(values.json ? `${JSON.stringify(toJson(event))}\n` : `${describe(event)}\n`);
      count += 1;
      if (count % BATCH === 0) await host.drained?.();
      if (count % NEWS === 0) host.progress?.(`${one.event.source.file}: ${count} events`);
    }
    host.progress?.('');
    return status;
  },
};

/** One decoded event for people: its sentence, then a line a field. */
function describe(event: DecodedEvent): string {
  const { raw, definition, legacy } = event;
  const head = [
    raw.eventId === undefined ? 'Unknown event' : `Event ${raw.eventId}`,
    definition?.title ?? legacy?.title,
  ].filter(Boolean);
  const about = [
    definition?.providerName ?? raw.provider,
    raw.version === undefined ? undefined : `version ${raw.version}`,
    event.outcome,
    raw.timeCreated,
    raw.computer,
  ].filter(Boolean);
  const width = event.fields.reduce((most, field) => Math.max(most, nameOf(field).length), 0);
  const fields = event.fields.map((field) => {
    const value = oneLine(field.value);
    const words = field.meaning?.replace(/^\((.*)\)$/, '$1');
    const meaning = words && words !== value ? `  (${words})` : '';
    return `  ${nameOf(field).padEnd(width)}  ${value}${meaning}`;
  });
  const names = (event.alternatives ?? []).map(({ id, title }) => `${id} ${title}`).join('; ');
  const others = names === '' ? '' : `  ${definition ? 'Fits as well' : 'One of'}: ${names}`;
  const notes = event.problems.map(
    ({ message, hint }) => `  ! ${message}${hint ? ` ${hint}` : ''}`,
  );
  return [
    head.join('  '),
    `  ${about.join(', ')}`,
    event.summary ? `  ${event.summary}` : '',
    ...fields,
    others,
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
