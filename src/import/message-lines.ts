/** A message of a manifest in the form of our templates. */
export interface MessageText {
  /** First line as Windows prints it, with `{Field}` where a value stands. */
  first: string;
  /** Lines from the first that has a value, or is a heading, to the last that has one; two spaces below a heading. */
  lines: string[];
  /** Whether sentences stand between the first line and the others. */
  advice: boolean;
  /** First words of what stands behind the last line. */
  tail: string | undefined;
}

const TAIL_WORDS = 5;

/**
 * Turns the text of a message (insertions `%1`, `%2!s!`; escapes `%n` `%t` `%r` `%b` `%0` `%%` and others) into lines.
 * Source of the escapes: FormatMessage and Message Text Files, Windows SDK.
 *
 * @param fields names of the values, in order: `%1` is the first
 */
export function messageLines(message: string, fields: readonly string[]): MessageText {
  const text = message
    .replace(/%0[\s\S]*$/, '')
    .replace(/%(?:(\d+)(?:![^!]*!)?|([ntrb.!% ]))/g, (whole, number?: string, escape?: string) => {
      if (number === undefined) return ESCAPES[escape ?? ''] ?? whole;
      const field = fields[Number(number) - 1];
      return field === undefined ? whole : `{${field}}`;
    });
  const [first = '', ...rest] = text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line, index, all) => line !== '' || all.slice(0, index).some(Boolean));
  const shows = (line: string) => line.includes('{') || /^\S.*:$/.test(line);
  const begin = rest.findIndex(shows);
  const end = rest.findLastIndex((line) => line.includes('{')) + 1;
  const after = rest.slice(begin < 0 ? 0 : end).find(Boolean);
  return {
    first: first.trim(),
    lines: begin < 0 ? [] : indented(rest.slice(begin, end)),
    advice: rest.slice(0, Math.max(0, begin)).some(Boolean),
    tail: after?.trim().split(/\s+/).slice(0, TAIL_WORDS).join(' '),
  };
}

const ESCAPES: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '',
  b: ' ',
  ' ': ' ',
  '.': '.',
  '!': '!',
  '%': '%',
};

/** Lines without tabs and blank ones, indented below their heading. */
function indented(lines: readonly string[]): string[] {
  let below = false;
  return lines.flatMap((line) => {
    const text = line.trim().replace(/\s+/g, ' ');
    if (text === '') return [];
    const inner = below && /^\s/.test(line);
    if (!inner) below = !text.includes('{') && text.endsWith(':');
    return [inner ? `  ${text}` : text];
  });
}
