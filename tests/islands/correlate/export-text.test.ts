import { expect, test } from 'vitest';
import type { ChainJson } from '../../../src/correlate/describe.ts';
import { asCsv, asJson, asMarkdown } from '../../../src/islands/correlate/export-text.ts';
import { rowOf } from './rows.ts';

const chain: ChainJson = {
  id: 'session/1',
  rule: 'session',
  title: 'Logon session',
  label: 'a|b <img> *x*',
  status: 'closed',
  key: { TargetLogonId: '0x4d2a7' },
  computer: 'ws7',
  boot: 0,
  start: '2024-03-05T08:00:00.000Z',
  end: '2024-03-05T08:30:00.000Z',
  durationMs: 1_800_000,
  events: [
    {
      eventId: 4624,
      provider: 'Microsoft-Windows-Security-Auditing',
      recordId: '41',
      time: '2024-03-05T08:00:00.000Z',
      role: 'open',
      member: 'logon',
      source: { file: 'a.xml', index: 0 },
      values: {},
    },
  ],
  links: [],
  parents: [],
  findings: [{ code: 'odd', level: 'notice', message: 'Odd.', events: [0] }],
};
const row = rowOf('session/1', '08:00:00', '08:30:00', {
  account: '=cmd|"x"!A1',
  from: '10.0.0.1',
});

test('JSON of no chains has no line', () => expect(asJson([])).toBe(''));

test('JSON: one chain a line', () => {
  expect(
    asJson([{ chain, row }])
      .split('\n')
      .map((line) => line && JSON.parse(line)),
  ).toEqual([JSON.parse(JSON.stringify(chain)), '']);
});

test('CSV: quoted where it has to be, and nothing that a spreadsheet would run', () => {
  expect(asCsv([{ chain, row }])).toBe(
    'id,rule,status,computer,boot,start,end,durationMs,account,type,from,label,parent,pair,events,findings\r\n' +
      `session/1,session,closed,ws7,0,2024-03-05T08:00:00.000Z,2024-03-05T08:30:00.000Z,1800000,"'=cmd|""x""!A1",,10.0.0.1,a|b <img> *x*,,,4624/41,odd\r\n`,
  );
});

test('Markdown: no value becomes markup', () => {
  expect(asMarkdown([{ chain, row }])).toBe(`## Logon session: a\\|b \\<img\\> \\*x\\*

ws7, 2024-03-05T08:00:00.000Z to 2024-03-05T08:30:00.000Z (30 min), closed

| Time | Record | Event | Role | As |
| --- | --- | --- | --- | --- |
| 2024-03-05T08:00:00.000Z | 41 | 4624 | open | logon |

- Odd.
`);
});
