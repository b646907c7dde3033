import { expect, test } from 'vitest';
import { decodeEvent, toJson } from '../../src/decode/decode.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { realCatalog } from '../content.ts';

const { definitions } = realCatalog();
const decode = (text: string) =>
  [...readEvents(text, definitions)].map((read) =>
    'event' in read ? toJson(decodeEvent(read.event, definitions)) : read.problem,
  );

const message = `An account was logged off.

Subject:
	Security ID:		ANONYMOUS LOGON
	Account Name:		ANONYMOUS LOGON
	Account Domain:		NT AUTHORITY
	Logon ID:		0x149BE

Logon Type:			3

This event is generated when a logon session is destroyed.`;

const header = `Log Name:      Security
Source:        Microsoft-Windows-Security-Auditing
Date:          3/5/2024 8:15:02 AM
Event ID:      4634
Task Category: Logoff
Level:         Information
Keywords:      Audit Success
User:          N/A
Computer:      ws7.corp.example
`;

const data = {
  TargetUserSid: 'S-1-5-7',
  TargetUserName: 'ANONYMOUS LOGON',
  TargetDomainName: 'NT AUTHORITY',
  TargetLogonId: '0x149be',
  LogonType: '3',
};

const shapes: [string, string][] = [
  ['Copy details as text', `${header}Description:\n${message}\n`],
  [
    'wevtutil /f:text',
    `Event[0]:\n  Log Name: Security\n  Source: Microsoft-Windows-Security-Auditing\n  Date: 2024-03-05T08:15:02.4170000Z\n  Event ID: 4634\n  Task: Logoff\n  Level: Information\n  Opcode: Info\n  Keyword: Audit Success\n  User: N/A\n  User Name: N/A\n  Computer: ws7.corp.example\n  Description: \n${message}\n`,
  ],
  [
    'Format-List',
    `TimeCreated  : 3/5/2024 8:15:02 AM\nProviderName : Microsoft-Windows-Security-Auditing\nId           : 4634\nMachineName  : ws7.corp.example\nMessage      : ${message.replace(/\n/g, '\n               ')}\n`,
  ],
  [
    'Splunk WinEventLog',
    `03/05/2024 08:15:02 AM\nLogName=Security\nSourceName=Microsoft-Windows-Security-Auditing\nEventCode=4634\nEventType=0\nType=Information\nComputerName=ws7.corp.example\nTaskCategory=Logoff\nOpCode=Info\nRecordNumber=2231\nKeywords=Audit Success\nMessage=${message}\n`,
  ],
];

const wmi = `20240305081502.417000
ComputerName=ws7.corp.example
EventCode=4634
EventType=4
Logfile=Security
Message=${message}
RecordNumber=2231
SourceName=Microsoft-Windows-Security-Auditing
TimeGenerated=20240305081502.417000-000
TimeWritten=20240305081503.000000-000
Type=Audit Success
User=NULL
wmi_type=WinEventLog:Security
`;

test('the names that WMI of Splunk writes behind a message belong to the header', () => {
  const read = decode(wmi + wmi);
  expect(read).toHaveLength(2);
  expect(read[1]).toMatchObject({
    recordId: '2231',
    timeCreated: '2024-03-05T08:15:02.417000Z',
    data,
  });
});

test.each(shapes)('%s gives the same data as XML', (name, text) => {
  const [event] = decode(text);
  expect(event).toMatchObject({
    format: name === 'Format-List' ? 'format-list' : 'details',
    eventId: 4634,
    computer: 'ws7.corp.example',
    provider: 'Microsoft-Windows-Security-Auditing',
    data,
    warnings: [],
  });
  expect(decode(text)).toHaveLength(1);
});

test('several events in one copy', () => {
  const read = decode(
    `${shapes[0]?.[1] ?? ''}\n${(shapes[0]?.[1] ?? '').replace('0x149BE', '0x5A3C1F')}`,
  );
  expect(
    read.map((event) => ('data' in event ? event.data['TargetLogonId'] : event.message)),
  ).toEqual(['0x149be', '0x5a3c1f']);
});

test('the XML behind the text wins', () => {
  const xml =
    '<Event xmlns="x"><System><EventID>4634</EventID><EventRecordID>7</EventRecordID></System><EventData><Data Name="TargetUserSid">S-1-5-21-1-2-3-4</Data></EventData></Event>';
  const [event] = decode(`${header}Description:\n${message}\nEvent Xml:\n${xml}`);
  expect(event).toMatchObject({ recordId: '7', data: { TargetUserSid: 'S-1-5-21-1-2-3-4' } });
});

test('the id tells apart what Windows words alike', () => {
  const text = `${header.replace('4634', '5382')}Description:\nVault credentials were read.\n`;
  expect(decode(text)[0]).toMatchObject({ eventId: 5382 });
});

test('a message without a definition that names its values line by line gives them as they stand', () => {
  const own = header.replace(/4634/, '3').replaceAll('Microsoft-Windows-Security-Auditing', 'Door');
  const [event] = decode(
    `${own}Description:\nDoor opened:\nDoorName: -\nUtcTime: 2024-03-05 08:17:14.860\nImage: C:\\door.exe\n`,
  );
  expect(event).toMatchObject({
    eventId: 3,
    provider: 'Door',
    data: { DoorName: '-', UtcTime: '2024-03-05 08:17:14.860', Image: 'C:\\door.exe' },
    warnings: [{ code: 'unknown-event' }],
  });
  const [other] = decode(`${own}Description:\nDoor opened:\nDoorName: -\nand then it closed\n`);
  expect(other).toMatchObject({ data: {}, warnings: [{ code: 'unknown-message' }, {}] });
});

test('another language keeps the header and says what to paste', () => {
  const [event] = decode(`${header}Description:\nEin Konto wurde abgemeldet.\n\nAntragsteller:\n`);
  expect(event).toMatchObject({ eventId: 4634, computer: 'ws7.corp.example', data: {} });
  expect(event).toMatchObject({
    warnings: [
      {
        code: 'unknown-message',
        message: 'The message of event 4634 does not begin as it does in English.',
      },
    ],
  });
});
