import { expect, test } from 'vitest';
import { decodeEvent } from '../../src/decode/decode.ts';
import { renderMessage } from '../../src/decode/message/render.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { realCatalog } from '../content.ts';
import { anyFirstLine, generate } from './generated.ts';
import { forms } from './generated-forms.ts';

const { catalog, definitions } = realCatalog();
const read = (text: string) =>
  [...readEvents(text, definitions)].flatMap((one) => ('event' in one ? [one.event] : []));

test('every sample decodes to its event, and its text to the same values', () => {
  const wrong: string[] = [];
  for (const event of catalog.events) {
    for (const { name, xml } of event.samples) {
      const [raw] = read(xml);
      if (!raw) throw new Error(`${event.key}/${name} holds no event`);
      const decoded = decodeEvent(raw, definitions);
      if (decoded.definition?.key !== event.key || decoded.problems.length > 0) {
        wrong.push(`${event.key}/${name}: ${decoded.problems.map((one) => one.message).join(' ')}`);
      }
      const { layout, definition } = decoded;
      if (!layout || !definition || anyFirstLine(definition)) continue;
      const data = new Map(raw.data.map((value) => [value.name, value.value]));
      const [again] = read(renderMessage(layout, data, definitions));
      if (event.facts.alike?.includes(again?.eventId ?? 0)) continue;
      expect(again?.eventId, `${event.key}/${name}`).toBe(event.id);
      const own = new Set(layout.fields.map((field) => field.name));
      for (const { name: field, value } of again?.data ?? []) {
        if (own.has(field)) expect(value, `${event.key}/${name} ${field}`).toBe(data.get(field));
      }
    }
  }
  expect(wrong).toEqual([]);
});

/** Forms of tools are many and differ little in what they do to a value: fewer events show it. */
const OF_TOOLS = 1;
const OF_WINDOWS = 3;

test.each(forms)('generated values of every layout come back from $name', ({ check, isTool }) => {
  let count = 0;
  const wrong: string[] = [];
  for (const generated of generate(definitions, isTool ? OF_TOOLS : OF_WINDOWS, 4634)) {
    count += 1;
    const { event, layout } = generated;
    for (const one of check(generated, definitions))
      wrong.push(`${event.id} v${layout.version} ${one}`);
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(400);
});
