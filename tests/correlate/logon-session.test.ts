import { expect, test } from 'vitest';
import { describeChain } from '../../src/correlate/describe.ts';
import { chainsOf, describe, events, run } from './events.ts';

const sessions = (log: string) => chainsOf('logon-session', log);

test('a logon, what tells of it, and its end are one session', () =>
  expect(
    sessions(`
      1 08:00:00 4672 SubjectLogonId=0x149be
      2 08:00:00 4624 TargetLogonId=0x149be TargetUserName=anna LogonType=2
      3 08:00:00 4627 TargetLogonId=0x149be
      4 17:00:00 4647 TargetLogonId=0x149be
      5 17:00:02 4634 TargetLogonId=0x149be LogonType=2
    `),
  ).toEqual(['closed 0x149be: 1 privileges, 2 logon, 3 groups, 4 sign-out, 5 logoff']));

test('a sign-out without the end of the session closes it, once', () =>
  expect(
    sessions(`
      1 08:00:00 4624 TargetLogonId=0x149be
      2 17:00:00 4647 TargetLogonId=0x149be
    `),
  ).toEqual(['closed 0x149be: 1 logon, 2 sign-out']));

test('the first of sign-out and logoff is the end', () =>
  expect(
    describe(
      'logon-session',
      `
      1 08:00:00 4624 TargetLogonId=0x149be TargetUserName=anna
      2 17:00:00 4647 TargetLogonId=0x149be
      3 18:00:00 4634 TargetLogonId=0x149be
    `,
    ),
  ).toMatchObject({
    start: '2024-03-05T08:00:00.000Z',
    end: '2024-03-05T17:00:00.000Z',
    durationMs: 9 * 3_600_000,
  }));

test('what comes after the first of the ends is not said to have found the session open', () =>
  expect(
    describe(
      'logon-session',
      `
      1 08:00:00 4624 TargetLogonId=0x149be TargetUserName=anna
      2 17:00:00 4647 TargetLogonId=0x149be
      3 17:00:02 4634 TargetLogonId=0x149be
    `,
    ).links.map(({ why }) => why.split(', ').at(-1)),
  ).toEqual(['and nothing had ended it before.', 'after its end had begun with 4647.']));

test('a log that begins in mid-session has logoffs without logons', () =>
  expect(
    sessions(`
      1 08:00:00 4647 TargetLogonId=0x111
      2 08:00:01 4634 TargetLogonId=0x111
      3 08:00:02 4634 TargetLogonId=0x222
    `),
  ).toEqual(['orphan 0x111: 1 sign-out, 2 logoff', 'orphan 0x222: 3 logoff']));

test('an event without a time does not hide that the log has its newest event first', () =>
  expect(
    sessions(`
      - 17:00:00 4634 TargetLogonId=0x111
      - -        4672 SubjectLogonId=0x222
      - 08:00:00 4624 TargetLogonId=0x111
    `),
  ).toEqual(['closed 0x111: - logon, - logoff']));

test('a record number of 0 is none: such events are not one event', () =>
  expect(
    sessions(`
      0 08:00:00 4624 TargetLogonId=0x111
      0 17:00:00 4634 TargetLogonId=0x111
    `),
  ).toEqual(['closed 0x111: 0 logon, 0 logoff']));

test('a session that has not ended is open, without an end', () => {
  const chain = describe('logon-session', '1 08:00:00 4624 TargetLogonId=0x149be');
  expect(chain.status).toBe('open');
  expect(chain.end).toBeUndefined();
  expect(chain.durationMs).toBeUndefined();
});

test('logon IDs begin anew when Windows does', () =>
  expect(
    sessions(`
      1 08:00:00 4608
      2 08:00:10 4624 TargetLogonId=0x149be TargetUserName=anna
      3 09:00:00 4634 TargetLogonId=0x149be
      4 09:30:00 4624 TargetLogonId=0x200aa TargetUserName=anna
      5 10:00:00 4608
      6 10:00:10 4624 TargetLogonId=0x149be TargetUserName=bo
      7 10:05:00 4634 TargetLogonId=0x200aa
    `),
  ).toEqual([
    'closed 0x149be: 2 logon, 3 logoff',
    'lost 0x200aa: 4 logon',
    'open 0x149be: 6 logon',
    'orphan 0x200aa: 7 logoff',
  ]));

test('a lost session lasted until the computer stopped, as far as is known', () =>
  expect(
    describe(
      'logon-session',
      `
      1 08:00:00 4608
      2 08:00:10 4624 TargetLogonId=0x149be TargetUserName=anna
      3 09:00:00 1100 provider=Microsoft-Windows-Eventlog
      4 10:00:00 4608
    `,
    ),
  ).toMatchObject({ status: 'lost', end: '2024-03-05T09:00:00.000Z', durationMs: 3_590_000 }));

test('two computers may use one logon ID at the same time', () =>
  expect(
    sessions(`
      1 08:00:00 4624 computer=ws1 TargetLogonId=0x149be
      1 08:00:01 4624 computer=ws2 TargetLogonId=0x149be
      2 08:00:02 4634 computer=ws1 TargetLogonId=0x149be
      3 08:00:03 4634 computer=ws2 TargetLogonId=0x149be
    `),
  ).toEqual(['closed 0x149be: 1 logon, 2 logoff', 'closed 0x149be: 1 logon, 3 logoff']));

test('a computer is one by its short name, its full name and in any case', () =>
  expect(
    sessions(`
      1 08:00:00 4624 computer=WS1 TargetLogonId=0x149be
      2 08:00:02 4634 computer=ws1.corp.example TargetLogonId=0x149be
      3 08:00:03 4624 computer=Ws1.Corp.Example TargetLogonId=0x149bf
      4 08:00:04 4634 computer=ws1 TargetLogonId=0x149bf
    `),
  ).toEqual(['closed 0x149be: 1 logon, 2 logoff', 'closed 0x149bf: 3 logon, 4 logoff']));

test('computers of one short name in two domains are two', () =>
  expect(
    sessions(`
      1 08:00:00 4624 computer=web.corp.example TargetLogonId=0x149be
      2 08:00:02 4634 computer=web.shop.example TargetLogonId=0x149be
    `),
  ).toEqual(['open 0x149be: 1 logon', 'orphan 0x149be: 2 logoff']));

test.each([
  ['upper-case digits', '0x149BE'],
  ['decimal', '84414'],
  ['a pair, as before Windows Vista', '(0x0,0x149BE)'],
])('a logon ID written in %s is the same ID', (_name, id) =>
  expect(
    sessions(`
      1 08:00:00 4624 TargetLogonId=0x149be
      2 08:00:02 4634 TargetLogonId=${id}
    `),
  ).toEqual(['closed 0x149be: 1 logon, 2 logoff']),
);

test('logon IDs beyond what a double holds stay apart', () =>
  expect(
    sessions(`
      1 08:00:00 4624 TargetLogonId=0x20000000000001
      2 08:00:02 4634 TargetLogonId=0x20000000000000
    `),
  ).toEqual(['open 0x20000000000001: 1 logon', 'orphan 0x20000000000000: 2 logoff']));

test('the sessions that every computer has are no sessions to join by', () => {
  const { chains, report } = run(
    `
    1 08:00:00 4624 TargetLogonId=0x3e7 LogonType=5
    2 08:00:01 4624 TargetLogonId=0x3E7 LogonType=5
    3 08:00:02 4672 SubjectLogonId=0x3e7
    4 08:00:03 4634 TargetLogonId=0x3e6
    5 08:00:03 4634 TargetLogonId=0x0
  `,
    { only: ['logon-session'] },
  );
  expect(chains).toEqual([]);
  expect(report.unmatched).toEqual({});
});

test('repeated rows are dropped and counted', () => {
  const { chains, report } = run(
    `
    1 08:00:00 4624 TargetLogonId=0x149be
    1 08:00:00 4624 TargetLogonId=0x149be
    2 08:00:02 4634 TargetLogonId=0x149be
    2 08:00:02 4634 TargetLogonId=0x149be
    1 08:00:00 4624 TargetLogonId=0x149be
  `,
    { only: ['logon-session'] },
  );
  expect(chains.map((chain) => chain.status)).toEqual(['closed']);
  expect(report).toMatchObject({ events: 5, used: 2, duplicates: 3 });
});

test('an older log of a computer that was set up anew is no repetition, whichever comes first', () => {
  const newer = events(`
    1 08:00:00 4624 TargetLogonId=0x149be
    2 08:00:02 4634 TargetLogonId=0x149be
  `);
  const older = newer.map((event) => ({
    ...event,
    timeCreated: event.timeCreated?.replace('2024', '2023') ?? '',
  }));
  for (const logs of [
    [...older, ...newer],
    [...newer, ...older],
  ])
    expect(run(logs, { only: ['logon-session'] })).toMatchObject({
      chains: [{ status: 'closed' }, { status: 'closed' }],
      report: { used: 4, duplicates: 0 },
    });
});

test('a log of a computer of the same name that ended long before is another, though its numbers are higher', () => {
  const newer = events(`
    10 08:00:00 4624 TargetUserName=anna IpAddress=10.0.0.5 LogonType=3
    11 08:00:02 4624 TargetUserName=anna IpAddress=10.0.0.5 LogonType=3
  `);
  const older = events(`
    90 08:00:01 4624 TargetUserName=anna IpAddress=10.0.0.5 LogonType=3
    91 08:00:03 4624 TargetUserName=anna IpAddress=10.0.0.5 LogonType=3
  `).map((event) => ({
    ...event,
    timeCreated: event.timeCreated?.replace('2024', '2023') ?? '',
  }));
  for (const logs of [
    [...older, ...newer],
    [...newer, ...older],
  ])
    expect(chainsOf('network-logons', logs)).toEqual([
      'closed anna 10.0.0.5: 90 logon, 91 logon',
      'open anna 10.0.0.5: 10 logon, 11 logon',
    ]);
});

test('a clock that is set back by years leaves a log in one piece', () =>
  expect(
    chainsOf(
      'logon-session',
      events(`
        1 08:00:00 4624 TargetLogonId=0x149be
        2 08:00:00 4616 PreviousTime=2024-03-05T08:30:00.0000000Z NewTime=2020-03-05T08:00:00.0000000Z
        3 08:10:00 4634 TargetLogonId=0x149be
      `).map((event, at) => ({
        ...event,
        timeCreated: event.timeCreated?.replace('2024', at === 0 ? '2024' : '2020') ?? '',
      })),
    ),
  ).toEqual(['closed 0x149be: 1 logon, 3 logoff']));

test('rows out of order are put in order by their record numbers', () => {
  const { chains, report } = run(
    `
    3 08:00:02 4634 TargetLogonId=0x149be
    2 08:00:00 4672 SubjectLogonId=0x149be
    1 08:00:00 4624 TargetLogonId=0x149be
  `,
    { only: ['logon-session'] },
  );
  expect(chains.map((chain) => chain.status)).toEqual(['closed']);
  expect(report).toMatchObject({ outOfOrder: 2, unmatched: {} });
});

test('rows without record numbers that come in order are not counted as put in order', () => {
  const { report } = run(
    `
    - 08:00:00 4624 TargetLogonId=0x149be
    - 08:00:02 4634 TargetLogonId=0x149be
  `,
    { only: ['logon-session'] },
  );
  expect(report.outOfOrder).toBe(0);
});

test('rows without record numbers are put in order by their times', () =>
  expect(
    sessions(`
      - 08:00:02 4634 TargetLogonId=0x149be
      - 08:00:00 4624 TargetLogonId=0x149be
    `),
  ).toEqual(['closed 0x149be: - logon, - logoff']));

test('events without times and record numbers are taken as they come', () =>
  expect(
    sessions(`
      - - 4624 TargetLogonId=0x149be
      - - 4634 TargetLogonId=0x149be
    `),
  ).toEqual(['closed 0x149be: - logon, - logoff']));

test('a clock that is set back does not shorten a session', () => {
  const log = `
    1 08:00:00 4624 TargetLogonId=0x149be
    2 07:00:00 4616 PreviousTime=2024-03-05T08:30:00.0000000Z NewTime=2024-03-05T07:00:00.0000000Z
    3 07:10:00 4634 TargetLogonId=0x149be
  `;
  expect(describe('logon-session', log)).toMatchObject({
    status: 'closed',
    start: '2024-03-05T08:00:00.000Z',
    end: '2024-03-05T07:10:00.000Z',
    durationMs: 40 * 60_000,
  });
  expect(run(log).report.clockJumps).toBe(1);
});

test('a logon ID that is opened anew without an end leaves the first one undecided', () =>
  expect(
    sessions(`
      1 08:00:00 4624 TargetLogonId=0x149be TargetUserName=anna
      2 09:00:00 4624 TargetLogonId=0x149be TargetUserName=bo
      3 09:30:00 4634 TargetLogonId=0x149be
    `),
  ).toEqual(['ambiguous 0x149be: 1 logon', 'closed 0x149be: 2 logon, 3 logoff']));

test('the two halves of a User Account Control logon know each other', () => {
  const { chains } = run(
    `
    1 08:00:00 4624 TargetLogonId=0x1001 TargetLinkedLogonId=0x1002 ElevatedToken=%%1842
    2 08:00:00 4624 TargetLogonId=0x1002 TargetLinkedLogonId=0x1001 ElevatedToken=%%1843
    3 08:00:00 4672 SubjectLogonId=0x1001
  `,
    { only: ['logon-session'] },
  );
  expect(chains.map((chain) => chain.twin?.id)).toEqual(['logon-session/2', 'logon-session/1']);
});

test('the session that asked for a logon is its parent', () => {
  const { chains } = run(
    `
    1 08:00:00 4624 TargetLogonId=0x1001 SubjectLogonId=0x3e7
    2 08:10:00 4624 TargetLogonId=0x1005 SubjectLogonId=0x1001
  `,
    { only: ['logon-session'] },
  );
  expect(chains.map(({ id, parents }) => [id, parents.map((one) => one.chain.id)])).toEqual([
    ['logon-session/1', []],
    ['logon-session/2', ['logon-session/1']],
  ]);
});

test('a link says which fields matched, with both values, and why it holds', () =>
  expect(
    describe(
      'logon-session',
      `
      1 08:00:00 4624 TargetLogonId=0x149BE
      2 08:00:00.003 4672 SubjectLogonId=0x149be
      3 08:05:00 4634 TargetLogonId=0x149be
    `,
    ).links,
  ).toEqual([
    {
      from: 0,
      to: 1,
      kind: 'evidence',
      fields: [
        {
          from: 'TargetLogonId',
          to: 'SubjectLogonId',
          fromValue: '0x149BE',
          toValue: '0x149be',
        },
      ],
      why: 'On ws1.corp.example, in the same run of Windows, 3 ms later.',
    },
    {
      from: 0,
      to: 2,
      kind: 'interval',
      fields: [
        { from: 'TargetLogonId', to: 'TargetLogonId', fromValue: '0x149BE', toValue: '0x149be' },
      ],
      why: 'On ws1.corp.example, in the same run of Windows, 5 min later, and nothing had ended it before.',
    },
  ]));

test('events of before Windows Vista are joined by the same rule', () =>
  expect(
    sessions(`
      1 08:00:00 528 provider=Security TargetLogonId=(0x0,0x149BE)
      2 08:00:00 576 provider=Security SubjectLogonId=(0x0,0x149BE)
      3 08:05:00 551 provider=Security TargetLogonId=(0x0,0x149BE)
      4 08:05:00 538 provider=Security TargetLogonId=(0x0,0x149BE)
      5 08:06:00 540 provider=Security TargetLogonId=(0x0,0x149BF)
    `),
  ).toEqual([
    'closed (0x0,0x149BE): 1 logon, 2 privileges, 3 sign-out, 4 logoff',
    'open (0x0,0x149BF): 5 logon',
  ]));

test('an event of another provider with the same number is not taken', () =>
  expect(sessions('1 08:00:00 4624 provider=Acme TargetLogonId=0x149be')).toEqual([]));

test('an event without a provider is taken as the one that has a definition', () =>
  expect(sessions('1 08:00:00 4624 provider= TargetLogonId=0x149be')).toEqual([
    'open 0x149be: 1 logon',
  ]));

test('system, desktop, computer and anonymous accounts have sessions like others, each with its ID', () =>
  expect(
    sessions(`
      1 08:00:00 4624 TargetLogonId=0x3e7 TargetUserName=SYSTEM LogonType=0
      2 08:00:01 4624 TargetLogonId=0x9001 TargetUserName=DWM-2 LogonType=2
      3 08:00:01 4624 TargetLogonId=0x9002 TargetUserName=UMFD-2 LogonType=2
      4 08:00:02 4624 TargetLogonId=0x9003 TargetUserName=WS2$ LogonType=3
      5 08:00:03 4624 TargetLogonId=0x9004 TargetUserName=ANONYMOUS_LOGON LogonType=3
      6 08:00:04 4634 TargetLogonId=0x9003
      7 08:00:05 4634 TargetLogonId=0x9004
      8 09:00:00 4634 TargetLogonId=0x9001
      9 09:00:00 4634 TargetLogonId=0x9002
    `),
  ).toEqual([
    'closed 0x9001: 2 logon, 8 logoff',
    'closed 0x9002: 3 logon, 9 logoff',
    'closed 0x9003: 4 logon, 6 logoff',
    'closed 0x9004: 5 logon, 7 logoff',
  ]));

test('a clock that is set forward does not lengthen a session', () =>
  expect(
    describe(
      'logon-session',
      `
      1 08:00:00 4624 TargetLogonId=0x149be
      2 12:00:00 4616 PreviousTime=2024-03-05T08:10:00.0000000Z NewTime=2024-03-05T12:00:00.0000000Z
      3 12:05:00 4634 TargetLogonId=0x149be
      `,
    ),
  ).toMatchObject({ status: 'closed', durationMs: 15 * 60_000, clockSetMs: 230 * 60_000 }));

test('times of several zones are one time', () => {
  const log = events(`
    - 08:00:00 4624 TargetLogonId=0x149be
    - 08:30:00 4634 TargetLogonId=0x149be
  `).map((event, at) => ({
    ...event,
    timeCreated: ['2024-03-05T10:00:00+02:00', '2024-03-05T08:30:00Z'][at] ?? '',
  }));
  expect(run([...log].reverse()).chains.map(describeChain)).toMatchObject([
    { status: 'closed', start: '2024-03-05T08:00:00.000Z', durationMs: 30 * 60_000 },
  ]);
});

test('a session that ended may still be told of for a moment, and not later', () => {
  const log = (time: string) => `
    1 08:00:00 4624 TargetLogonId=0x149be
    2 08:10:00 4634 TargetLogonId=0x149be
    3 ${time} 4627 TargetLogonId=0x149be
  `;
  expect(sessions(log('08:10:09'))).toEqual(['closed 0x149be: 1 logon, 2 logoff, 3 groups']);
  const late = run(log('08:10:11'), { only: ['logon-session'] });
  expect(late.chains.map((chain) => chain.entries().length)).toEqual([2]);
  expect(late.report.unmatched).toEqual({ 'logon-session': { groups: 1 } });
});

test('privileges that came long before a logon of the same ID are not its own', () => {
  const { chains, report } = run(
    `
    1 08:00:00 4672 SubjectLogonId=0x149be
    2 08:00:11 4624 TargetLogonId=0x149be
    `,
    { only: ['logon-session'] },
  );
  expect(chains.map((chain) => chain.entries().length)).toEqual([1]);
  expect(report.unmatched).toEqual({ 'logon-session': { privileges: 1 } });
});
