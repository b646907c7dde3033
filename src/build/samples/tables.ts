import { audit, timeOf, usDate, type DecodeSample, type Sample } from './sample.ts';

/** Tables: a line of names, and a row. */
export const tableSamples: readonly DecodeSample[] = [
  { id: 'evtxecmd', title: 'EvtxECmd CSV', write: evtxEcmd },
  { id: 'event-viewer-csv', title: 'Event Viewer CSV', write: eventViewer },
  { id: 'hayabusa', title: 'Hayabusa CSV', write: hayabusa },
];

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const table = (cells: Record<string, string>) =>
  `${Object.keys(cells).join(',')}\r\n${Object.values(cells).map(cell).join(',')}\r\n`;

function evtxEcmd({ raw, title }: Sample): string {
  const payload = JSON.stringify({
    EventData: { Data: raw.data.map(({ name, value }) => ({ '@Name': name, '#text': value })) },
  });
  return table({
    RecordNumber: '1',
    EventRecordId: raw.recordId ?? '',
    TimeCreated: `${(raw.timeCreated ?? '').slice(0, 23).replace('T', ' ')}0000`,
    EventId: String(raw.eventId),
    Level: 'LogAlways',
    Provider: raw.provider ?? '',
    Channel: raw.channel ?? '',
    ProcessId: String(raw.processId ?? ''),
    ThreadId: String(raw.threadId ?? ''),
    Computer: raw.computer ?? '',
    ChunkNumber: '0',
    UserId: '',
    MapDescription: title,
    PayloadData1: '',
    UserName: '',
    RemoteHost: '',
    ExecutableInfo: '',
    HiddenRecord: 'False',
    SourceFile: 'Security.evtx',
    Keywords: 'Audit success',
    ExtraDataOffset: '0',
    Payload: payload,
  });
}

/** The last column, the message, has no name. */
function eventViewer({ raw, message, outcome }: Sample): string {
  const cells = [audit(outcome), usDate(raw), raw.provider, raw.eventId, raw.task];
  return `Keywords,Date and Time,Source,Event ID,Task Category\r\n${cells.join(',')},"${message.replaceAll('"', '""').replace(/\n/g, '\r\n')}"\r\n`;
}

/** Values under the short names that Hayabusa gives them, the others under their own. */
function hayabusa({ raw, title, aliases }: Sample): string {
  const short = new Map(aliases('hayabusa').map(([name, field]) => [field, name]));
  const pairs = (own: boolean) =>
    raw.data
      .filter(({ name, value }) => short.has(name) !== own && value !== '')
      .map(({ name, value }) => `${own ? name : short.get(name)}: ${value.replace(/\s+/g, ' ')}`)
      .join(' ¦ ');
  return table({
    Timestamp: timeOf(raw).toISOString().replace('T', ' ').replace('Z', ' +00:00'),
    RuleTitle: title,
    Level: 'info',
    Computer: raw.computer ?? '',
    Channel: 'Sec',
    EventID: String(raw.eventId),
    RecordID: raw.recordId ?? '',
    Details: pairs(false),
    ExtraFieldInfo: pairs(true),
  });
}
