import { expect, test } from 'vitest';
import { readEvents } from '../../src/decode/read-events.ts';
import { realCatalog } from '../content.ts';

/** Events as names and values, one a line or all on one, as pages, shells and chats show them. */

const { definitions } = realCatalog();
const SID = 'S-1-5-21-2914407531-1186022093-3407718846-1604';
const data = {
  TargetUserSid: SID,
  TargetUserName: 'anna',
  TargetDomainName: 'CORP',
  TargetLogonId: '0x5a3c1f',
  LogonType: '3',
};
const message = `An account was logged off. Subject: Security ID: ${SID} Account Name: anna Account Domain: CORP Logon ID: 0x5A3C1F Logon Type: 3 This event is generated when a logon session is destroyed.`;
const lines = (separator: string, prefix = '') =>
  Object.entries(data)
    .map(([name, value]) => `${prefix}${name}${separator}${value}`)
    .join('\n');

test.each([
  [
    'the fields of a document in Kibana',
    `@timestamp\tMar 5, 2024 @ 09:17:14.864\nevent.code\t4634\nwinlog.channel\tSecurity\n${lines('\t', 'winlog.event_data.')}\n`,
  ],
  [
    'a row of Sentinel, folded out',
    `TimeGenerated [UTC]\t2024-03-05T08:17:14.864Z\nComputer\tfs2\nEventID\t4634\nActivity\t4634 - An account was logged off.\n${lines('\t')}\nType\tSecurityEvent\n`,
  ],
  [
    'YAML',
    `---\nEvent:\n  EventData:\n${lines(': ', '    ')}\n  System:\n    Channel: Security\n    EventID: 4634\n`,
  ],
  ['a list of chosen properties', `EventID : 4634\n${lines(' : ')}\n`],
  [
    "Splunk's lines, joined",
    `03/05/2024 09:17:14 AM LogName=Security EventCode=4634 EventType=0 ComputerName=fs2 Message=${message}`,
  ],
  [
    "Event Viewer's lines, joined",
    `Log Name: Security Source: Microsoft-Windows-Security-Auditing Date: 3/5/2024 9:17:14 AM Event ID: 4634 Task Category: Logoff Level: Information Keywords: Audit Success User: N/A Computer: fs2 Description: ${message}`,
  ],
  [
    'NXLog as names and values in a line of syslog',
    `<13>Mar  5 09:17:14 fs2 EventTime="2024-03-05 09:17:14" EventID="4634" Channel="Security" Message="${message}"`,
  ],
  [
    'a table of two columns',
    `EventID,XML\n4634,"<Event><System><EventID>4634</EventID></System><EventData>${Object.entries(
      data,
    )
      .map(([name, value]) => `<Data Name=""${name}"">${value}</Data>`)
      .join('')}</EventData></Event>"\n`,
  ],
  ['a list that shows the message alone', `Message : ${message}\n`],
])('%s', (_name, text) => {
  const events = [...readEvents(text, definitions)].map((one) => 'event' in one && one.event);
  expect(events).toMatchObject([{ eventId: 4634 }]);
  const [event] = events;
  expect(event && Object.fromEntries(event.data.map(({ name, value }) => [name, value]))).toEqual(
    data,
  );
});

test('names and values of something else are no event', () => {
  const text = 'Name: x\nKind: y\nEvent ID: none\nPlace: z\n';
  const [read] = readEvents(text, definitions);
  expect(read).toMatchObject({ problem: { code: 'unknown-text' } });
});

test('an <Event> of another product is told from those of Windows', () => {
  const own = `<Event><System><EventID>4634</EventID></System><EventData><Data Name="LogonType">3</Data></EventData></Event>`;
  const text = `<Event id="1"><name>x</name></Event>\n${own}\n`;
  expect([...readEvents(text, definitions)]).toMatchObject([
    { problem: { code: 'no-event-element', place: { line: 1 } } },
    { event: { eventId: 4634 } },
  ]);
});
