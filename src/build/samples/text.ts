import { audit, dataOf, usDate, type DecodeSample, type Sample } from './sample.ts';

/** Messages as Windows renders them, behind the header of a tool. */
export const textSamples: readonly DecodeSample[] = [
  { id: 'message', title: 'Message alone', write: ({ message }) => message },
  { id: 'details', title: 'Event Viewer, Copy details as text', write: copyDetails },
  { id: 'friendly', title: 'Event Viewer, Friendly View', write: friendlyView },
  { id: 'wevtutil', title: 'wevtutil /f:text', write: wevtutil },
  { id: 'format-list', title: 'Get-WinEvent | Format-List', write: formatList },
  { id: 'get-eventlog', title: 'Get-EventLog | Format-List', write: getEventLog },
  { id: 'splunk', title: 'Splunk WinEventLog', write: splunk },
  { id: 'legacy', title: 'Windows Server 2003', write: legacyText },
];

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

/** The tree of an event on Event Viewer's Details tab, as it is copied: white space collapsed. */
function friendlyView({ raw }: Sample): string {
  const values = raw.data.map(
    ({ name, value }) => `  ${name} ${value.replace(/\s+/g, ' ').trim()} \n`,
  );
  const [section, indent] = raw.userData
    ? [`- UserData \n\n  - ${raw.userData} \n\n`, ' ']
    : ['- EventData \n\n', ''];
  return `- System

  - Provider

   [ Name]  ${raw.provider}

   EventID ${raw.eventId}

   Version ${raw.version ?? 0}

   Keywords ${raw.keywords}

  - TimeCreated

   [ SystemTime]  ${raw.timeCreated}

   EventRecordID ${raw.recordId}

   Channel ${raw.channel}

   Computer ${raw.computer}

   Security


${section}${values.map((line) => indent + line).join('')}`;
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

/** `Format-List *` of an entry: its strings are cut off behind the fourth. */
function getEventLog({ raw, message, outcome }: Sample): string {
  const strings = raw.data.slice(0, 4).map(({ value }) => value.replace(/\s+/g, ' '));
  const more = raw.data.length > 4 ? '...' : '';
  const indented = message.replace(/\n/g, `\n${' '.repeat(21)}`);
  return `EventID            : ${raw.eventId}
MachineName        : ${raw.computer}
Data               : {}
Index              : ${raw.recordId}
Category           : (${raw.task})
CategoryNumber     : ${raw.task}
EntryType          : ${outcome === 'failure' ? 'FailureAudit' : 'SuccessAudit'}
Message            : ${indented}
Source             : ${raw.provider}
ReplacementStrings : {${strings.join(', ')}${more}}
InstanceId         : ${raw.eventId}
TimeGenerated      : ${usDate(raw)}
TimeWritten        : ${usDate(raw)}
UserName           : 
Site               : 
Container          : 
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
