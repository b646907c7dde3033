/** One part of a security descriptor: owner, group, or a list of entries. */
export interface SddlSection {
  kind: 'O' | 'G' | 'D' | 'S';
  /** What stands before the first parenthesis: a SID, or flags of the list. */
  head: string;
  entries: string[];
  /** The text ends inside an entry of the list. */
  cut?: true;
}

/**
 * Splits a descriptor in SDDL at the sections of its top level; parentheses of conditions, and those in their strings,
 * are kept together.
 *
 * @returns nothing when it is no descriptor
 */
export function readSddl(text: string): SddlSection[] {
  const sections: SddlSection[] = [];
  let depth = 0;
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    const last = sections.at(-1);
    if (char === '"' && depth > 0) quoted = !quoted;
    if (quoted) continue;
    if (depth === 0 && text[at + 1] === ':' && 'OGDS'.includes(char)) {
      sections.push({ kind: char as SddlSection['kind'], head: '', entries: [] });
      at += 1;
    } else if (!last) {
      return [];
    } else if (char === '(') {
      if (depth === 0) start = at + 1;
      depth += 1;
    } else if (char === ')') {
      depth -= 1;
      if (depth === 0) last.entries.push(text.slice(start, at));
      if (depth < 0) return [];
    } else if (depth === 0) {
      last.head += char;
    }
  }
  const last = sections.at(-1);
  if (last && depth > 0) last.cut = true;
  return sections;
}
