import type { Layout, LayoutLine } from '../../catalog/layout.ts';
import type { FieldType } from '../../schema/field.ts';
import type { TemplatePart } from '../../schema/message-template.ts';
import { collapse } from './normalise.ts';

/** How well a text fits a layout, and the values that stand in it, as text. */
export interface MessageMatch {
  values: Map<string, string>;
  /** Labels and headings of the layout that were found, and all that it has. */
  found: number;
  wanted: number;
  /** Lines inside values that look like labels: signs of a wrong layout. */
  strays: number;
}

/** Values of these types go over several lines. */
const MULTILINE: ReadonlySet<FieldType> = new Set([
  'access-list',
  'access-reason',
  'ds-properties',
  'list',
  'privilege-list',
  'sid-list',
  'text',
  'uac-changes',
  'xml',
]);

/** Values of these types may end in spaces that are theirs: `Advapi  `, a command line. */
const TRAILING: ReadonlySet<FieldType> = new Set(['code', 'command-line']);

const MAX_TOKENS = 2_000;

interface Anchor {
  literal: string;
  line: number;
}

interface Token {
  start: number;
  end: number;
  literal: string;
}

/**
 * Lays a message over a layout: labels are found in order, and what stands between two of them is the
 * value of the first. Labels at the starts of lines count; where the text has lost its line ends,
 * labels anywhere.
 *
 * The alignment is the longest common subsequence of the layout's labels and the text's, so a label
 * that is missing, or extra, costs itself only. Work is bounded by labels × label-like places.
 *
 * @param body normalised message text behind its first line
 * @param labels labels of all layouts that the text may have, as labelsOf gives them
 */
export function matchMessage(
  body: string,
  layout: Layout,
  labels: ReadonlySet<string> = new Set(),
): MessageMatch {
  const anchors: Anchor[] = [];
  for (const [index, line] of layout.lines.entries()) {
    const literal = literalOf(line);
    if (literal) anchors.push({ literal, line: index });
  }
  const literals = [...new Set(anchors.map((anchor) => anchor.literal))];
  let tokens = findTokens(body, literals, true);
  let pairs = align(anchors, tokens);
  if (pairs.length * 2 < anchors.length) {
    const loose = findTokens(body, literals, false);
    const loosePairs = align(anchors, loose);
    if (loosePairs.length > pairs.length) {
      tokens = loose;
      pairs = loosePairs;
    }
  }
  const values = new Map<string, string>();
  const types = new Map(layout.fields.map((field) => [field.name, field.type]));
  const found = new Map(
    pairs.map(([anchor, token]) => [anchors[anchor]?.line, tokens[token] as Token]),
  );
  const ends = pairs.map(([, token]) => (tokens[token] as Token).start);
  let strays = 0;

  let place = 0;
  let from = 0;
  let group: LayoutLine[] = [];
  const flush = (to: number) => {
    const region = body.slice(from, to);
    if (group.length > 0) assign(region, group, types, values);
    strays += strayLabels(region, labels);
  };
  for (const [index, line] of layout.lines.entries()) {
    const token = found.get(index);
    if (token) {
      flush(ends[place] as number);
      place += 1;
      from = token.end;
      group = [line];
    } else if (!(line.parts[0] && 'text' in line.parts[0])) {
      group.push(line);
    }
  }
  flush(body.length);
  return { values, found: pairs.length, wanted: anchors.length, strays };
}

/** Places where a label may stand, in order; a label inside a longer one does not count. */
function findTokens(body: string, literals: readonly string[], atLineStart: boolean): Token[] {
  const lower = body.toLowerCase();
  const tokens: Token[] = [];
  const sorted = [...literals].sort((a, b) => b.length - a.length);
  if (atLineStart) {
    let start = 0;
    while (start < lower.length && tokens.length < MAX_TOKENS) {
      const next = lower.indexOf('\n', start);
      const lineEnd = next < 0 ? lower.length : next;
      let first = start;
      while (first < lineEnd && (lower[first] === ' ' || lower[first] === '\t')) first += 1;
      for (const literal of sorted) {
        const end = literalEnd(lower, first, literal);
        if (end !== undefined && end <= lineEnd) {
          tokens.push({ start: first, end, literal });
          break;
        }
      }
      start = lineEnd + 1;
    }
    return tokens;
  }
  let covered = 0;
  for (let at = 0; at < lower.length && tokens.length < MAX_TOKENS; at += 1) {
    if (at < covered || (at > 0 && !/\s/.test(lower[at - 1] as string))) continue;
    for (const literal of sorted) {
      const end = literalEnd(lower, at, literal);
      if (end !== undefined && (end === lower.length || /\s/.test(lower[end] as string))) {
        tokens.push({ start: at, end, literal });
        covered = end;
        break;
      }
    }
  }
  return tokens;
}

/** End of a literal that starts here, any white space standing for a space; undefined when it does not. */
function literalEnd(text: string, start: number, literal: string): number | undefined {
  let at = start;
  for (let i = 0; i < literal.length; i += 1) {
    const wanted = literal[i] as string;
    if (wanted === ' ') {
      const before = at;
      while (text[at] === ' ' || text[at] === '\t') at += 1;
      if (at === before) return undefined;
    } else if (wanted === ':' && i === literal.length - 1) {
      // Some tools put white space before the colon.
      while (text[at] === ' ' || text[at] === '\t') at += 1;
      if (text[at] !== ':') return undefined;
      at += 1;
    } else {
      if (text[at] !== wanted) return undefined;
      at += 1;
    }
  }
  return at;
}

/** Longest common subsequence; of equal ones that with the earliest places. */
function align(anchors: readonly Anchor[], tokens: readonly Token[]): [number, number][] {
  const width = tokens.length + 1;
  const lengths = new Uint16Array((anchors.length + 1) * width);
  for (let i = anchors.length - 1; i >= 0; i -= 1) {
    for (let j = tokens.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        anchors[i]?.literal === tokens[j]?.literal
          ? (lengths[(i + 1) * width + j + 1] as number) + 1
          : Math.max(lengths[(i + 1) * width + j] as number, lengths[i * width + j + 1] as number);
    }
  }
  const pairs: [number, number][] = [];
  let i = 0;
  let j = 0;
  while (i < anchors.length && j < tokens.length) {
    if (anchors[i]?.literal === tokens[j]?.literal) {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    } else if ((lengths[(i + 1) * width + j] as number) >= (lengths[i * width + j + 1] as number)) {
      i += 1;
    } else {
      j += 1;
    }
  }
  return pairs;
}

/** Shares a stretch of text among the lines that stand in it: at most one with a label, then those without. */
function assign(
  region: string,
  group: readonly LayoutLine[],
  types: ReadonlyMap<string, FieldType>,
  values: Map<string, string>,
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
    readRow(region, rows[0] as readonly TemplatePart[], types, values);
    return;
  }
  const lines = region.split('\n').filter((line) => line.trim() !== '');
  for (const [index, row] of rows.entries()) {
    const text = index === rows.length - 1 ? lines.slice(index).join('\n') : (lines[index] ?? '');
    readRow(text, row, types, values);
  }
}

function readRow(
  text: string,
  parts: readonly TemplatePart[],
  types: ReadonlyMap<string, FieldType>,
  values: Map<string, string>,
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
      const at = tail || index > 0 ? rest.lastIndexOf(wanted) : rest.indexOf(wanted, leading(rest));
      if (at >= 0) {
        own = rest.slice(0, at);
        rest = rest.slice(at + wanted.length);
      } else {
        rest = '';
      }
    }
    values.set(part.field, cutTail(own, types.get(part.field) ?? 'text'));
  }
}

function leading(text: string): number {
  return text.length - text.trimStart().length;
}

/** Ends a value at the blank line behind it: what follows is advice or another text. */
function cutTail(region: string, type: FieldType): string {
  const trimmed = region.trim();
  if (type === 'xml') return trimmed;
  // A label may stand alone on its line, its value below.
  const blank = /\n[ \t]*\n/.exec(trimmed);
  const cut = blank ? trimmed.slice(0, blank.index) : trimmed;
  if (type === 'text' && /^[ \t]*\n[ \t]+\S/.test(region)) return blockBelow(region);
  if (MULTILINE.has(type)) return cut;
  const line = cut.split('\n')[0] ?? '';
  if (!TRAILING.has(type)) return line.trim();
  const from = region.indexOf(line) + line.length;
  return line + (/^ */.exec(region.slice(from))?.[0] ?? '');
}

/** A block of indented lines below its label, blank ones included; its last line end is the message's. */
function blockBelow(region: string): string {
  const block = region.slice(region.indexOf('\n'));
  const end = /\n[ \t]*\n(?=\S)/.exec(block)?.index ?? block.length;
  return block.slice(0, end).replace(/\n?[ \t]*$/, '');
}

/** Lines inside a value that begin with a label of some layout. */
function strayLabels(region: string, labels: ReadonlySet<string>): number {
  let count = 0;
  for (const line of region.split('\n').slice(1)) {
    const colon = line.indexOf(':');
    if (colon > 0 && labels.has(collapse(line.slice(0, colon + 1)).toLowerCase())) count += 1;
  }
  return count;
}

function literalOf(line: LayoutLine): string {
  const first = line.parts[0];
  return first && 'text' in first ? collapse(first.text).toLowerCase() : '';
}

/** Labels of some layouts, as matchMessage compares them. */
export function labelsOf(layouts: readonly Layout[]): Set<string> {
  return new Set(layouts.flatMap((layout) => layout.lines.map(literalOf)).filter(Boolean));
}
