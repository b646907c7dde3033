/** Mail marks each line that it quotes. */
const QUOTED = /^[ \t]*(?:>[ \t]?){1,100}/;
const HEAD = 4_096;

/**
 * Text without the marks of quoting before its lines, where most lines have them; with `\n` line ends where it has
 * carriage returns alone. Lines keep their numbers.
 */
export function unquote(text: string): string {
  const head = text.slice(0, HEAD);
  const plain = head.includes('\r') && !text.includes('\n') ? text.replace(/\r/g, '\n') : text;
  if (!/^[ \t]*>/m.test(head)) return plain;
  const lines = plain
    .slice(0, HEAD)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const quoted = lines.filter((line) => QUOTED.test(line));
  return quoted.length > 1 && quoted.length * 3 > lines.length
    ? plain.replace(/^[ \t]*(?:>[ \t]?){1,100}/gm, '')
    : plain;
}
