import { expect, test } from 'vitest';
import { readEvents } from '../../src/decode/read-events.ts';
import { realCatalog } from '../content.ts';

/** Messages that are cut off, and values that look like an end. */

const { definitions } = realCatalog();
const read = (text: string) => {
  const [one] = readEvents(text, definitions);
  if (!one || !('event' in one)) throw new Error('no event');
  const { data, problems } = one.event;
  return {
    data: Object.fromEntries(data.map(({ name, value }) => [name, value])),
    problems: problems.map(({ code, message }) => `${code}: ${message}`),
  };
};
const head = 'An account was logged off.\n\nSubject:\n\tSecurity ID:\t\tS-1-5-18\n';

test('where a message ends before its last label, the value there may be cut, and it is said so', () => {
  expect(read(`${head}\tAccount Name:\t\tWS7$\n\tAccount Domain:\t\tCOR`)).toEqual({
    data: { TargetUserSid: 'S-1-5-18', TargetUserName: 'WS7$', TargetDomainName: 'COR' },
    problems: [
      'text-cut: The text ends at TargetDomainName: that value may be cut off, and those that follow are absent.',
    ],
  });
});

test('what cannot be a whole value is none: half a SID, half a number, half a label, nothing', () => {
  const half = 'An account was logged off.\n\nSubject:\n\tSecurity ID:\t\tS-1-5-21-2914407531-11';
  expect(read(half)).toEqual({
    data: {},
    problems: ['text-cut: TargetUserSid is lost: the text ends inside it.'],
  });
  const name = `${head}\tAccount Name:\t\tWS7$\n\tAccount Domain:\t\tCORP\n\tLogon ID:\t\t`;
  for (const end of ['', '0x'])
    expect(read(name + end).data).toEqual({
      TargetUserSid: 'S-1-5-18',
      TargetUserName: 'WS7$',
      TargetDomainName: 'CORP',
    });
  expect(read(`${head}\tAccount Name:\t\tWS7$\n\tAccount Dom`).data).toEqual({
    TargetUserSid: 'S-1-5-18',
    TargetUserName: 'WS7$',
  });
});

test('a whole message has no cut', () => {
  const whole = `${head}\tAccount Name:\t\tWS7$\n\tAccount Domain:\t\tCORP\n\tLogon ID:\t\t0x3E7\n\nLogon Type:\t\t\t3`;
  expect(read(whole).problems).toEqual([]);
});

test('a full stop at the end of the last value of a one-line message is its own', () => {
  const line =
    'Registered product Guard failed and Windows Firewall is now controlling the filtering for Firewall. Other..';
  expect(read(line).data).toEqual({ ProductName: 'Guard', Categories: 'Firewall. Other.' });
});

test('a command line of several lines is whole where the advice stands behind it, else said to be cut', () => {
  const head = `A new process has been created.

Creator Subject:
	Security ID:		S-1-5-18
	Account Name:		SYSTEM
	Account Domain:		NT AUTHORITY
	Logon ID:		0x3E7

Target Subject:
	Security ID:		S-1-0-0
	Account Name:		-
	Account Domain:		-
	Logon ID:		0x0

Process Information:
	New Process ID:		0x3d74
	New Process Name:	C:\\Tools\\a.exe
	Token Elevation Type:	%%1938
	Mandatory Label:		S-1-16-8192
	Creator Process ID:	0x4fe0
	Creator Process Name:	C:\\Windows\\explorer.exe
	Process Command Line:	a.exe -c "one
two"`;
  const advice =
    '\n\nToken Elevation Type indicates the type of token that was assigned to the new process.';
  const commandOf = (text: string) => {
    const [one] = [...readEvents(text, definitions)];
    if (!one || 'problem' in one) throw new Error('no event');
    const { data, problems } = one.event;
    return {
      command: data.find(({ name }) => name === 'CommandLine')?.value,
      problems: problems.map(({ code }) => code),
    };
  };
  expect(commandOf(head + advice)).toEqual({ command: 'a.exe -c "one\ntwo"', problems: [] });
  expect(commandOf(head)).toEqual({ command: 'a.exe -c "one', problems: ['text-cut'] });
});
