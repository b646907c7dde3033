import type { RawEvent } from '../../event.ts';
import { countLines } from './count-lines.ts';
import type { Format, Read } from './format.ts';
import { beginsObject, mendObject, parseObject, scanObject } from './json-scan.ts';
import { readRow } from './shapes/rows.ts';
import { rowOf } from './shapes/shape.ts';

/**
 * Events as JSON: one object, a list of them, one a line, or the answer of a search. The shape is told from the keys,
 * object by object; shapes/ has one file each.
 */
export const json: Format = {
  id: 'json',
  title: 'JSON',
  confidence: (head) => (/^\s*(?:Record \d+\s*)?[[{]\s*(?:["{}\]\u201c]|$)/.test(head) ? 0.97 : 0),

  marks: ['{'],
  extent: (text, at) => (beginsObject(text, at) ? scanObject(text, at).end : undefined),

  *read(text, file, definitions, inner = () => undefined): Generator<Read> {
    let index = 0;
    let line = 1;
    let counted = 0;
    for (let from = text.indexOf('{'); from >= 0;) {
      const scanned = scanObject(text, from);
      line += countLines(text, counted, from);
      counted = from;
      const place = { file, line, event: index };
      const source = { file, index, line };
      const start = (): RawEvent => ({
        format: 'json',
        data: [],
        problems: [],
        source: { ...source, index },
      });
      const value = parse(mendObject(text, from, scanned));
      const cut = scanned.cut && {
        code: 'json-cut',
        place: { file, line: line + countLines(text, from, scanned.end), event: index },
        message: 'The JSON ends inside an object.',
        hint: KEPT,
      };
      if ('fault' in value) {
        yield {
          problem: cut ?? {
            code: 'not-json',
            place,
            message: `An object cannot be read: ${value.fault}.`,
            hint: KEPT,
          },
        };
      } else {
        let found = 0;
        for (const event of readRow(value.row, { definitions, inner, start })) {
          event.source = { ...source, index };
          if (cut) Object.assign(event, { partial: true, problems: [...event.problems, cut] });
          yield { event };
          found += 1;
          index += 1;
        }
        if (found === 0) {
          yield { problem: cut ?? noEvent(Object.keys(value.row), place) };
        }
      }
      from = text.indexOf('{', scanned.end);
    }
  },
};

const KEPT = 'The events before and after it were read. Copy it again, whole.';

function parse(text: string): { row: Record<string, unknown> } | { fault: string } {
  for (const one of /[\u201c\u201d]/.test(text)
    ? [text, text.replace(/[\u201c\u201d]/g, '"')]
    : [text]) {
    try {
      const row = rowOf(parseObject(one));
      if (row) return { row };
    } catch (error) {
      if (one !== text || !/[\u201c\u201d]/.test(text)) {
        return { fault: error instanceof Error ? error.message : 'unknown fault' };
      }
    }
  }
  return { fault: 'it is no object' };
}

function noEvent(keys: readonly string[], place: { file: string; line: number; event: number }) {
  return {
    code: 'no-event-object',
    place,
    message: `The object is no event: it has ${keys.slice(0, 5).join(', ') || 'no keys'}.`,
    hint: 'An event has an EventID, event_id, winlog or Event key.',
  };
}
