import type { Definitions } from '../catalog/definitions.ts';
import type { LegacyData } from '../catalog/legacy-definition.ts';
import { decodeEvent, toJson } from '../decode/decode.ts';
import { renderMessage } from '../decode/message/render.ts';
import type { DataValue, RawEvent } from '../event.ts';
import type { FieldType } from '../schema/field.ts';

/** A sample to try in the decoder: one synthetic event as one tool writes it. */
export interface DecodeSample {
  id: string;
  /** Name on its button. */
  title: string;
  write(sample: Sample): string;
}

export interface Sample {
  raw: RawEvent;
  xml: string;
  message: string;
  json: string;
  title: string;
  outcome: string;
  /** The event that said the same before Windows Vista. */
  legacy: LegacyData | undefined;
  /** The last value of a type that is not empty. */
  ofType(type: FieldType): DataValue | undefined;
}

/** What the writers need of an event. */
export function sampleOf(raw: RawEvent, xml: string, definitions: Definitions): Sample {
  const decoded = decodeEvent(raw, definitions);
  const data = dataOf(raw);
  return {
    raw,
    xml,
    message: decoded.layout
      ? renderMessage(decoded.layout, new Map(Object.entries(data)), definitions)
      : '',
    json: JSON.stringify(toJson(decoded), null, 2),
    title: decoded.definition?.title ?? '',
    outcome: decoded.outcome ?? 'success',
    legacy: [...definitions.legacy.values()].find(
      ({ labels, successors }) => labels && successors.some(([id]) => id === raw.eventId),
    ),
    ofType: (type) =>
      raw.data.findLast(
        ({ name, value }) =>
          definitions.slotOf(name).type === type && value !== '' && value !== '-',
      ),
  };
}

/** Samples of every supported format, by how often people paste it. */
export const decodeSamples: readonly DecodeSample[] = [
  { id: 'message', title: 'Message', write: ({ message }) => message },
  { id: 'details', title: 'Copy details', write: copyDetails },
  { id: 'xml', title: 'XML', write: ({ xml }) => xml },
  { id: 'wevtutil', title: 'wevtutil', write: wevtutil },
  { id: 'format-list', title: 'Get-WinEvent', write: formatList },
  { id: 'splunk', title: 'Splunk', write: splunk },
  { id: 'snare', title: 'Snare', write: snare },
  { id: 'qradar', title: 'QRadar', write: qradar },
  { id: 'cef', title: 'CEF', write: cef },
  { id: 'evtx-dump', title: 'evtx_dump', write: evtxDump },
  { id: 'winlogbeat', title: 'Winlogbeat', write: winlogbeat },
  { id: 'nxlog', title: 'NXLog', write: nxlog },
  { id: 'wazuh', title: 'Wazuh', write: wazuh },
  { id: 'json', title: 'JSON', write: ({ json }) => json },
  { id: 'legacy', title: 'Windows 2003', write: legacyText },
  { id: 'evtxecmd', title: 'EvtxECmd', write: evtxEcmd },
];

const dataOf = (raw: RawEvent) =>
  Object.fromEntries(raw.data.map(({ name, value }) => [name, value]));

const audit = (outcome: string) => (outcome === 'failure' ? 'Audit Failure' : 'Audit Success');

function copyDetails({ raw, message, outcome }: Sample): string {
  return `Log Name:      ${raw.channel}
Source:        ${raw.provider}
Date:          ${usDate(raw)}
Event ID:      ${raw.eventId}
Task Category: ${raw.task}
Level:         Information
Keywords:      ${audit(outcome)}
User:          N/A
Computer:      ${raw.computer}
Description:
${message}
`;
}

/** As the Event Viewer of Windows 2000 to 2003 copies an event. */
function legacyText({ raw, outcome, legacy }: Sample): string {
  const data = dataOf(raw);
  const [date, clock, half] = usDate(raw).split(' ');
  const lines = (legacy?.labels ?? []).map(
    ([label, field = '']) => ` \t${label.split(' / ').at(-1)}:\t${data[field] ?? '-'}`,
  );
  return `Event Type:\t${outcome === 'failure' ? 'Failure' : 'Success'} Audit
Event Source:\t${raw.channel}
Event ID:\t${legacy?.id}
Date:\t\t${date}
Time:\t\t${clock} ${half}
User:\t\tN/A
Computer:\t${raw.computer?.split('.')[0]?.toUpperCase()}
Description:
${legacy?.firstLines?.[0] ?? legacy?.title}:
${lines.join('\n')}
`;
}

function wevtutil({ raw, message, outcome }: Sample): string {
  return `Event[0]:
  Log Name: ${raw.channel}
  Source: ${raw.provider}
  Date: ${raw.timeCreated}
  Event ID: ${raw.eventId}
  Task: ${raw.task}
  Level: Information
  Opcode: Info
  Keyword: ${audit(outcome)}
  User: N/A
  User Name: N/A
  Computer: ${raw.computer}
  Description: 
${message}
`;
}

function formatList({ raw, message }: Sample): string {
  const indented = message.replace(/\n/g, `\n${' '.repeat(15)}`);
  return `TimeCreated  : ${usDate(raw)}
ProviderName : ${raw.provider}
Id           : ${raw.eventId}
Message      : ${indented}
`;
}

function splunk({ raw, message, outcome }: Sample): string {
  return `${usDate(raw)}
LogName=${raw.channel}
EventCode=${raw.eventId}
EventType=0
ComputerName=${raw.computer}
SourceName=Microsoft Windows security auditing.
Type=Information
RecordNumber=${raw.recordId}
Keywords=${audit(outcome)}
TaskCategory=${raw.task}
OpCode=Info
Message=${message}
`;
}

/** One line, tabs and line ends as spaces, as Snare for Windows sends it. */
function snare({ raw, message, outcome }: Sample): string {
  const date = new Date(raw.timeCreated ?? 0);
  const day = date.toUTCString().slice(0, 3);
  const month = date.toUTCString().slice(8, 11);
  const clock = date.toISOString().slice(11, 19);
  const when = `${day} ${month} ${String(date.getUTCDate()).padStart(2, '0')} ${clock} ${date.getUTCFullYear()}`;
  const cells = [
    raw.computer,
    'MSWinEventLog',
    '1',
    raw.channel,
    raw.recordId,
    when,
    raw.eventId,
    raw.provider,
    'N/A',
    'N/A',
    audit(outcome),
    raw.computer,
    raw.task,
    '',
    message.replace(/[\t\n]/g, '  '),
    raw.recordId,
  ];
  return `${cells.join('\t')}\n`;
}

function qradar({ raw, message, outcome }: Sample): string {
  const seconds = Math.floor(new Date(raw.timeCreated ?? 0).getTime() / 1_000);
  const cells = [
    'AgentDevice=WindowsLog',
    `AgentLogFile=${raw.channel}`,
    'PluginVersion=7.3.1.22',
    `Source=${raw.provider}`,
    `Computer=${raw.computer}`,
    `OriginatingComputer=${raw.computer}`,
    'User=',
    'Domain=',
    `EventID=${raw.eventId}`,
    `EventIDCode=${raw.eventId}`,
    `EventType=${outcome === 'failure' ? 16 : 8}`,
    `EventCategory=${raw.task}`,
    `RecordNumber=${raw.recordId}`,
    `TimeGenerated=${seconds}`,
    `TimeWritten=${seconds}`,
    'Level=Log Always',
    'Keywords=0',
    `Task=${raw.task}`,
    'Opcode=Info',
    `Message=${message.replace(/\s+/g, ' ')}`,
  ];
  return `${cells.join('\t')}\n`;
}

function cef({ raw, title, outcome, ofType }: Sample): string {
  const quote = (text: string) => text.replace(/([\\=])/g, '\\$1');
  const code = ofType('code');
  const pairs = [
    ['externalId', String(raw.eventId)],
    ['rt', String(new Date(raw.timeCreated ?? 0).getTime())],
    ['deviceHostName', raw.computer],
    ['categoryOutcome', outcome === 'failure' ? '/Failure' : '/Success'],
    ['src', ofType('ip-address')?.value],
    ['duser', ofType('account-name')?.value],
    ['dntdom', ofType('domain-name')?.value],
    ['duid', ofType('logon-id')?.value],
    ['cn1', code?.value],
    ['cn1Label', code?.name],
  ].flatMap(([key, value]) => (value ? [`${key}=${quote(value)}`] : []));
  const severity = outcome === 'failure' ? 5 : 1;
  return `CEF:0|Microsoft|Microsoft Windows||${raw.provider}:${raw.eventId}|${title}|${severity}|${pairs.join(' ')}\n`;
}

function evtxDump({ raw }: Sample): string {
  const event = {
    Event: {
      '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
      System: {
        Provider: { '#attributes': { Name: raw.provider } },
        EventID: raw.eventId,
        Version: raw.version,
        Level: raw.level,
        Task: raw.task,
        Opcode: raw.opcode,
        Keywords: raw.keywords,
        TimeCreated: { '#attributes': { SystemTime: raw.timeCreated } },
        EventRecordID: Number(raw.recordId),
        Channel: raw.channel,
        Computer: raw.computer,
      },
      EventData: dataOf(raw),
    },
  };
  return `Record ${raw.recordId}\n${JSON.stringify(event, null, 2)}\n`;
}

function winlogbeat({ raw, message, outcome }: Sample): string {
  const event = {
    '@timestamp': new Date(raw.timeCreated ?? 0).toISOString(),
    event: { code: String(raw.eventId), provider: raw.provider, outcome },
    host: { name: raw.computer },
    message,
    winlog: {
      channel: raw.channel,
      computer_name: raw.computer,
      event_id: String(raw.eventId),
      provider_name: raw.provider,
      record_id: Number(raw.recordId),
      version: raw.version,
      keywords: [audit(outcome)],
      event_data: dataOf(raw),
    },
  };
  return `${JSON.stringify(event, null, 2)}\n`;
}

function nxlog({ raw, message, outcome }: Sample): string {
  const time = new Date(raw.timeCreated ?? 0).toISOString().slice(0, 19).replace('T', ' ');
  const event = {
    EventTime: time,
    Hostname: raw.computer,
    EventType: outcome === 'failure' ? 'AUDIT_FAILURE' : 'AUDIT_SUCCESS',
    EventID: raw.eventId,
    SourceName: raw.provider,
    Version: raw.version,
    RecordNumber: Number(raw.recordId),
    Channel: raw.channel,
    Message: message,
    ...dataOf(raw),
    EventReceivedTime: time,
    SourceModuleName: 'eventlog',
    SourceModuleType: 'im_msvistalog',
  };
  return `${JSON.stringify(event)}\n`;
}

function wazuh({ raw, message, outcome }: Sample): string {
  const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
  const event = {
    win: {
      system: {
        providerName: raw.provider,
        eventID: String(raw.eventId),
        version: String(raw.version),
        systemTime: raw.timeCreated,
        eventRecordID: raw.recordId,
        channel: raw.channel,
        computer: raw.computer,
        severityValue: outcome === 'failure' ? 'AUDIT_FAILURE' : 'AUDIT_SUCCESS',
        message: `"${message}"`,
      },
      eventdata: Object.fromEntries(raw.data.map(({ name, value }) => [lower(name), value])),
    },
  };
  return `${JSON.stringify(event, null, 2)}\n`;
}

function evtxEcmd({ raw, title }: Sample): string {
  const payload = JSON.stringify({
    EventData: { Data: raw.data.map(({ name, value }) => ({ '@Name': name, '#text': value })) },
  });
  const time = `${(raw.timeCreated ?? '').slice(0, 23).replace('T', ' ')}0000`;
  const cells: Record<string, string> = {
    RecordNumber: '1',
    EventRecordId: raw.recordId ?? '',
    TimeCreated: time,
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
  };
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${Object.keys(cells).join(',')}\r\n${Object.values(cells).map(cell).join(',')}\r\n`;
}

/** `3/5/2024 8:17:14 AM`, as Windows in American English writes it. */
function usDate({ timeCreated = '' }: RawEvent): string {
  const [, year, month, day, hour, rest] =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d)(:\d\d:\d\d)/.exec(timeCreated) ?? [];
  const of12 = Number(hour) % 12 || 12;
  return `${Number(month)}/${Number(day)}/${year} ${of12}${rest} ${Number(hour) < 12 ? 'AM' : 'PM'}`;
}
