import type { Definitions } from '../../catalog/definitions.ts';
import { decodeEvent, toJson, type DecodedEvent } from '../../decode/decode.ts';
import { renderMessage } from '../../decode/message/render.ts';
import { csvHead, csvLine } from '../../decode/write/csv.ts';
import { jsonLine } from '../../decode/write/json-lines.ts';
import { eventLine } from '../../decode/write/line.ts';
import { eventMarkdown } from '../../decode/write/markdown.ts';
import { eventXml } from '../../decode/write/xml.ts';
import type { RawEvent } from '../../event.ts';
import type { ExportKind } from './protocol.ts';

/** How a kind of export begins, joins events and ends. */
interface Writer {
  type: string;
  head: string;
  between: string;
  end: string;
  write(event: RawEvent): string;
}

/**
 * How events are written in a form.
 *
 * @param one whether it is a single event, which needs no frame around it
 * @param names field names, for the columns of a table
 */
function writerOf(
  kind: ExportKind,
  definitions: Definitions,
  one: boolean,
  names: readonly string[],
): Writer {
  const plain = { type: 'text/plain', head: '', between: '', end: '' };
  const decoded = (write: (event: DecodedEvent) => string) => (raw: RawEvent) =>
    write(decodeEvent(raw, definitions));
  switch (kind) {
    case 'xml':
      return {
        type: 'application/xml',
        head: one ? '' : '<Events>\n',
        between: '\n',
        end: one ? '\n' : '\n</Events>\n',
        write: eventXml,
      };
    case 'json':
      return {
        type: 'application/json',
        head: one ? '' : '[\n',
        between: ',\n',
        end: one ? '\n' : '\n]\n',
        write: decoded((event) => JSON.stringify(toJson(event), null, 2)),
      };
    case 'jsonl':
      return { ...plain, type: 'application/x-ndjson', write: decoded(jsonLine) };
    case 'csv':
      return {
        ...plain,
        type: 'text/csv',
        head: csvHead(names),
        write: decoded((event) => csvLine(event, names)),
      };
    case 'markdown':
      return { ...plain, type: 'text/markdown', between: '\n', write: decoded(eventMarkdown) };
    case 'text':
      return {
        ...plain,
        between: '\n\n',
        end: '\n',
        write: decoded((event) => messageOf(event, definitions)),
      };
    case 'line':
      return { ...plain, end: '\n', between: '\n', write: decoded(eventLine) };
  }
}

function messageOf({ raw, layout }: DecodedEvent, definitions: Definitions): string {
  if (!layout) return raw.message ?? '';
  const data = new Map(raw.data.map(({ name, value }) => [name, value]));
  return renderMessage(layout, data, definitions);
}

const CHUNK = 1 << 20;

/**
 * Writes events to a file in memory of the browser's own, a megabyte at a time.
 *
 * @param events events in order; a second walk over them must give the same
 * @param step is told after each event how many are written; awaited where it pauses; what it throws ends the writing
 */
export async function writeEvents(
  events: () => Iterable<RawEvent>,
  kind: ExportKind,
  definitions: Definitions,
  one: boolean,
  step: (written: number) => Promise<void> | undefined,
): Promise<{ blob: Blob; events: number }> {
  const names = new Set<string>();
  if (kind === 'csv') {
    for (const event of events()) {
      for (const { name } of event.data) names.add(name);
      const wait = step(0);
      if (wait) await wait;
    }
  }
  const writer = writerOf(kind, definitions, one, [...names]);
  const parts: Blob[] = [];
  let text = writer.head;
  let count = 0;
  for (const event of events()) {
    text += (count > 0 ? writer.between : '') + writer.write(event);
    count += 1;
    if (text.length > CHUNK) {
      parts.push(new Blob([text]));
      text = '';
    }
    const wait = step(count);
    if (wait) await wait;
  }
  parts.push(new Blob([text + writer.end]));
  return { blob: new Blob(parts, { type: `${writer.type};charset=utf-8` }), events: count };
}
