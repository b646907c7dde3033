import type { RawEvent } from '../../event.ts';
import type { Format, Read } from './format.ts';
import { setHeader } from './header.ts';
import { countLines } from './count-lines.ts';
import { placeOf } from './known-fields.ts';

/**
 * The table that `Get-WinEvent` and `Get-EventLog` print: a line of names, one of dashes, then an event a line, its
 * message cut off. It tells the id and the time, and no value.
 */
export const eventList: Format = {
  id: 'event-list',
  title: 'PowerShell table',
  confidence: (head) =>
    tableAt(head, Math.max(0, head.search(/^ *(?:TimeCreated|Index|Id|InstanceI[dD]) /m)))
      ? 0.9
      : 0,

  extent(text, at) {
    const table = tableAt(text, at);
    if (!table) return undefined;
    let end = table.first;
    for (const row of rows(text, table.first)) end = row.end;
    return end;
  },

  *read(text, file): Generator<Read> {
    const table = tableAt(text, Math.max(0, text.search(/\S/)));
    if (!table) return;
    let index = 0;
    for (const { line, from } of rows(text, table.first)) {
      const cell = (...names: string[]) => {
        const column = table.columns.find(({ name }) => names.includes(name));
        return column && line.slice(column.from, column.to).trim();
      };
      const event: RawEvent = {
        format: 'event-list',
        data: [],
        problems: [],
        source: { file, index, line: 1 + countLines(text, 0, from) },
      };
      setHeader(event, {
        eventId: cell('Id', 'InstanceID', 'InstanceId', 'EventID'),
        time: cell('TimeCreated', 'Time', 'TimeGenerated'),
        recordId: cell('Index', 'RecordId'),
        provider: whole(cell('ProviderName', 'Source')) ?? table.provider,
        keywords: cell('EntryType')?.replace(/^(Success|Failure)A.*$/, '$1Audit'),
      });
      if (event.eventId === undefined) continue;
      event.problems.push({
        code: 'list-only',
        place: placeOf(event),
        message: 'A PowerShell table shows the id and the time of an event, and no value.',
        hint: 'Use | Format-List * instead of the table, or paste the XML: $_.ToXml().',
      });
      yield { event };
      index += 1;
    }
  },
};

interface ListTable {
  columns: { name: string; from: number; to: number }[];
  provider?: string;
  first: number;
}

/** The table whose line of names begins here; the names sit on the dashes below them, by either end. */
function tableAt(text: string, at: number): ListTable | undefined {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const found = /([^\n]{10,400})\r?\n([- \t]{10,400})\r?\n/y;
  found.lastIndex = start;
  const [all, names = '', dashes = ''] = found.exec(text) ?? [];
  if (all === undefined || !/-- +--/.test(dashes)) return undefined;
  if (
    !/\b(?:Id|InstanceI[dD]|EventID)\b/.test(names) ||
    !/\b(?:TimeCreated|Time|TimeGenerated)\b/.test(names)
  )
    return undefined;
  // Numbers stand at the right end of their column, so a column reaches from the name before it to its own dashes.
  const columns = [...dashes.matchAll(/-+/g)].map(({ index, 0: dash }) => ({
    from: index,
    to: index + dash.length,
  }));
  const spans = columns.map((column, place) => {
    const next = columns[place + 1]?.from ?? Number.POSITIVE_INFINITY;
    const name = names.slice(column.from, column.to).trim();
    const isNumber = /^(?:Id|Index|InstanceI[dD]|EventID|RecordId)$/.test(name);
    return isNumber
      ? { name, from: (columns[place - 1]?.to ?? -1) + 1, to: column.to }
      : { name, from: column.from, to: numberNext(names, columns[place + 1]) ? column.to : next };
  });
  const provider = /ProviderName: (\S+)\s*$/.exec(text.slice(Math.max(0, start - 300), start))?.[1];
  return { columns: spans, first: found.lastIndex, ...(provider ? { provider } : {}) };
}

function numberNext(names: string, column: { from: number; to: number } | undefined): boolean {
  return (
    column !== undefined &&
    /^(?:Id|Index|InstanceI[dD]|EventID)$/.test(names.slice(column.from, column.to).trim())
  );
}

function* rows(
  text: string,
  first: number,
): Generator<{ line: string; from: number; end: number }> {
  for (let at = first; at < text.length;) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const line = text.slice(at, end).replace(/\r$/, '');
    if (line.trim() === '' || !/\d/.test(line)) return;
    yield { line, from: at, end: Math.min(end + 1, text.length) };
    at = end + 1;
  }
}

/** A name that the table did not cut off. */
const whole = (name: string | undefined) => (name && !/\.{3}$|…$/.test(name) ? name : undefined);
