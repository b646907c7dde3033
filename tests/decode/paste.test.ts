import { describe, expect, test } from 'vitest';
import { readEvents } from '../../src/decode/read-events.ts';
import { realCatalog } from '../content.ts';

/** What the way to the clipboard does to a text. */

const { definitions } = realCatalog();
const read = (text: string) =>
  [...readEvents(text, definitions)].flatMap((one) => ('event' in one ? [one.event] : []));
const dataOf = (text: string) =>
  read(text).map(({ eventId, data }) => ({
    eventId,
    ...Object.fromEntries(data.map(({ name, value }) => [name, value])),
  }));

const message = `An account was logged off.

Subject:
	Security ID:		S-1-5-21-2914407531-1186022093-3407718846-1604
	Account Name:		anna
	Account Domain:		CORP
	Logon ID:		0x5A3C1F

Logon Type:			3
`;
const xml = `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Microsoft-Windows-Security-Auditing" /><EventID>4634</EventID></System><EventData><Data Name="TargetUserSid">S-1-5-21-2914407531-1186022093-3407718846-1604</Data><Data Name="TargetUserName">anna</Data><Data Name="TargetDomainName">CORP</Data><Data Name="TargetLogonId">0x5a3c1f</Data><Data Name="LogonType">3</Data></EventData></Event>
`;
const json = `{"EventID":4634,"Channel":"Security","TargetUserSid":"S-1-5-21-2914407531-1186022093-3407718846-1604","TargetUserName":"anna","TargetDomainName":"CORP","TargetLogonId":"0x5a3c1f","LogonType":"3"}
`;
const list = `TimeCreated  : 3/5/2024 8:17:14 AM
ProviderName : Microsoft-Windows-Security-Auditing
Id           : 4634
Message      : ${message.trim().replace(/\n/g, `\n${' '.repeat(15)}`)}
`;
const logoff = {
  eventId: 4634,
  TargetUserSid: 'S-1-5-21-2914407531-1186022093-3407718846-1604',
  TargetUserName: 'anna',
  TargetDomainName: 'CORP',
  TargetLogonId: '0x5a3c1f',
  LogonType: '3',
};

const eachLine = (change: (line: string, at: number) => string) => (text: string) =>
  `${text.trimEnd().split('\n').map(change).join('\n')}\n`;
const html = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const wrapped = (width: number) =>
  eachLine((line) => line.match(new RegExp(`.{1,${width}}`, 'g'))?.join('\n') ?? '');

const changes: Record<string, (text: string) => string> = {
  'carriage returns and line feeds': (text) => text.replace(/\n/g, '\r\n'),
  'carriage returns alone': (text) => text.replace(/\n/g, '\r'),
  'zero bytes': (text) => `${[...text].join('\0')}\0`,
  'quoted mail': eachLine((line) => `> ${line}`),
  'quoted mail without a space': eachLine((line) => `>${line}`),
  'a bar before each line': eachLine((line) => `| ${line}`),
  'space before each line': eachLine((line) => `    ${line}`),
  'a fence': (text) => `\`\`\`xml\n${text}\`\`\`\n`,
  'code of Jira': (text) => `{code:xml}\n${text}{code}\n`,
  backticks: (text) => `\`${text.trim()}\``,
  'a string of JSON': (text) => JSON.stringify(text),
  'a string of JSON without its quotes': (text) => JSON.stringify(text).slice(1, -1),
  'a cell of a table': (text) => `"${text.replaceAll('"', '""')}"`,
  'a field of an answer of Splunk': (text) => JSON.stringify({ result: { _raw: text } }),
  'escapes of HTML': html,
  'an element of HTML': (text) => `<pre>${html(text)}</pre>`,
  'no-break spaces': (text) => text.replaceAll(' ', '\u00a0'),
  'typographic quotes': (text) => text.replace(/([ {:,=])"/g, '$1\u201c').replaceAll('"', '\u201d'),
  'every line end doubled': (text) => text.replaceAll('\n', '\n\n'),
  'lines of 80 characters': wrapped(80),
  'lines of 120 characters': wrapped(120),
  'a prompt behind it': (text) => `${text}PS C:\\> `,
  'a shell around it': (text) => `root@host:~# cat log\n${text}root@host:~#`,
};

test('a letter that is two in lower case moves no value', () =>
  expect(dataOf(message.replace('anna', 'İLKER').replace('CORP', 'İZMİR'))).toEqual([
    { ...logoff, TargetUserName: 'İLKER', TargetDomainName: 'İZMİR' },
  ]));

test('dictionaries that Python has printed are read like JSON', () => {
  const text = `[{'EventID': 4688, 'Channel': 'Security', 'Correlation': None, 'whole': True, 'SubjectUserName': "o'brien", 'NewProcessName': 'C:\\\\Tools\\\\a.exe', 'CommandLine': 'a \\'x\\' "y"'}]`;
  expect(dataOf(text)).toEqual([
    {
      eventId: 4688,
      SubjectUserName: "o'brien",
      NewProcessName: 'C:\\Tools\\a.exe',
      CommandLine: `a 'x' "y"`,
    },
  ]);
});

test.each(Object.keys(changes))('%s: message, XML, JSON and list are read as before', (name) => {
  const change = changes[name] as (text: string) => string;
  for (const text of [message, xml, json, list])
    expect(dataOf(change(text)), change(text)).toEqual([logoff]);
});

test.each([
  ['cat -n', (line: string, at: number) => `${String(at).padStart(6)}\t${line}`],
  ['an editor', (line: string, at: number) => `${String(at).padStart(4)} ${line}`],
  ['findstr /n', (line: string, at: number) => `${at}:${line}`],
  ['a page', (line: string, at: number) => `${at}. ${line}`],
  ['a page with a bar', (line: string, at: number) => `${String(at).padStart(3)} | ${line}`],
])('numbers of %s before each line', (_name, number) => {
  for (const text of [message, `${message}${xml}`, `${json}${json}${json}`, list]) {
    const plain = dataOf(text);
    expect(dataOf(eachLine((line, at) => number(line, at + 9))(text))).toEqual(plain);
  }
});

test('whatever a relay or a log has before an event on its line is left out', () => {
  const heads = [
    '<13>Mar  5 08:15:02 fs2 ',
    'Mar  5 08:15:02 fs2 agent[123]: ',
    '<14>1 2024-03-05T08:17:14.864132Z fs2.corp.example winevt 676 - - ',
    '<14>1 2024-03-05T08:17:14Z fs2 winevt - - [meta seq="1" x="a b"] \ufeff',
    '2024 Mar 05 08:17:14 (fs2) 10.20.1.4->WinEvtLog ',
    '2024-03-05T08:17:14.864132Z stdout F ',
    'key-1\t',
    'INFO [main] reader - got ',
  ];
  for (const head of heads) {
    for (const text of [xml, json]) expect(dataOf(head + text), head).toEqual([logoff]);
  }
  const qradar = `AgentDevice=WindowsLog\tAgentLogFile=Security\tEventID=4634\tMessage=${message.replace(/\s+/g, ' ')}\n`;
  for (const head of heads) expect(dataOf(head + qradar), head).toEqual([logoff]);
});

test('escapes inside the strings of JSON stay theirs, whatever its quotes have become', () => {
  const nested = `${JSON.stringify({ EventID: 4634, Channel: 'Security', Message: message })}\n`;
  for (const name of ['typographic quotes', 'escapes of HTML', 'a string of JSON']) {
    const change = changes[name] as (text: string) => string;
    expect(dataOf(change(nested)), name).toEqual([logoff]);
  }
});

test('what only looks like a mark of lines stays', () => {
  const path = message.replace('anna', 'C:\\new\\table');
  expect(dataOf(path)).toEqual([{ ...logoff, TargetUserName: 'C:\\new\\table' }]);
  const bars = message.replace('anna', 'a | b');
  expect(dataOf(bars)).toEqual([{ ...logoff, TargetUserName: 'a | b' }]);
  const table = `No\tEventID\tTargetUserName\n${[1, 2, 3, 4, 5].map((at) => `${at}\t4634\tanna${at}\n`).join('')}`;
  expect(dataOf(table)).toEqual(
    [1, 2, 3, 4, 5].map((at) => ({ eventId: 4634, TargetUserName: `anna${at}` })),
  );
  const names = Array.from({ length: 6 }, (_none, at) => `${'n'.repeat(60)}${at}`);
  const rows = names.map((name) => `Security,4634,${name},CORP\n`).join('');
  expect(dataOf(`Channel,EventID,TargetUserName,TargetDomainName\n${rows}`)).toEqual(
    names.map((name) => ({ eventId: 4634, TargetUserName: name, TargetDomainName: 'CORP' })),
  );
  const entity = message.replace('anna', '"&lt;"');
  expect(dataOf(entity)).toEqual([{ ...logoff, TargetUserName: '"&lt;"' }]);
});

test('XML in cells whose quotes are doubled is read without the line of names', () => {
  const cell = `"${xml.trim().replaceAll('"', '""')}"`;
  expect(dataOf(`"${'x'.repeat(9)}"\n${cell}\n${cell}\n`)).toEqual([logoff, logoff]);
  expect(dataOf(`${cell},"a"\n${cell},"b"\n`)).toEqual([logoff, logoff]);
});

test('a header and values without the element around them are one event', () => {
  const inside = xml.replace(/^<Event [^>]*>/, '').replace('</Event>\n', '');
  expect(dataOf(inside)).toEqual([logoff]);
});

test('what people write right behind a message is no part of its last value', () => {
  const privileges = `Special privileges assigned to new logon.

Subject:
	Security ID:		S-1-5-18
	Account Name:		SYSTEM
	Account Domain:		NT AUTHORITY
	Logon ID:		0x3E7

Privileges:		SeTcbPrivilege
			SeBackupPrivilege`;
  const task = `A scheduled task was deleted.

Subject:
	Security ID:		S-1-5-18
	Account Name:		SYSTEM
	Account Domain:		NT AUTHORITY
	Logon ID:		0x3E7

Task Information:
	Task Name: 		\\Stop
	Task Content: 		<Task><Exec>
  <Command>stop.exe</Command>
</Exec></Task>`;
  for (const text of [message.trim(), privileges, task]) {
    const plain = dataOf(text);
    expect(plain).toHaveLength(1);
    for (const words of [
      '\nThanks',
      '\nWho is this?\nThe account is not used.',
      '\n\nHi all, why?',
    ])
      expect(dataOf(text + words)).toEqual(plain);
    const flush = text.replace(/^[ \t]+/gm, '');
    if (text !== task) expect(dataOf(`${flush}\nThanks`)).toEqual(dataOf(flush));
  }
});

test('a line of Snare without its tabs gives no value that the category or a number is mixed into', () => {
  const [event, ...more] = read(
    'Mar  5 09:17:14 ws7 MSWinEventLog 1 Security 1234 Tue Mar 05 09:17:14 2024 6406 Microsoft-Windows-Security-Auditing CORP\\anna N/A Success Audit ws7.corp.example Other System Events  Door Guard registered to Windows Firewall to control filtering for the following: Kinds 24875\n',
  );
  expect(more).toEqual([]);
  expect(event).toMatchObject({ eventId: 6406, data: [] });
  expect(event?.problems.map(({ message }) => message)).toEqual([
    'ProductName is lost: without tabs, what stands beside it cannot be told from it.',
    'Categories is lost: without tabs, what stands beside it cannot be told from it.',
  ]);
});

test.each([
  ['spaces', ' '.repeat(400_000)],
  ['line ends', '\n'.repeat(400_000)],
  ['spaces of a page', '\u00a0 '.repeat(200_000)],
  ['a string of Python that nothing ends', `{'a': '${"\\'".repeat(400_000)}`],
])('what can be parted in very many ways is looked at once: %s', (_, text) =>
  expect(read(`${text}x`)).toEqual([]),
);

const LONG = ' '.repeat(300_000);
test.each<[string, string, string]>([
  [
    'an attribute of XML',
    `<Event><System><Provider Name="a${LONG}b"/><EventID>1</EventID></System></Event>`,
    'xml',
  ],
  [
    'a line of Friendly View',
    `- System\n\n  - Provider\n\n   [ Name]  Microsoft-Windows-Security-Auditing\n\n   EventID 4634\n\n   Computer a${LONG}b\n`,
    'friendly',
  ],
  [
    'a line of a message',
    `An account was logged off.\n\nSubject:\n\tAccount Name:\t\ta${LONG}b\n\tLogon ID:\t\t0x1\n`,
    'message',
  ],
  ['values without their element', `<Data Name="a">${LONG}</Data><Data Name="b">${LONG}`, 'xml'],
])('a long run of spaces is looked at once: in %s', (_, text, format) =>
  expect(read(text)).toMatchObject([{ format }]),
);

test('values without their element are read whole, however many they are', () => {
  const [event, ...more] = read('<Data Name="a">1</Data>\n'.repeat(300_000));
  expect(more).toEqual([]);
  expect(event?.data).toHaveLength(300_000);
});

describe('a part of an event', () => {
  const withProblems = (text: string) =>
    [...readEvents(text, definitions)].map((one) =>
      'problem' in one
        ? { problem: `${one.problem.code}: ${one.problem.message}` }
        : {
            eventId: one.event.eventId,
            data: Object.fromEntries(one.event.data.map(({ name, value }) => [name, value])),
            problems: one.event.problems.map(({ code }) => code),
          },
    );

  test('a message without its first line is told by its labels, where one event has them', () => {
    const attempt = `Account For Which Logon Failed:
	Security ID:		NULL SID
	Account Name:		anna
	Account Domain:		CORP

Failure Information:
	Failure Reason:		Unknown user name or bad password.
	Status:			0xC000006D
	Sub Status:		0xC000006A

Process Information:
`;
    expect(withProblems(attempt)).toEqual([
      {
        eventId: 4625,
        data: {
          TargetUserSid: 'S-1-0-0',
          TargetUserName: 'anna',
          TargetDomainName: 'CORP',
          Status: '0xc000006d',
          FailureReason: '%%2313',
          SubStatus: '0xc000006a',
        },
        problems: ['guessed-event'],
      },
    ]);
  });

  test('where several have them they are named', () => {
    const network = `Network Information:
	Workstation Name:	WS7
	Source Network Address:	10.20.1.27
	Source Port:		50122
`;
    expect(withProblems(network)).toEqual([
      {
        problem:
          'unknown-text: The text is part of a message, whose labels are those of 4624, 4625.',
      },
    ]);
  });

  test.each(['Subject: Server\nDate: today\nTo: Bob\nFrom: Eve\n', 'Logon ID: 1\nLogon Type: 3\n'])(
    '%j is none',
    (text) =>
      expect(withProblems(text)).toEqual([
        { problem: expect.stringMatching(/does not begin any event's message/) as string },
      ]),
  );

  test.each([
    ['', ['no-system']],
    ['\n  </EventData>\n</Event>', ['no-system']],
    ['\n    <Data Name="IpAddre', ['xml-cut', 'no-system']],
    ['\n    <Data Name="LogonProcessName">Ker', ['xml-cut', 'no-system']],
  ])('values of XML alone, behind them %j', (end, problems) => {
    const values = `    <Data Name="TargetUserName">anna</Data>
    <Data Name="LogonType">3</Data>
    <Data Name="IpPort"/>`;
    expect(withProblems(values + end)).toEqual([
      {
        eventId: undefined,
        data: { TargetUserName: 'anna', LogonType: '3', IpPort: '' },
        problems,
      },
    ]);
  });

  test('of XML that is cut off below a message, the header is read', () => {
    const system = xml
      .slice(0, xml.indexOf('<Data Name="TargetUserName'))
      .replace(
        '</System>',
        '<TimeCreated SystemTime="2024-03-05T07:17:14.1Z" /><EventRecordID>7</EventRecordID></System>',
      );
    const copy = `Log Name:      Security
Source:        Microsoft-Windows-Security-Auditing
Date:          3/5/2024 8:17:14 AM
Event ID:      4634
Computer:      ws7.corp.example
Description:
${message}Event Xml:
${system}`;
    const [one] = read(copy);
    expect(one).toMatchObject({
      timeCreated: '2024-03-05T07:17:14.1Z',
      recordId: '7',
      computer: 'ws7.corp.example',
    });
    expect(one?.timeIsLocal).toBeUndefined();
    expect(one?.problems.map(({ code }) => code)).toEqual(['xml-cut']);
    expect(dataOf(copy)).toEqual([logoff]);
  });

  test('JSON in a text of JSON, in a list or alone', () => {
    expect(dataOf(JSON.stringify({ body: json }))).toEqual([logoff]);
    expect(dataOf(JSON.stringify({ records: [{ at: 1, text: json }, { text: json }] }))).toEqual([
      logoff,
      logoff,
    ]);
  });
});

test.each([
  ['8:59:12 AM', '3/5/2024'],
  ['08:59:12', '5. 3. 2024'],
  ['上午 8:59:12', '2024/3/5'],
])('a time and a date on one line stay whole: %s, %s', (time, date) => {
  const text = `The system time was changed.

Subject:
	Security ID:		S-1-5-18
	Account Name:		PC1$
	Account Domain:		CORP
	Logon ID:		0x3e7

Process Information:
	Process ID:	0x4
	Name:		C:\\Windows\\System32\\svchost.exe

Previous Time:		${time} ${date}
New Time:		${time} ${date}
`;
  expect(dataOf(text)).toMatchObject([
    { eventId: 4616, PreviousTime: time, PreviousDate: date, NewTime: time, NewDate: date },
  ]);
});
