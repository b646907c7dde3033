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

  extent(text, at, lineEnd) {
    // Dashes stand below the names.
    if (!dashesAt(text, lineEnd + 1) && !text.startsWith('ProviderName', at)) return undefined;
    const table = tableAt(text, namesAt(text, at));
    if (!table) return undefined;
    let end = table.first;
    for (const row of rows(text, table.first)) end = row.end;
    return end;
  },

  *read(text, file): Generator<Read> {
    const table = tableAt(text, namesAt(text, Math.max(0, text.search(/\S/))));
    if (!table) return;
    let index = 0;
    for (const { line, from } of rows(text, table.first)) {
      const cell = (...names: string[]) => {
        const column = table.columns.find(({ name }) => names.includes(name));
        const text = column && line.slice(column.from, column.to).trim();
        return column?.isNumber
          ? /\d+$/.exec(text ?? '')?.[0]
          : text?.replace(column?.beforeNumber ? /\s+\d+$/ : /$^/, '');
      };
      const event: RawEvent = {
        format: 'event-list',
        partial: true,
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

function dashesAt(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at += 1;
  return text.charCodeAt(at) === DASH;
}
const SPACE = 32;
const DASH = 45;

/** Get-WinEvent prints the name of the provider above the table. */
function namesAt(text: string, at: number): number {
  const provider = /ProviderName: \S{1,200}[ \t\r]*\n\s{0,20}/y;
  provider.lastIndex = at;
  return provider.test(text) ? provider.lastIndex : at;
}

interface Column {
  name: string;
  from: number;
  to: number;
  isNumber: boolean;
  /** Set where a number is right-aligned in the next column, and may begin in this one. */
  beforeNumber: boolean;
}

interface ListTable {
  columns: Column[];
  provider?: string;
  first: number;
}

const NUMBERS = /^(?:Id|Index|InstanceI[dD]|EventID|RecordId)$/;

/** The table whose line of names begins here; the names sit on the dashes below them, by either end. */
function tableAt(text: string, at: number): ListTable | undefined {
  const name = /[A-Z]\w{1,19}[ \t]/y;
  name.lastIndex = at;
  if (!name.test(text)) return undefined;
  const start = at - (/[^\n]*$/.exec(text.slice(Math.max(0, at - 60), at))?.[0].length ?? 0);
  const found = /([^\n]{10,400})\r?\n([- \t]{10,400})\r?\n/y;
  found.lastIndex = start;
  const [all, names = '', dashes = ''] = found.exec(text) ?? [];
  if (all === undefined || !/-- +--/.test(dashes)) return undefined;
  if (
    !/\b(?:Id|InstanceI[dD]|EventID)\b/.test(names) ||
    !/\b(?:TimeCreated|Time|TimeGenerated)\b/.test(names)
  )
    return undefined;
  // Numbers end where their dashes do, other values begin there; what is longer than its name reaches beyond.
  const dashed = [...dashes.matchAll(/-+/g)].map(({ index, 0: dash }) => {
    const name = names.slice(index, index + dash.length).trim();
    return { name, from: index, to: index + dash.length, isNumber: NUMBERS.test(name) };
  });
  const columns = dashed.map((column, place): Column => {
    const next = dashed[place + 1];
    return {
      ...column,
      from: column.isNumber ? (dashed[place - 1]?.to ?? 0) : column.from,
      to: column.isNumber
        ? column.to
        : next?.isNumber
          ? next.to
          : (next?.from ?? Number.MAX_SAFE_INTEGER),
      beforeNumber: next?.isNumber ?? false,
    };
  });
  const provider = /ProviderName: (\S+)\s*$/.exec(text.slice(Math.max(0, start - 300), start))?.[1];
  return { columns, first: found.lastIndex, ...(provider ? { provider } : {}) };
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
