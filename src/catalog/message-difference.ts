import { longestCommon } from './version-steps.ts';
import type { Layout } from './layout.ts';

/** One line of a message and whether only the older or only the newer version has it. */
export interface MessageLine {
  text: string;
  in: 'both' | 'old' | 'new';
}

/** Lines of a message as text, field names in braces, blank lines before headings left out. */
export function messageText(layout: Layout): string[] {
  const write = (parts: Layout['first']) =>
    parts.map((part) => ('text' in part ? part.text : `{${part.field}}`)).join('');
  return [
    write(layout.first),
    ...layout.lines.map((line) => `${line.depth > 0 ? '  ' : ''}${write(line.parts)}`),
  ];
}

/** Two messages as one list of lines, what went before what came. */
export function compareMessages(
  before: readonly string[],
  after: readonly string[],
): MessageLine[] {
  const lines: MessageLine[] = [];
  let i = 0;
  let j = 0;
  const until = (old: number, now: number) => {
    for (; i < old; i += 1) lines.push({ text: before[i] ?? '', in: 'old' });
    for (; j < now; j += 1) lines.push({ text: after[j] ?? '', in: 'new' });
  };
  for (const line of longestCommon(before, after)) {
    until(before.indexOf(line, i), after.indexOf(line, j));
    lines.push({ text: line, in: 'both' });
    i += 1;
    j += 1;
  }
  until(before.length, after.length);
  return lines;
}
