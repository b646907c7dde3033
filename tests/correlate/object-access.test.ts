import { expect, test } from 'vitest';
import { chainsOf, describe } from './events.ts';

const handles = (log: string) => chainsOf('object-access', log);

test('a handle from its opening to its closing', () =>
  expect(
    handles(`
      1 08:00:00 4656 ProcessId=0x500 HandleId=0x10 ObjectName=C:\\plan.docx
      2 08:00:01 4663 ProcessId=0x500 HandleId=0x10
      3 08:00:02 4660 ProcessId=0x500 HandleId=0x10
      4 08:00:03 4658 ProcessId=0x500 HandleId=0x10
      5 08:00:04 4656 ProcessId=0x500 HandleId=0x10
    `),
  ).toEqual([
    'closed 0x500 0x10: 1 request, 2 access, 3 deletion, 4 close',
    'open 0x500 0x10: 5 request',
  ]));

const copied = `
  1 08:00:00 4690 SourceProcessId=0x500 SourceHandleId=0x10 TargetProcessId=0x4 TargetHandleId=0x3064
  2 08:00:00 4658 ProcessId=0x500 HandleId=0x3064
  3 08:00:00 4656 ProcessId=0x500 HandleId=0x10
  4 08:00:00 4663 ProcessId=0x500 HandleId=0x10
  5 08:00:00 4658 ProcessId=0x500 HandleId=0x10
`;

test("the closing of the kernel's copy belongs to the handle that is opened after it", () =>
  expect(handles(copied)).toEqual([
    'closed 0x500 0x10: 1 copy, 2 close, 3 request, 4 access, 5 close',
  ]));

test('a link by a copy says so, with the key that it gave', () =>
  expect(describe('object-access', copied).links).toContainEqual({
    from: 0,
    to: 1,
    kind: 'alias',
    fields: [
      { from: 'SourceProcessId', to: 'ProcessId', fromValue: '0x500', toValue: '0x500' },
      { from: 'TargetHandleId', to: 'HandleId', fromValue: '0x3064', toValue: '0x3064' },
    ],
    why: 'On ws1.corp.example, in the same run of Windows, at the same time, and nothing had ended it before.',
  }));

test('a copy goes with the opening that follows it, when the one before was never closed', () =>
  expect(
    handles(`
      1 08:00:00 4656 ProcessId=0x500 HandleId=0x10
      2 08:05:00 4690 SourceProcessId=0x500 SourceHandleId=0x10 TargetProcessId=0x4 TargetHandleId=0x3064
      3 08:05:00 4658 ProcessId=0x500 HandleId=0x3064
      4 08:05:00 4656 ProcessId=0x500 HandleId=0x10
      5 08:05:00 4658 ProcessId=0x500 HandleId=0x10
    `),
  ).toEqual([
    'ambiguous 0x500 0x10: 1 request',
    'closed 0x500 0x10: 2 copy, 3 close, 4 request, 5 close',
  ]));

test('a handle copied to another process is open until both are closed', () =>
  expect(
    handles(`
      1 08:00:00 4656 ProcessId=0x500 HandleId=0x10
      2 08:00:01 4690 SourceProcessId=0x500 SourceHandleId=0x10 TargetProcessId=0x600 TargetHandleId=0x20
      3 08:00:02 4658 ProcessId=0x500 HandleId=0x10
      4 08:00:03 4663 ProcessId=0x600 HandleId=0x20
      5 08:00:04 4658 ProcessId=0x600 HandleId=0x20
    `),
  ).toEqual(['closed 0x500 0x10: 1 request, 2 copy-elsewhere, 3 close, 4 access, 5 close']));

test('no handle is no key, and a use without an opening has lost its start', () =>
  expect(
    handles(`
      1 08:00:00 4656 ProcessId=0x500 HandleId=0x0
      2 08:00:00 4663 ProcessId=0x500 HandleId=0x10
      3 08:00:00 4658 ProcessId=0x500 HandleId=0x10
    `),
  ).toEqual(['orphan 0x500 0x10: 2 access, 3 close']));
