import { expect, test } from 'vitest';
import {
  convertLegacy,
  legacyCsv,
  legacyRows,
  relation,
  type LegacyMap,
} from '../../src/catalog/convert-legacy.ts';

const map: LegacyMap = [
  [528, 'Successful Logon', [[4624, 'Logged on', 'documented']]],
  [529, 'Bad password', [[4625, 'Failed to log on', 'documented']]],
  [540, 'Successful Network Logon', [[4624, 'Logged on', 'documented']]],
  [592, 'New process', [[4688, 'A process, new', 'derived']]],
  [
    640,
    'Changed',
    [
      [4738, 'User changed', 'documented'],
      [4742, 'Computer changed', 'documented'],
    ],
  ],
  [541, 'IPsec', []],
];
const convert = (text: string, every = false) =>
  convertLegacy(text, map, every)
    .map((part) => part.to)
    .join('');

test.each([
  ['528', '4624'],
  ['528, 529 592', '4624, 4625 4688'],
  ['528,Logon\n592,Process', '4624,Logon\n4688,Process'],
  ['EventCode=528 Logon_Type=10', 'EventCode=4624 Logon_Type=10'],
  ['EventID IN (529, 592)', 'EventID IN (4625, 4688)'],
  ['EventCode IN (528, 540, 529)', 'EventCode IN (4624, 4625)'],
  ['EventID=640 AND user=anna', '(EventID=4738 OR EventID=4742) AND user=anna'],
  [
    '*[System[(EventID=640 or EventID=592)]]',
    '*[System[((EventID=4738 or EventID=4742) or EventID=4688)]]',
  ],
  ['EventID IN (640)', 'EventID IN (4738, 4742)'],
  ['EventID:\n  - 528\n  - 640\n', 'EventID:\n  - 4624\n  - 4738\n  - 4742\n'],
  ['EventID: 640', 'EventID: [4738, 4742]'],
  ['event.code:640', 'event.code:(4738 OR 4742)'],
  ['{"EventID": "528"}', '{"EventID": "4624"}'],
  ['<EventID>528</EventID>', '<EventID>4624</EventID>'],
  ['see events 528 and 529', 'see events 4624 and 4625'],
])('%j becomes %j', (text, now) => expect(convert(text)).toBe(now));

test.each([
  ['port=528', 'no name of an id field before it'],
  ['EventID >= 528', 'a bound of a range'],
  ['EventID between 528 and 540', 'a bound of a range'],
  ['ids 528-540', 'a bound of a range'],
])('%j stays: %s', (text, why) => {
  const parts = convertLegacy(text, map);
  expect(parts.map((part) => part.to).join('')).toBe(text);
  expect(parts.find((part) => part.kind === 'left')).toMatchObject({ why });
});

test('numbers without a name are changed when asked', () =>
  expect(convert('port=528', true)).toBe('port=4624'));

test('an id without a successor stays and is said', () => {
  const parts = convertLegacy('EventID=541', map);
  expect(parts.at(-1)).toEqual({ kind: 'unmapped', from: '541', to: '541', id: 541 });
});

test('versions, dates, hexadecimal and longer numbers are no ids', () => {
  const text = 'EventID in v5.528, 0x528, 5280, 528.1, %%528';
  expect(convert(text)).toBe(text);
});

test('the rows as CSV, with how many on each side', () => {
  const rows = legacyRows(convertLegacy('592, 640, 541, 592', map), map);
  expect(legacyCsv(rows, map)).toBe(
    `legacy_id,legacy_title,id,title,basis,relation
592,New process,4688,"A process, new",derived,1 to 1
640,Changed,4738,User changed,documented,1 to 2
640,Changed,4742,Computer changed,documented,1 to 2
541,IPsec,,,,no successor known
`.replaceAll('\n', '\r\n'),
  );
  expect(relation(map[0] as LegacyMap[number], map)).toBe('2 to 1');
});

test('a large text is read whole', () => {
  const text = 'EventID=528 OR EventID=640 port=529\n'.repeat(20_000);
  expect(convertLegacy(text, map).filter((part) => part.kind === 'converted')).toHaveLength(40_000);
});
