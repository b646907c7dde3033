import {
  audit,
  auditType,
  dataOf,
  signedKeywords,
  timeOf,
  type DecodeSample,
  type Sample,
} from './sample.ts';

/** Objects of tools and shippers. */
export const jsonSamples: readonly DecodeSample[] = [
  { id: 'evtx-dump', title: 'evtx_dump', write: evtxDump },
  { id: 'chainsaw', title: 'Chainsaw', write: chainsaw },
  { id: 'winlogbeat', title: 'Winlogbeat, Elastic Agent', write: winlogbeat },
  { id: 'nxlog', title: 'NXLog', write: nxlog },
  { id: 'mordor', title: 'OTRF Security Datasets (Mordor)', write: mordor },
  { id: 'wazuh', title: 'Wazuh', write: wazuh },
  { id: 'graylog', title: 'Graylog, GELF', write: graylog },
  { id: 'convertto-json', title: 'Get-WinEvent | ConvertTo-Json', write: convertToJson },
  { id: 'sentinel', title: 'Microsoft Sentinel', write: sentinel },
  { id: 'opentelemetry', title: 'OpenTelemetry Collector', write: openTelemetry },
  { id: 'fluent-bit', title: 'Fluent Bit, Fluentd', write: fluentBit },
  { id: 'json', title: 'Audit Atlas', write: ({ json }) => json },
];

const lines = (object: unknown) => `${JSON.stringify(object, null, 2)}\n`;
const line = (object: unknown) => `${JSON.stringify(object)}\n`;

/** A value as a reader of event logs in Rust prints it: numbers as such, GUIDs in upper case without braces. */
function typed(value: string, as: string): string | number {
  if (as === 'GUID') return value.replace(/[{}]/g, '').toUpperCase();
  return /^U?Int(?:8|16|32)$/.test(as) && /^\d{1,10}$/.test(value) ? Number(value) : value;
}

/** @param attributes how a tool names an element that holds the attributes of another, or sets them beside its text */
function tree({ raw, slotOf }: Sample, attributes: (name: string, own: object) => object): object {
  const data = Object.fromEntries(
    raw.data.map(({ name, value }) => [name, typed(value, slotOf(name).as)]),
  );
  return {
    ...attributes('Event', { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' }),
    System: {
      ...attributes('Provider', { Name: raw.provider }),
      EventID: raw.eventId,
      Version: raw.version,
      Level: raw.level,
      Task: raw.task,
      Opcode: raw.opcode,
      Keywords: raw.keywords,
      ...attributes('TimeCreated', { SystemTime: raw.timeCreated }),
      EventRecordID: Number(raw.recordId),
      Correlation: null,
      ...attributes('Execution', { ProcessID: raw.processId, ThreadID: raw.threadId }),
      Channel: raw.channel,
      Computer: raw.computer,
      Security: null,
    },
    ...(raw.userData ? { UserData: { [raw.userData]: data } } : { EventData: data }),
  };
}

function evtxDump(sample: Sample): string {
  const event = tree(sample, (name, own) =>
    name === 'Event' ? { '#attributes': own } : { [name]: { '#attributes': own } },
  );
  return `Record ${sample.raw.recordId}\n${lines({ Event: event })}`;
}

function chainsaw(sample: Sample): string {
  const event = tree(sample, (name, own) =>
    name === 'Event' ? {} : { [`${name}_attributes`]: own },
  );
  const own = { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' };
  return lines([
    {
      group: 'Sigma',
      kind: 'individual',
      document: {
        kind: 'evtx',
        path: 'Security.evtx',
        data: { Event: event, Event_attributes: own },
      },
      name: sample.title,
      timestamp: timeOf(sample.raw).toISOString(),
      level: 'low',
      source: 'sigma',
      status: 'test',
    },
  ]);
}

function winlogbeat({ raw, message, outcome }: Sample): string {
  return lines({
    '@timestamp': timeOf(raw).toISOString(),
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
  });
}

function nxlog({ raw, message, outcome }: Sample): string {
  const time = timeOf(raw).toISOString().slice(0, 19).replace('T', ' ');
  return line({
    EventTime: time,
    Hostname: raw.computer,
    EventType: auditType(outcome),
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
  });
}

/** A row as NXLog and Logstash made it. */
function mordor({ raw, message, outcome }: Sample): string {
  const time = timeOf(raw).toISOString();
  return line({
    SourceName: raw.provider,
    Task: raw.task,
    Keywords: Number(signedKeywords(raw)),
    Channel: raw.channel,
    Hostname: raw.computer,
    EventID: raw.eventId,
    Version: raw.version,
    RecordNumber: Number(raw.recordId),
    EventTypeOrignal: auditType(outcome),
    Message: message.replace(/\n/g, '\r\n'),
    ...dataOf(raw),
    TimeCreated: time,
    '@timestamp': time,
    '@version': '1',
    tags: ['mordorDataset'],
  });
}

function wazuh({ raw, message, outcome }: Sample): string {
  const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
  return lines({
    win: {
      system: {
        providerName: raw.provider,
        eventID: String(raw.eventId),
        version: String(raw.version),
        systemTime: raw.timeCreated,
        eventRecordID: raw.recordId,
        channel: raw.channel,
        computer: raw.computer,
        severityValue: auditType(outcome),
        message: `"${message}"`,
      },
      eventdata: Object.fromEntries(raw.data.map(({ name, value }) => [lower(name), value])),
    },
  });
}

/** What Winlogbeat sends to Graylog, as GELF: one flat level, an underscore before each key and for each dot. */
function graylog({ raw, message, outcome }: Sample): string {
  const own = raw.data.map(({ name, value }) => [`_winlogbeat_winlog_event_data_${name}`, value]);
  return line({
    version: '1.1',
    host: raw.computer,
    short_message: message.split('\n')[0],
    full_message: message,
    timestamp: timeOf(raw).getTime() / 1_000,
    level: 6,
    _winlogbeat_winlog_event_id: raw.eventId,
    _winlogbeat_winlog_provider_name: raw.provider,
    _winlogbeat_winlog_channel: raw.channel,
    _winlogbeat_winlog_computer_name: raw.computer,
    _winlogbeat_winlog_record_id: Number(raw.recordId),
    _winlogbeat_winlog_version: raw.version,
    _winlogbeat_event_outcome: outcome,
    ...Object.fromEntries(own),
  });
}

/** PowerShell 7, with -Depth 4: values by position, without their names. */
function convertToJson({ raw, message, slotOf }: Sample): string {
  const property = (name: string, value: string) => {
    const { as } = slotOf(name);
    if (as === 'SID') {
      const domain = /^(S-1-5-21(?:-\d+){3})-\d+$/.exec(value)?.[1];
      return {
        BinaryLength: 8 + 4 * (value.split('-').length - 3),
        AccountDomainSid: domain ?? null,
        Value: value,
      };
    }
    if (as === 'GUID') return value.replace(/[{}]/g, '');
    if (/^(?:U?Int|HexInt|Pointer)/.test(as) && /^(?:\d+|0x[0-9a-f]+)$/.test(value)) {
      return Number(value) <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
    }
    return value;
  };
  return lines({
    Id: raw.eventId,
    Version: raw.version,
    Qualifiers: null,
    Level: raw.level,
    Task: raw.task,
    Opcode: raw.opcode,
    Keywords: Number(signedKeywords(raw)),
    RecordId: Number(raw.recordId),
    ProviderName: raw.provider,
    LogName: raw.channel,
    ProcessId: raw.processId,
    ThreadId: raw.threadId,
    MachineName: raw.computer,
    UserId: null,
    TimeCreated: raw.timeCreated,
    ActivityId: null,
    Properties: raw.data.map(({ name, value }) => ({ Value: property(name, value) })),
    Message: message,
  });
}

/** A row of SecurityEvent: a column a field, accounts together in columns of their own. */
function sentinel({ raw, title, outcome, ofType }: Sample): string {
  const account = [ofType('domain-name')?.value, ofType('account-name')?.value];
  return lines({
    TenantId: '6f1c2a3e-9b74-4d10-8f5e-2c7d3b1a9e60',
    TimeGenerated: timeOf(raw).toISOString(),
    SourceSystem: 'OpsManager',
    Account: account.filter(Boolean).join('\\'),
    AccountType: 'User',
    Computer: raw.computer,
    EventSourceName: raw.provider,
    Channel: raw.channel,
    Task: raw.task,
    Level: outcome === 'failure' ? '16' : '8',
    EventID: raw.eventId,
    Activity: `${raw.eventId} - ${title}.`,
    EventRecordId: raw.recordId,
    ...dataOf(raw),
    Type: 'SecurityEvent',
  });
}

function openTelemetry({ raw, message, title, outcome }: Sample): string {
  return lines({
    channel: raw.channel,
    computer: raw.computer,
    event_id: { id: raw.eventId, qualifiers: 0 },
    event_data: { data: raw.data.map(({ name, value }) => ({ [name]: value })) },
    execution: { process_id: raw.processId, thread_id: raw.threadId },
    keywords: [audit(outcome)],
    level: 'Information',
    message: message === '' ? title : message,
    opcode: 'Info',
    provider: { event_source: '', name: raw.provider },
    record_id: Number(raw.recordId),
    system_time: raw.timeCreated,
    task: String(raw.task),
    version: raw.version,
  });
}

function fluentBit({ raw, message }: Sample): string {
  return line({
    ProviderName: raw.provider,
    Qualifiers: '',
    EventID: raw.eventId,
    Version: raw.version,
    Level: raw.level,
    Task: raw.task,
    Opcode: raw.opcode,
    Keywords: raw.keywords,
    TimeCreated: raw.timeCreated,
    EventRecordID: Number(raw.recordId),
    ProcessID: raw.processId,
    ThreadID: raw.threadId,
    Channel: raw.channel,
    Computer: raw.computer,
    UserID: '',
    Message: message.replaceAll('\n', '\r\n'),
    StringInserts: raw.data.map(({ value }) => value),
  });
}
