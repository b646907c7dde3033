import { auditType, dataOf, timeOf, type DecodeSample, type Sample } from './sample.ts';

/** One event a line, as agents send it to a collector. */
export const lineSamples: readonly DecodeSample[] = [
  { id: 'snare', title: 'Snare', write: snare },
  { id: 'qradar', title: 'QRadar WinCollect', write: qradar },
  { id: 'leef', title: 'LEEF', write: leef },
  { id: 'cef', title: 'CEF', write: cef },
  { id: 'ossec', title: 'OSSEC', write: ossec },
];

/** Line ends and tabs as spaces. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** Tabs and line ends as spaces, as Snare for Windows sends it. */
function snare({ raw, message, outcome }: Sample): string {
  const date = timeOf(raw);
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
    outcome === 'failure' ? 'Failure Audit' : 'Success Audit',
    raw.computer,
    raw.task,
    '',
    message.replace(/[\t\n]/g, '  '),
    raw.recordId,
  ];
  return `${cells.join('\t')}\n`;
}

function qradar({ raw, message, outcome }: Sample): string {
  const seconds = Math.floor(timeOf(raw).getTime() / 1_000);
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
    `Message=${oneLine(message)}`,
  ];
  return `${cells.join('\t')}\n`;
}

/** As an agent writes it that sends the fields of the event under their names. */
function leef({ raw, outcome }: Sample): string {
  const cells = [
    `cat=${raw.channel}`,
    `devTime=${timeOf(raw).toISOString()}`,
    "devTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSZ",
    `sev=${outcome === 'failure' ? 5 : 2}`,
    `Source=${raw.provider}`,
    `Computer=${raw.computer}`,
    `RecordNumber=${raw.recordId}`,
    `EventType=${auditType(outcome)}`,
    ...raw.data.map(({ name, value }) => `${name}=${oneLine(value)}`),
  ];
  return `LEEF:1.0|Microsoft|Windows|10.0|${raw.eventId}|${cells.join('\t')}\n`;
}

function cef({ raw, title, outcome, ofType, aliases }: Sample): string {
  const values = dataOf(raw);
  const quote = (text: string) => text.replace(/([\\=])/g, '\\$1');
  const code = ofType('code');
  const pairs = [
    ['externalId', String(raw.eventId)],
    ['rt', String(timeOf(raw).getTime())],
    ['dvchost', raw.computer],
    ['categoryOutcome', outcome === 'failure' ? '/Failure' : '/Success'],
    ...aliases('cef').map(([key, field]) => [key, values[field]] as const),
    ['cn1', code?.value],
    ['cn1Label', code?.name],
  ].flatMap(([key, value]) => (value ? [`${key}=${quote(value)}`] : []));
  const severity = outcome === 'failure' ? 5 : 1;
  return `CEF:0|Microsoft|Microsoft Windows||${raw.provider}:${raw.eventId}|${title}|${severity}|${pairs.join(' ')}\n`;
}

function ossec({ raw, message, outcome }: Sample): string {
  const time = timeOf(raw).toUTCString();
  const when = `${time.slice(12, 16)} ${time.slice(8, 11)} ${time.slice(5, 7)} ${time.slice(17, 25)}`;
  const head = `${raw.channel}: ${auditType(outcome)}(${raw.eventId}): ${raw.provider}`;
  return `${when} WinEvtLog: ${head}: (no user): no domain: ${raw.computer}: ${oneLine(message)}\n`;
}
