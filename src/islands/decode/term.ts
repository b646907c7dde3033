/** One condition of a filter. Conditions on one thing are alternatives; conditions on different things all hold. */
export interface Term {
  kind:
    | 'id'
    | 'outcome'
    | 'computer'
    | 'who'
    | 'from'
    | 'provider'
    | 'field'
    | 'text'
    | 'since'
    | 'until'
    | 'is';
  /** Field name, for `field`. */
  name?: string;
  value: string;
  not?: true;
}

const NAMED = /^(id|outcome|computer|who|from|provider|since|until|is):(.+)$/i;
const FIELD = /^([\w%.-]+)=(.*)$/;

/**
 * Terms of what was typed: `4624`, `LogonType=3`, `computer:WS1`, `since:2024-03-05T08:00`, `is:gap` (records are
 * missing before it), `is:damaged`, other words as text; `-` or `¬` before one excludes, double quotes keep spaces.
 */
export function readTerms(text: string): Term[] {
  const words = text.match(/[-¬!]?(?:[\w%.-]+[=:])?"[^"]*"?|\S+/g) ?? [];
  return words.flatMap((word) => {
    const not = /^[-¬!]./.test(word);
    const rest = (not ? word.slice(1) : word).replace(/"/g, '');
    if (rest === '') return [];
    const term = readTerm(rest);
    return [not ? { ...term, not: true as const } : term];
  });
}

function readTerm(text: string): Term {
  const named = NAMED.exec(text);
  if (named) {
    return { kind: (named[1] as string).toLowerCase() as Term['kind'], value: named[2] as string };
  }
  const field = FIELD.exec(text);
  if (field) return { kind: 'field', name: field[1] as string, value: field[2] as string };
  if (/^\d{1,5}$/.test(text)) return { kind: 'id', value: text };
  return { kind: 'text', value: text };
}

/** A term as it would be typed. */
export function writeTerm({ kind, name, value, not }: Term): string {
  const quoted = /\s/.test(value) || value === '' ? `"${value}"` : value;
  const head = kind === 'field' ? `${name ?? ''}=` : kind === 'text' ? '' : `${kind}:`;
  return `${not ? '-' : ''}${head}${quoted}`;
}

export function sameTerm(a: Term, b: Term): boolean {
  return a.kind === b.kind && a.name === b.name && a.value.toLowerCase() === b.value.toLowerCase();
}

/** A test of one value: alike but for case, `*` for any characters. */
export function valueTest(value: string): (text: string) => boolean {
  const wanted = value.toLowerCase();
  if (!wanted.includes('*')) return (text) => text.toLowerCase() === wanted;
  const parts = wanted.split('*');
  return (text) => matchesParts(text.toLowerCase(), parts);
}

/** Whether a text is the parts in order with anything between them; linear, unlike a pattern of `.*`. */
function matchesParts(text: string, parts: readonly string[]): boolean {
  const first = parts[0] as string;
  const last = parts.at(-1) as string;
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}
