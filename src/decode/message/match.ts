import type { Layout, LayoutLine } from '../../catalog/layout.ts';
import { shownFields } from '../../schema/message-template.ts';
import { alignLabels, findLabels, type LabelToken } from './find-labels.ts';
import { collapse } from './normalise.ts';
import { shareValues, type TextForm } from './share-values.ts';

/** How well a text fits a layout, and the values that stand in it, as text. */
export interface MessageMatch {
  values: Map<string, string>;
  /** Labels and headings of the layout that were found, and all that it has. */
  found: number;
  wanted: number;
  /** Lines inside values that look like labels: signs of a wrong layout. */
  strays: number;
  form: TextForm;
  /** Fields whose value the end of the text may have cut off: labels that should follow do not. */
  unfinished: readonly string[];
}

interface Anchor {
  literal: string;
  line: number;
}

/**
 * Lays a message over a layout: labels are found in order, and what stands between two of them is the
 * value of the first. Labels at the starts of lines count; where the text has lost its line ends,
 * labels anywhere. A label that is missing, or extra, costs itself only.
 *
 * @param body normalised message text behind its first line
 * @param labels labels of all layouts that the text may have, as labelsOf gives them
 * @param whole Windows' advice stood behind the text, so that nothing else does
 */
export function matchMessage(
  body: string,
  layout: Layout,
  labels: ReadonlySet<string> = new Set(),
  whole = false,
): MessageMatch {
  const anchors = anchorsOf(layout);
  const literals = [...new Set(anchors.map((anchor) => anchor.literal))];
  let flat = false;
  let tokens = findLabels(body, literals, false);
  let pairs = alignLabels(anchors, tokens);
  const lines = body.trim().split('\n').length;
  if (
    pairs.length * 2 < anchors.length ||
    (pairs.length < anchors.length && lines < anchors.length)
  ) {
    const loose = findLabels(body, literals, true);
    const loosePairs = alignLabels(anchors, loose);
    if (loosePairs.length > pairs.length) {
      flat = true;
      tokens = loose;
      pairs = loosePairs;
    }
  }
  const found = new Map<number, LabelToken>();
  for (const [anchor, token] of pairs) {
    found.set((anchors[anchor] as Anchor).line, tokens[token] as LabelToken);
  }
  const form: TextForm = {
    tabs: !flat && body.includes('\t'),
    flat,
    whole,
    indented: [...found.values()].some(({ start }) => /[ \t]/.test(body[start - 1] ?? '')),
    padded: layout.lines.some(
      (line, index) =>
        line.heading &&
        / /.test(body.slice(found.get(index)?.end ?? 0, endOfLine(body, found.get(index)))),
    ),
  };
  const values = new Map<string, string>();
  const types = new Map(layout.fields.map((field) => [field.name, field.type]));
  let strays = 0;
  let from = 0;
  let group: LayoutLine[] = [];
  const flush = (to: number, last = false) => {
    const region = body.slice(from, to);
    if (group.length > 0) shareValues(region, group, types, form, values, last);
    strays += strayLabels(region, labels);
  };
  for (const [index, line] of layout.lines.entries()) {
    const token = found.get(index);
    if (token) {
      flush(token.start);
      from = token.end;
      group = [line];
    } else if (!(line.parts[0] && 'text' in line.parts[0])) {
      group.push(line);
    }
  }
  const next = anchors[(pairs.at(-1)?.[0] ?? -1) + 1]?.literal;
  flush(next === undefined ? body.length : withoutBegun(body, from, next), true);
  const lasts = shownFields(group);
  // A command line may go on below, where people write as well.
  const [line = '', below = ''] = body.slice(from).split('\n', 2);
  const mayGoOn = !flat && !whole && line.trim() !== '' && below.trim() !== '';
  const unfinished =
    next === undefined
      ? lasts.filter((name) => mayGoOn && types.get(name) === 'command-line')
      : lasts;
  return { values, found: pairs.length, wanted: anchors.length, strays, form, unfinished };
}

/** Where a text ends that is cut off inside its next label, before that label. */
function withoutBegun(body: string, from: number, next: string): number {
  const start = body.lastIndexOf('\n') + 1;
  if (start <= from) return body.length;
  const last = collapse(body.slice(start)).toLowerCase();
  return last !== '' && next.startsWith(last) ? start : body.length;
}

function endOfLine(body: string, token: LabelToken | undefined): number {
  if (!token) return 0;
  const end = body.indexOf('\n', token.end);
  return end < 0 ? body.length : end;
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

const knownAnchors = new WeakMap<Layout, Anchor[]>();

function anchorsOf(layout: Layout): Anchor[] {
  let known = knownAnchors.get(layout);
  if (!known) {
    known = layout.lines.flatMap((line, index) => {
      const literal = literalOf(line);
      return literal ? [{ literal, line: index }] : [];
    });
    knownAnchors.set(layout, known);
  }
  return known;
}

function literalOf(line: LayoutLine): string {
  const first = line.parts[0];
  return first && 'text' in first ? collapse(first.text).toLowerCase() : '';
}

/** Labels of some layouts, as matchMessage compares them. */
export function labelsOf(layouts: readonly Layout[]): Set<string> {
  return new Set(layouts.flatMap((layout) => layout.lines.map(literalOf)).filter(Boolean));
}
