import { readMark, type VersionMark } from './version-mark.ts';

/** A piece of a template line: literal text, or the place where a field's value stands. */
export type TemplatePart = { text: string } | { field: string };

/** One line of a message as Event Viewer shows it. */
export interface TemplateLine {
  /** Line of the template, from 0. */
  line: number;
  mark: VersionMark;
  /** How deep it is indented: 0 for the left edge. */
  depth: number;
  /** The text before the first value, without its colon: `Security ID`. Empty when there is none. */
  label: string;
  /** A heading has lines below it and no value. */
  heading: boolean;
  parts: TemplatePart[];
}

export interface TemplateFault {
  line: number;
  message: string;
}

const PLACEHOLDER = /\{([A-Za-z%][\w%.]*)\}/g;

/** Splits text at its `{FieldName}` placeholders. */
export function readParts(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const found of text.matchAll(PLACEHOLDER)) {
    if (found.index > end) parts.push({ text: text.slice(end, found.index) });
    parts.push({ field: found[1] as string });
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** Names of the fields in a text's `{FieldName}` placeholders, in their order. */
export const fieldsIn = (text: string): string[] => shownFields([{ parts: readParts(text) }]);

/**
 * Reads a message template: indented lines belong to the heading above, a heading ends in a colon and
 * has no placeholder, a mark at the end limits a line to versions and a heading's mark covers its lines.
 *
 * @returns the lines in order (blank ones left out), and what could not be understood
 */
export function readTemplate(template: string): { lines: TemplateLine[]; faults: TemplateFault[] } {
  const lines: TemplateLine[] = [];
  const faults: TemplateFault[] = [];
  let heading: TemplateLine | undefined;
  for (const [line, raw] of template.split('\n').entries()) {
    if (raw.trim() === '') continue;
    const indent = raw.length - raw.trimStart().length;
    const depth = indent === 0 ? 0 : 1;
    const { text, mark, fault } = readMark(raw.trim());
    if (fault) faults.push({ line, message: `the mark ${fault} cannot be read` });
    const parts = readParts(text);
    const first = parts[0];
    const label = first && 'text' in first ? first.text.replace(/:\s*$/, '').trim() : '';
    const isHeading = depth === 0 && text.endsWith(':') && parts.length === 1;
    const own: TemplateLine = { line, mark, depth, label, heading: isHeading, parts };
    if (isHeading) {
      heading = own;
    } else if (depth === 0) {
      heading = undefined;
    } else if (heading) {
      own.mark = narrow(heading.mark, mark);
    } else {
      faults.push({ line, message: 'an indented line has no heading above it' });
    }
    lines.push(own);
  }
  return { lines, faults };
}

function narrow(outer: VersionMark, inner: VersionMark): VersionMark {
  const both: VersionMark = {
    from: Math.max(outer.from, inner.from),
    to: Math.min(outer.to, inner.to),
  };
  const since = inner.since ?? outer.since;
  const before = inner.before ?? outer.before;
  if (since !== undefined) both.since = since;
  if (before !== undefined) both.before = before;
  return both;
}

/** Names of the fields that lines show, in order, each time they are shown. */
export function shownFields(lines: readonly { parts: readonly TemplatePart[] }[]): string[] {
  return lines.flatMap(({ parts }) =>
    parts.flatMap((part) => ('field' in part ? [part.field] : [])),
  );
}
