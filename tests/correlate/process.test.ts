import { expect, test } from 'vitest';
import { chainsOf, describe, run } from './events.ts';

test('a process ID that is given again is another process', () =>
  expect(
    chainsOf(
      'process',
      `
      1 08:00:00 4688 NewProcessId=0x500 NewProcessName=C:\\a.exe
      2 08:01:00 4689 ProcessId=0x500 ProcessName=C:\\a.exe
      3 08:02:00 4688 NewProcessId=0x500 NewProcessName=C:\\b.exe
      4 08:03:00 4689 ProcessId=0x500 ProcessName=C:\\b.exe
    `,
    ),
  ).toEqual(['closed 0x500: 1 start, 2 exit', 'closed 0x500: 3 start, 4 exit']));

test('an exit of another program is not that of the process, whose own is missing', () =>
  expect(
    chainsOf(
      'process',
      `
      1 08:00:00 4688 NewProcessId=0x500 NewProcessName=C:\\a.exe
      2 08:03:00 4689 ProcessId=0x500 ProcessName=C:\\b.exe
    `,
    ),
  ).toEqual(['open 0x500: 1 start', 'orphan 0x500: 2 exit']));

test('the parent is the process that ran under the ID at that moment', () => {
  const { chains } = run(
    `
    1 08:00:00 4688 NewProcessId=0x500 NewProcessName=C:\\a.exe
    2 08:01:00 4689 ProcessId=0x500 ProcessName=C:\\a.exe
    3 08:02:00 4688 NewProcessId=0x500 NewProcessName=C:\\b.exe
    4 08:03:00 4688 NewProcessId=0x600 ProcessId=0x500 ParentProcessName=C:\\B.EXE NewProcessName=C:\\c.exe
    5 08:04:00 4688 NewProcessId=0x700 ProcessId=0x500 ParentProcessName=C:\\x.exe NewProcessName=C:\\d.exe
    6 08:05:00 4688 NewProcessId=0x800 ProcessId=0x44 NewProcessName=C:\\e.exe
  `,
    { only: ['process'] },
  );
  const parents = Object.fromEntries(
    chains.map((chain) => [
      chain.opener?.value('NewProcessId'),
      chain.parents.map((one) => one.chain.opener?.value('NewProcessName')),
    ]),
  );
  expect(parents).toEqual({ '0x500': [], '0x600': ['C:\\b.exe'], '0x700': [], '0x800': [] });
});

test('a process stands under its parent and in the session of its own logon', () => {
  const { chains } = run(`
    1 08:00:00 4624 TargetLogonId=0x1001 TargetUserName=anna
    2 08:00:01 4624 TargetLogonId=0x2002 TargetUserName=svc
    3 08:00:02 4688 NewProcessId=0x500 NewProcessName=C:\\a.exe SubjectLogonId=0x1001 TargetLogonId=0x0
    4 08:00:03 4688 NewProcessId=0x600 ProcessId=0x500 SubjectLogonId=0x1001 TargetLogonId=0x2002
  `);
  const child = chains.find((chain) => chain.opener?.value('NewProcessId') === '0x600');
  expect(child?.parents.map((one) => one.chain.id)).toEqual(['process/1', 'logon-session/2']);
});

test('processes are lost when the computer stops', () =>
  expect(
    describe(
      'process',
      `
      1 08:00:00 4608
      2 08:01:00 4688 NewProcessId=0x500
      3 09:00:00 4608
    `,
    ),
  ).toMatchObject({ status: 'lost', boot: 1 }));

test('a process whose parent ran before the log began, or is not named, stands alone', () => {
  const { chains } = run(
    `
    1 08:00:00 4688 NewProcessId=0x500 ProcessId=0x300 NewProcessName=C:\\a.exe
    2 08:00:01 4688 NewProcessId=0x504 NewProcessName=C:\\b.exe
    3 08:00:02 4689 ProcessName=C:\\b.exe
    `,
    { only: ['process'] },
  );
  expect(chains.map(({ status, parents }) => [status, parents.length])).toEqual([
    ['open', 0],
    ['open', 0],
  ]);
});

test('a process that starts when its session has long been over is under none', () => {
  const parents = (time: string) =>
    describe(
      'process',
      `
      1 08:00:00 4624 TargetLogonId=0x149be
      2 08:10:00 4634 TargetLogonId=0x149be
      3 ${time} 4688 NewProcessId=0x500 SubjectLogonId=0x149be
    `,
    ).parents.map(({ rule }) => rule);
  expect(parents('08:10:05')).toEqual(['logon-session']);
  expect(parents('08:11:00')).toEqual([]);
});
