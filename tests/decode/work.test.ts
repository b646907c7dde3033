import { expect, test } from 'vitest';
import { splitText } from '../../src/decode/split.ts';
import { formats, readEvents, readInSteps } from '../../src/decode/read-events.ts';
import type { Format } from '../../src/decode/formats/format.ts';
import { realCatalog } from '../content.ts';

const { definitions } = realCatalog();

/** How often formats are asked, and how often a message's beginning is looked for, in a text. */
function work(text: string) {
  const count = { extents: 0, messages: 0, stretches: 0 };
  const counted = formats.map((format): Format => {
    const { begins, extent } = format;
    return {
      ...format,
      ...(begins && {
        begins: (...place) => {
          count.extents += 1;
          return begins(...place);
        },
      }),
      ...(extent && {
        extent: (...place) => {
          count.extents += 1;
          return extent(...place);
        },
      }),
    };
  });
  const isMessage = () => {
    count.messages += 1;
    return false;
  };
  for (const stretch of splitText(text, counted, isMessage)) {
    if (stretch.to !== stretch.from) count.stretches += 1;
  }
  return count;
}

test('lines of words are one stretch, whose beginning is looked for once', () => {
  for (const lines of [100, 1_000]) {
    const { messages, stretches } = work('some words that are no event\n'.repeat(lines));
    expect({ messages, stretches }).toEqual({ messages: 1, stretches: 1 });
  }
});

test('formats are asked about a line only where it has one of their marks', () => {
  const { extents } = work('some words that are no event\n'.repeat(1_000));
  // The table of PowerShell has no mark: it is known by the line below.
  expect(extents).toBeLessThanOrEqual(1_000);
});

test('work grows with the text, whatever stands in it', () => {
  for (const unit of ['<Event\n', '{"a":1}\n', '{\n', 'CEF:', 'Subject:\n', '\t', '[', 'a,b,c\n']) {
    const few = work(unit.repeat(200));
    const many = work(unit.repeat(2_000));
    expect(many.extents, unit).toBeLessThanOrEqual(few.extents * 10 + 10);
    expect(many.messages, unit).toBeLessThanOrEqual(few.messages * 10 + 10);
  }
});

test('a line of one repeated character, however long, is read to its end', () => {
  for (const char of ['[', ']', ',', ' ', '>', '"', '{', '<']) {
    const { messages } = work(char.repeat(20_000_000));
    expect(messages, char).toBeLessThanOrEqual(1);
  }
});

test('problems that are alike are folded, and what stands between them is read', () => {
  const xml = '<Event><System><EventID>4634</EventID></System></Event>\n';
  const text = '{"a":1}\n'.repeat(2_000) + xml + '{"a":1}\n'.repeat(40_000);
  const reads = [...readEvents(text, definitions)];
  expect(reads.filter((read) => 'event' in read).length).toBe(1);
  const problems = reads.flatMap((read) => ('problem' in read ? [read.problem] : []));
  expect(problems.map(({ place, message }) => `${place.line}: ${message}`)).toEqual([
    '1: The object is no event: it has a.',
    '2: The object is no event: it has a.',
    '3: The object is no event: it has a.',
    '4: Line 4 and 41,996 more places are like the one before: The object is no event: it has a.',
  ]);
});

test.each([
  ['words', 'some words that are no event\n'],
  ['objects', '{"level":"info","message":"nothing of Windows here"}\n'],
  ['elements', '<Event><a>\n'],
  ['a table', `EventID,a,b,c\n${'-,1,2,3\n'.repeat(200_000)}`],
])('reading %s comes to a step every few million characters', (_name, unit) => {
  const text = unit.repeat(Math.ceil(6_000_000 / unit.length));
  let before = 0;
  let most = 0;
  for (const read of readInSteps(text, definitions)) {
    if (!('read' in read)) continue;
    most = Math.max(most, read.read - before);
    before = read.read;
  }
  expect(most).toBeLessThan(3_000_000);
  expect(text.length - before).toBeLessThan(3_000_000);
});

test('a line of millions of characters is read as far as an event can go, and said to be long', () => {
  const long = `CEF:0|Microsoft|Windows||Microsoft-Windows-Security-Auditing:4634|x|1|${'a=b '.repeat(500_000)}`;
  const next =
    'CEF:0|Microsoft|Windows||Microsoft-Windows-Security-Auditing:4634|x|1|ad.LogonType=3';
  expect([...readEvents(`${long}\n${next}\n`, definitions)]).toMatchObject([
    { event: { eventId: 4634, source: { line: 1 } } },
    { problem: { code: 'long-line', place: { line: 1 } } },
    { event: { eventId: 4634, data: [{ name: 'LogonType', value: '3' }], source: { line: 2 } } },
  ]);
});
