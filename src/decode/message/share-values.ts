import type { LayoutLine } from '../../catalog/layout.ts';
import type { FieldType } from '../../schema/field.ts';
import type { TemplatePart } from '../../schema/message-template.ts';

/** What a text has kept of Windows' white space, which decides what of it belongs to a value. */
export interface TextForm {
  /** Tabs stand between labels and values: spaces behind them are the value's. */
  tabs: boolean;
  /** Line ends are lost. */
  flat: boolean;
  /** Nothing stands behind the last value. */
  whole: boolean;
  /** Labels below a heading are set in, as Windows sets them. */
  indented: boolean;
  /** Something has put spaces at the ends of lines. */
  padded: boolean;
}

/** Values of these types go over several lines. */
const MULTILINE: ReadonlySet<FieldType> = new Set([
  'access-list',
  'access-reason',
  'ds-properties',
  'list',
  'privilege-list',
  'sid-list',
  'spn',
  'text',
  'uac-changes',
  'xml',
]);

/** A value of these types, when it stands below its label, is set out as the event holds it. */
const BLOCKS: ReadonlySet<FieldType> = new Set(['list', 'spn', 'text']);

/**
 * Shares a stretch of text among the lines of a layout that stand in it: at most one with a label, then those
 * without.
 *
 * @param last no label follows
 */
export function shareValues(
  region: string,
  group: readonly LayoutLine[],
  types: ReadonlyMap<string, FieldType>,
  form: TextForm,
  values: Map<string, string>,
  last: boolean,
): void {
  const rows = group
    .map((line) => {
      const first = line.parts[0];
      return first && 'text' in first && first.text.trim() !== ''
        ? line.parts.slice(1)
        : line.parts;
    })
    .filter((parts) => parts.some((part) => 'field' in part));
  if (rows.length === 0) return;
  if (rows.length === 1) {
    readRow(region, rows[0] as readonly TemplatePart[], types, form, values, last);
    return;
  }
  const lines = region.split('\n').filter((line) => line.trim() !== '');
  // Nothing shows where one value ends and the next begins.
  if (lines.length < rows.length) return;
  for (const [index, row] of rows.entries()) {
    const text = index === rows.length - 1 ? lines.slice(index).join('\n') : (lines[index] ?? '');
    readRow(text, row, types, form, values, last);
  }
}

function readRow(
  text: string,
  parts: readonly TemplatePart[],
  types: ReadonlyMap<string, FieldType>,
  form: TextForm,
  values: Map<string, string>,
  last: boolean,
): void {
  let rest = text;
  for (const [index, part] of parts.entries()) {
    if (!('field' in part)) continue;
    const next = parts[index + 1];
    const literal = next && 'text' in next ? next.text : undefined;
    let own = rest;
    if (literal !== undefined) {
      const tail = parts.length - 1 === index + 1;
      const wanted = literal.trim() === '' ? ' ' : literal.trimEnd();
      const at =
        tail || index > 0
          ? rest.lastIndexOf(wanted)
          : wanted === ' '
            ? blankBetween(rest)
            : rest.indexOf(wanted, leading(rest));
      if (at >= 0) {
        own = rest.slice(0, at);
        rest = rest.slice(at + wanted.length);
      } else {
        rest = '';
      }
    }
    values.set(part.field, cutTail(own, types.get(part.field) ?? 'text', form, last));
  }
}

/** Of two values behind each other the second is a date or a number; the first may have blanks, as `8:59:12 AM` has. */
const SECOND = / (?=\d(?!\d?:\d))/;

/** Where the blank between two values is; -1 where there is none. */
function blankBetween(text: string): number {
  const start = leading(text);
  const found = SECOND.exec(text.slice(start));
  return found ? start + found.index : text.indexOf(' ', start);
}

function leading(text: string): number {
  return text.length - text.trimStart().length;
}

/** A text without the empty lines at its end, and the space before them. */
function withoutLastLines(text: string): string {
  const trimmed = text.trimEnd();
  return text.includes('\n', trimmed.length) ? trimmed : text;
}

/** Ends a value at the blank line behind it: what follows is advice or another text. */
function cutTail(whole: string, type: FieldType, form: TextForm, last: boolean): string {
  if (last && form.whole && !form.flat && type === 'command-line' && /\S.*\n.*\S/.test(whole))
    return withoutLastLines(whole.trimStart());
  const region = last && type !== 'xml' ? withoutProse(whole, type, form) : whole;
  const trimmed = region.trim();
  if (type === 'xml') return trimmed.replace(/^(<[\s\S]*>)[^>]*$/, '$1');
  // A label may stand alone on its line, its value below.
  const blank = /\n[ \t]*\n/.exec(trimmed);
  const cut = blank ? trimmed.slice(0, blank.index) : trimmed;
  if (BLOCKS.has(type) && (form.tabs || type === 'text') && /^[ \t]*\n[ \t]+\S/.test(region)) {
    return blockBelow(region, type, last);
  }
  if (MULTILINE.has(type) && cut.includes('\n')) return cut;
  const line = cut.split('\n')[0] ?? '';
  const start = region.indexOf(line);
  if (form.flat || start < 0 || line === '') return line;
  const before = form.tabs ? (/(?<=\t) +$/.exec(region.slice(0, start))?.[0] ?? '') : '';
  const after = form.padded ? '' : (/^ */.exec(region.slice(start + line.length))?.[0] ?? '');
  return before + line + after;
}

/** The last value without what people write behind it: no line of a message's value stands at the margin. */
function withoutProse(region: string, type: FieldType, { flat, indented }: TextForm): string {
  if (flat) return region;
  if (indented) return region.split(/\n(?=[^\s-])/, 1)[0] ?? '';
  if (/^[ \t]*-[ \t]*\n/.test(region)) return '-';
  const names = type === 'privilege-list' ? /^\s*(?:Se[A-Z]\w+(?:\s+|$))+/.exec(region) : null;
  return names ? names[0] : region;
}

/** A block of indented lines below its label, blank ones included; its last line end is the message's. */
function blockBelow(region: string, type: FieldType, last: boolean): string {
  const block = region.slice(region.indexOf('\n'));
  if (type !== 'text') return (last ? block : block.replace(/\n[ \t]*$/, '')).replace(/\n+$/, '');
  const end = /\n[ \t]*\n(?=\S)/.exec(block)?.index ?? block.length;
  return block.slice(0, end).replace(/\n?[ \t]*$/, '');
}
