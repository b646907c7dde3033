import { expect, test } from 'vitest';
import type { Chain } from '../../src/correlate/chain.ts';
import { describeChain } from '../../src/correlate/describe.ts';
import { chainsOf, describe, events, run } from './events.ts';

const wks = 'computer=wks7.corp.example';
const srv = 'computer=srv1.corp.example';
const dc = 'computer=dc1.corp.example';
const lsm =
  'provider=Microsoft-Windows-TerminalServices-LocalSessionManager channel=Microsoft-Windows-TerminalServices-LocalSessionManager/Operational';

/** A rule, a log, its chains. */
const cases: [name: string, rule: string, log: string, chains: string[]][] = [
  [
    'events of one start are one start',
    'boot-session',
    `
    1 08:00:00 4826
    2 08:00:05 4608
    9 08:00:02 12 channel=System provider=Microsoft-Windows-Kernel-General
    10 08:00:20 6005 channel=System provider=EventLog
    3 18:00:00 1100 provider=Microsoft-Windows-Eventlog
    4 19:00:00 4608
    `,
    [
      'closed : 1 boot-data, 9 kernel-start, 2 start, 10 log-start, 3 security-log-stop',
      'open : 4 start',
    ],
  ],
  [
    'a restart of the event log service is no start of Windows',
    'boot-session',
    `
    1 08:00:00 12 channel=System provider=Microsoft-Windows-Kernel-General
    2 12:00:00 6005 channel=System provider=EventLog
    `,
    ['open : 1 kernel-start, 2 log-start'],
  ],
  [
    'a stop without a shutdown',
    'boot-session',
    `
    1 08:00:00 12 channel=System provider=Microsoft-Windows-Kernel-General
    2 12:00:00 12 channel=System provider=Microsoft-Windows-Kernel-General
    3 12:00:09 41 channel=System provider=Microsoft-Windows-Kernel-Power
    4 12:00:10 6008 channel=System provider=EventLog
    `,
    ['lost : 1 kernel-start', 'open : 2 kernel-start, 3 power-lost, 4 unclean'],
  ],
  [
    'credentials used on one computer open a session on another',
    'explicit-credentials',
    `
    1 08:00:00 4648 ${wks} TargetUserName=admin TargetServerName=SRV1 SubjectUserName=anna
    7 08:00:02 4624 ${srv} TargetUserName=Admin TargetLogonId=0x501
    8 08:10:00 4624 ${srv} TargetUserName=Admin TargetLogonId=0x502
    `,
    ['closed admin SRV1: 1 use, 7 logon'],
  ],
  [
    'the target may seem to come first, and localhost is the computer itself',
    'explicit-credentials',
    `
    1 08:00:00 4624 TargetUserName=bo TargetLogonId=0x501
    2 08:00:01 4648 TargetUserName=bo TargetServerName=localhost
    `,
    ['open bo localhost: 1 logon, 2 use'],
  ],
  [
    'a desktop is connected, left, and connected again',
    'remote-desktop',
    `
    1 08:00:00 4624 TargetLogonId=0x501 LogonType=10
    2 09:00:00 4779 LogonID=0x501
    3 10:00:00 4778 LogonID=0x501
    4 11:00:00 4634 TargetLogonId=0x501
    5 11:00:00 4634 TargetLogonId=0x777
    `,
    ['closed 0x501: 1 logon, 2 disconnect', 'closed 0x501: 3 reconnect, 4 logoff'],
  ],
  [
    'a lock, a wrong password, the logon that unlocks',
    'lock-unlock',
    `
    1 08:00:00 4800 TargetUserName=anna TargetLogonId=0x501 SessionId=1
    2 09:00:00 4625 TargetUserName=anna LogonType=7
    3 09:00:05 4624 TargetUserName=anna LogonType=7 TargetLogonId=0x601
    4 09:00:05 4634 TargetUserName=anna TargetLogonId=0x601
    5 09:00:05 4801 TargetUserName=anna TargetLogonId=0x501 SessionId=1
    `,
    ['closed anna: 1 lock, 2 failure, 3 unlock-logon, 5 unlock'],
  ],
  [
    'names and addresses of one ticket are written in several ways',
    'kerberos',
    `
    1 08:00:00 4771 ${dc} TargetUserName=anna IpAddress=::ffff:10.0.0.7 Status=0x18
    2 08:00:05 4768 ${dc} TargetUserName=Anna IpAddress=10.0.0.7 Status=0x0
    3 08:00:06 4769 ${dc} TargetUserName=anna@CORP.EXAMPLE IpAddress=::ffff:10.0.0.7 ServiceName=SRV1$
    4 19:00:00 4768 ${dc} TargetUserName=anna IpAddress=10.0.0.7 Status=0x0
    `,
    ['closed Anna 10.0.0.7: 1 failure, 2 ticket, 3 service', 'open anna 10.0.0.7: 4 ticket'],
  ],
  [
    'the hash of a ticket leads to it from any address, after a newer one and after its renewal',
    'kerberos',
    `
    1 08:00:00 4768 ${dc} TargetUserName=anna IpAddress=10.0.0.7 Status=0x0 ResponseTicket=aaa=
    2 09:00:00 4768 ${dc} TargetUserName=anna IpAddress=10.0.0.7 Status=0x0 ResponseTicket=bbb=
    3 09:00:01 4769 ${dc} TargetUserName=anna IpAddress=10.0.0.7 RequestTicketHash=aaa=
    4 09:00:02 4769 ${dc} TargetUserName=anna IpAddress=10.0.0.9 RequestTicketHash=bbb=
    5 09:00:03 4770 ${dc} TargetUserName=anna IpAddress=10.0.0.7 RequestTicketHash=aaa= ResponseTicketHash=ccc=
    6 09:00:04 4769 ${dc} TargetUserName=anna IpAddress=10.0.0.7 RequestTicketHash=ccc=
    7 09:00:05 4769 ${dc} TargetUserName=anna IpAddress=10.0.0.7 RequestTicketHash=N/A
    `,
    [
      'open anna 10.0.0.7: 1 ticket, 3 service, 5 renewal, 6 service',
      'open anna 10.0.0.7: 2 ticket, 4 service, 7 service',
    ],
  ],
  [
    'a ticket that no domain controller of the log has issued is not the one that it has issued',
    'kerberos',
    `
    1 08:00:00 4768 ${dc} TargetUserName=anna IpAddress=10.0.0.7 Status=0x0 ResponseTicket=aaa=
    2 09:00:00 4769 ${dc} TargetUserName=anna IpAddress=10.0.0.7 RequestTicketHash=zzz=
    3 09:00:01 4769 ${dc} TargetUserName=anna IpAddress=10.0.0.8 RequestTicketHash=zzz=
    `,
    ['open anna 10.0.0.7: 1 ticket', 'orphan anna 10.0.0.7: 2 service, 3 service'],
  ],
  [
    'a ticket without a hash is found by account and address',
    'kerberos',
    `
    1 08:00:00 4768 ${dc} TargetUserName=anna IpAddress=10.0.0.7 Status=0x0
    2 09:00:00 4769 ${dc} TargetUserName=anna IpAddress=10.0.0.7 RequestTicketHash=zzz=
    `,
    ['open anna 10.0.0.7: 1 ticket, 2 service'],
  ],
  [
    'the GUID of a ticket leads to the session, zeros to nothing',
    'ticket-to-session',
    `
    1 08:00:00 4769 ${dc} LogonGuid={0b29d6c6-0000-0000-0000-000000000001} TargetUserName=anna
    2 08:00:00 4769 ${dc} LogonGuid={00000000-0000-0000-0000-000000000000}
    3 08:00:01 4624 ${srv} LogonGuid={0B29D6C6-0000-0000-0000-000000000001} TargetLogonId=0x501 TargetUserName=anna
    4 08:00:01 4624 ${srv} LogonGuid={00000000-0000-0000-0000-000000000000} TargetLogonId=0x502
    `,
    ['open {0b29d6c6-0000-0000-0000-000000000001}: 1 service, 3 logon'],
  ],
  [
    'a password checked by a domain controller for a logon elsewhere',
    'ntlm',
    `
    1 08:00:00 4776 ${dc} TargetUserName=anna Workstation=\\\\WKS7 Status=0x0
    2 08:00:01 4624 ${srv} TargetUserName=anna WorkstationName=wks7 AuthenticationPackageName=NTLM TargetLogonId=0x501
    `,
    ['open anna \\\\WKS7: 1 validation, 2 logon'],
  ],
  [
    'a lockout with the failures before it, and no older ones',
    'lockout',
    `
    1 07:00:00 4625 ${srv} TargetUserName=anna IpAddress=10.0.0.7
    2 08:00:00 4625 ${srv} TargetUserName=anna IpAddress=10.0.0.7
    3 08:00:01 4776 ${dc} TargetUserName=anna Status=0xC000006A
    4 08:00:02 4740 ${dc} TargetUserName=anna TargetDomainName=WKS7
    5 09:00:00 4767 ${dc} TargetUserName=anna
    `,
    ['closed anna: 2 failure, 3 validation, 4 lockout, 5 unlock'],
  ],
  [
    'an account from its creation to its deletion',
    'account-lifecycle',
    `
    1 08:00:00 4720 TargetSid=S-1-5-21-1-2-3-1105 TargetUserName=temp
    2 08:00:01 4722 TargetSid=S-1-5-21-1-2-3-1105
    3 08:30:00 4781 TargetSid=S-1-5-21-1-2-3-1105 OldTargetUserName=temp NewTargetUserName=tmp
    4 09:00:00 4726 TargetSid=S-1-5-21-1-2-3-1105
    5 09:00:00 4738 TargetSid=S-1-5-21-1-2-3-1106
    `,
    [
      'closed S-1-5-21-1-2-3-1105: 1 creation, 2 enabled, 3 rename, 4 deletion',
      'orphan S-1-5-21-1-2-3-1106: 5 change',
    ],
  ],
  [
    'a membership is that of one account in one group',
    'group-membership',
    `
    1 08:00:00 4732 TargetSid=S-1-5-32-544 MemberSid=S-1-5-21-1-2-3-1105
    2 08:00:00 4728 TargetSid=S-1-5-21-1-2-3-512 MemberSid=S-1-5-21-1-2-3-1105
    3 08:20:00 4733 TargetSid=S-1-5-32-544 MemberSid=S-1-5-21-1-2-3-1105
    `,
    [
      'closed S-1-5-32-544 S-1-5-21-1-2-3-1105: 1 added, 3 removed',
      'open S-1-5-21-1-2-3-512 S-1-5-21-1-2-3-1105: 2 added',
    ],
  ],
  [
    'a task that is gone after its run',
    'scheduled-task',
    `
    1 08:00:00 4698 TaskName=\\Run
    2 08:00:01 4702 TaskName=\\run
    3 08:00:30 4699 TaskName=\\Run
    `,
    ['closed \\Run: 1 creation, 2 update, 3 deletion'],
  ],
  [
    'two logs tell of one service',
    'service-install',
    `
    1 08:00:00 4697 ServiceName=Helper
    7 08:00:00.200 7045 channel=System ServiceName=Helper provider=Service_Control_Manager
    `,
    ['open Helper: 1 installation, 7 system-log'],
  ],
  [
    'what one operation changed in the directory',
    'directory-change',
    `
    1 08:00:00 5136 OpCorrelationID={11111111-0000-0000-0000-000000000000} OperationType=%%14675
    2 08:00:00 5136 OpCorrelationID={11111111-0000-0000-0000-000000000000} OperationType=%%14674
    3 08:00:00 5137 OpCorrelationID={22222222-0000-0000-0000-000000000000}
    4 08:10:00 5141 OpCorrelationID={33333333-0000-0000-0000-000000000000}
    `,
    [
      'closed {11111111-0000-0000-0000-000000000000}: 1 modification, 2 modification',
      'closed {22222222-0000-0000-0000-000000000000}: 3 creation',
      'open {33333333-0000-0000-0000-000000000000}: 4 deletion',
    ],
  ],
  [
    'two logs cleared at once',
    'log-cleared',
    `
    1 08:00:00 1102 provider=Microsoft-Windows-Eventlog SubjectUserName=anna
    1 08:00:02 104 provider=Microsoft-Windows-Eventlog channel=System
    `,
    ['open : 1 security-log, 1 other-log'],
  ],
  [
    'network logons of one account from one address are one story',
    'network-logons',
    `
    1 08:00:00 4624 TargetUserName=anna IpAddress=10.0.0.7 LogonType=3 TargetLogonId=0x501
    2 08:15:00 4624 TargetUserName=anna IpAddress=10.0.0.7 LogonType=3 TargetLogonId=0x502
    3 09:15:00 4624 TargetUserName=anna IpAddress=10.0.0.7 LogonType=3 TargetLogonId=0x503
    4 09:16:00 4624 TargetUserName=bo IpAddress=10.0.0.7 LogonType=3 TargetLogonId=0x504
    `,
    ['closed anna 10.0.0.7: 1 logon, 2 logon'],
  ],
  [
    'a terminal session with its disconnections, and its number given again',
    'terminal-session',
    `
    1 08:00:00 21 ${lsm} SessionID=3 User=CORP\\anna Address=10.0.0.9
    2 08:00:01 22 ${lsm} SessionID=3 User=CORP\\anna
    3 09:00:00 24 ${lsm} SessionID=3 User=CORP\\anna
    4 10:00:00 25 ${lsm} SessionID=3 User=CORP\\anna Address=10.0.0.9
    5 11:00:00 23 ${lsm} SessionID=3 User=CORP\\anna
    6 12:00:00 21 ${lsm} SessionID=3 User=CORP\\bo Address=LOCAL
    `,
    ['closed 3: 1 logon, 2 shell, 3 disconnect, 4 reconnect, 5 logoff', 'open 3: 6 logon'],
  ],
  [
    'a terminal session that was there before the log, and events of another log with its numbers',
    'terminal-session',
    `
    1 08:00:00 24 ${lsm} SessionID=2 User=CORP\\anna
    2 08:30:00 23 SessionID=2
    3 09:00:00 23 ${lsm} SessionID=2 User=CORP\\anna
    `,
    ['orphan 2: 1 disconnect, 3 logoff'],
  ],
];

test.each(cases)('%s', (_name, rule, log, chains) => expect(chainsOf(rule, log)).toEqual(chains));

test('a link by the hash of a ticket names the fields that hold it, also those of its renewal', () => {
  const { key, links } = describe(
    'kerberos',
    `
    1 08:00:00 4768 TargetUserName=anna IpAddress=10.0.0.7 Status=0x0 ResponseTicket=aaa=
    2 09:00:00 4769 TargetUserName=anna IpAddress=10.0.0.9 RequestTicketHash=aaa=
    3 10:00:00 4770 TargetUserName=anna IpAddress=10.0.0.7 RequestTicketHash=aaa= ResponseTicketHash=ccc=
    4 11:00:00 4769 TargetUserName=anna IpAddress=10.0.0.7 RequestTicketHash=ccc=
    `,
  );
  expect(key).toEqual({ TargetUserName: 'anna', IpAddress: '10.0.0.7' });
  expect(links.map(({ from, to, fields }) => [from, to, fields.map((one) => one.from)])).toEqual([
    [0, 1, ['ResponseTicket']],
    [0, 2, ['ResponseTicket']],
    [2, 3, ['ResponseTicketHash']],
  ]);
});

test('a ticket that opened a session is under the one with its hash, not under the newest', () => {
  const log = events(`
    1 08:00:00 4768 TargetUserName=anna IpAddress=10.0.0.7 Status=0x0 ResponseTicket=aaa=
    2 08:30:00 4768 TargetUserName=anna IpAddress=10.0.0.7 Status=0x0 ResponseTicket=bbb=
    3 09:00:00 4769 TargetUserName=anna IpAddress=10.0.0.9 RequestTicketHash=aaa= LogonGuid={0b29d6c6-0000-0000-0000-000000000001}
    4 09:00:01 4624 TargetUserName=anna LogonGuid={0b29d6c6-0000-0000-0000-000000000001} TargetLogonId=0x501
  `);
  const chain = run(log, { only: ['ticket-to-session'] }).chains[0] as Chain;
  const [parent] = describeChain(chain).parents.filter(({ rule }) => rule === 'kerberos');
  expect(parent?.link.fields).toEqual([
    { from: 'ResponseTicket', to: 'RequestTicketHash', fromValue: 'aaa=', toValue: 'aaa=' },
  ]);
});

test('a spray is many accounts from one address, and the logon that worked', () => {
  const failures = ['anna', 'bo', 'cem', 'dora', 'emil'].map(
    (user, at) => `${at + 1} 08:00:0${at} 4625 TargetUserName=${user} IpAddress=10.0.0.9`,
  );
  const log = [...failures, '6 08:00:06 4624 TargetUserName=fay IpAddress=10.0.0.9'].join('\n');
  expect(describe('password-spray', log).findings.map(({ message }) => message)).toEqual([
    '5 logons of 5 accounts failed from 10.0.0.9.',
    'Among the failures from 10.0.0.9, fay logged on.',
  ]);
  expect(chainsOf('password-spray', failures.slice(1).join('\n'))).toEqual([]);
});

test('a terminal session that is reconnected from elsewhere says so', () => {
  const log = (address: string) => `
    1 08:00:00 21 ${lsm} SessionID=3 User=CORP\\anna Address=10.0.0.9
    2 10:00:00 25 ${lsm} SessionID=3 User=CORP\\anna Address=${address}
  `;
  const codes = (address: string) =>
    describe('terminal-session', log(address)).findings.map(({ code }) => code);
  expect(codes('10.0.0.20')).toEqual(['from-several-addresses']);
  expect(codes('10.0.0.9')).toEqual([]);
});

test('ten failures are guessing, whichever event tells of them, and nine are not', () => {
  const failures = Array.from(
    { length: 10 },
    (_, at) =>
      `${at + 1} 08:0${at}:00 ${at % 2 ? 4771 : 4625} TargetUserName=anna IpAddress=${at % 2 ? '::ffff:' : ''}10.0.0.9`,
  );
  const success = '11 08:10:00 4624 TargetUserName=Anna IpAddress=10.0.0.9 LogonType=3';
  expect(
    describe('password-guessing', [...failures, success].join('\n')).findings.map(
      ({ message }) => message,
    ),
  ).toEqual(['anna logged on from 10.0.0.9 after 10 failures.']);
  expect(chainsOf('password-guessing', [...failures.slice(1), success].join('\n'))).toEqual([]);
});

test('ten failures with a long silence between are no guessing', () => {
  const failures = Array.from(
    { length: 10 },
    (_, at) =>
      `${at + 1} ${at < 5 ? '08' : '09'}:0${at}:00 4625 TargetUserName=anna IpAddress=10.0.0.9`,
  );
  expect(chainsOf('password-guessing', failures.join('\n'))).toEqual([]);
});

test('share access stands under its logon and ends with it', () => {
  const { chains } = run(
    `
    1 08:00:00 4624 TargetLogonId=0x501 LogonType=3
    2 08:00:01 5140 SubjectLogonId=0x501 ShareName=\\\\*\\data
    3 08:00:02 5145 SubjectLogonId=0x501 ShareName=\\\\*\\DATA RelativeTargetName=a.txt
    4 08:00:09 4634 TargetLogonId=0x501
    5 08:10:00 4624 TargetLogonId=0x502 LogonType=3
    `,
    { only: ['share-access'] },
  );
  expect(chains.map(describeChain)).toMatchObject([
    {
      status: 'closed',
      end: '2024-03-05T08:00:09.000Z',
      parents: [
        {
          rule: 'logon-session',
          link: {
            fields: [{ from: 'TargetLogonId', to: 'SubjectLogonId', fromValue: '0x501' }],
            why: 'On ws1.corp.example, in the same run of Windows, while it was open, 1 s later.',
          },
        },
      ],
    },
  ]);
});

test('what a chain is called names an IPv4 address as people do', () => {
  const log = `1 08:00:00 4768 ${dc} TargetUserName=anna IpAddress=::ffff:10.0.0.7 Status=0x0`;
  expect(describe('kerberos', log).label).toBe('anna from 10.0.0.7');
});

test('tickets refused for name after name are a spray, tickets granted are none', () => {
  const ask = (status: string) =>
    ['anna', 'bob', 'carl', 'dora', 'emil']
      .map(
        (name, at) =>
          `${at + 1} 08:0${at}:00 4768 ${dc} TargetUserName=${name} IpAddress=::ffff:10.0.0.9 Status=${status}`,
      )
      .join('\n');
  expect(describe('password-spray', ask('0x6')).findings.map(({ message }) => message)).toEqual([
    '5 logons of 5 accounts failed from 10.0.0.9.',
  ]);
  expect(chainsOf('password-spray', ask('0x0'))).toEqual([]);
});
