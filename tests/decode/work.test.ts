import { expect, test } from 'vitest';
import { splitText } from '../../src/decode/split.ts';
import { formats } from '../../src/decode/read-events.ts';
import type { Format } from '../../src/decode/formats/format.ts';

/** How often formats are asked, and how often a message's beginning is looked for, in a text. */
function work(text: string) {
  const count = { extents: 0, messages: 0, stretches: 0 };
  const counted = formats.map((format): Format => {
    const { extent } = format;
    if (!extent) return format;
    return {
      ...format,
      extent: (...place) => {
        count.extents += 1;
        return extent(...place);
      },
    };
  });
  const isMessage = () => {
    count.messages += 1;
    return false;
  };
  for (const stretch of splitText(text, counted, isMessage)) {
    if (stretch.to > stretch.from) count.stretches += 1;
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
