import { withoutEnclosure } from './enclosed.ts';
import { withoutLineMarks } from './line-marks.ts';
import { withoutPython } from './python.ts';
import { unwrap } from './unwrap.ts';

/**
 * Text without what the way to the clipboard has done to all of it: zero bytes, carriage returns as line ends, quoting
 * and numbers before its lines, quotes around it, lines of a terminal's width, no-break spaces for spaces, typographic
 * quotes for those of JSON, XML and tables, every line end doubled.
 */
export function plainPaste(input: string): string {
  let text = input.includes('\0') ? input.replaceAll('\0', '') : input;
  if (text.includes('\r') && !text.includes('\n')) text = text.replace(/\r/g, '\n');
  text = withoutLineMarks(text);
  text = withoutPython(withoutEnclosure(text));
  text = plainQuotes(plainSpaces(text));
  return unwrap(singleLines(text));
}

const NO_BREAK = '\u00a0';
const HEAD = 65_536;

/** Pages show spaces that they shall not collapse as no-break spaces: at the beginning of lines, or everywhere. */
function plainSpaces(text: string): string {
  if (!text.includes(NO_BREAK)) return text;
  const head = text.slice(0, HEAD);
  const spaces = head.split(' ').length;
  const all = head.split(NO_BREAK).length;
  if (all > 4 * spaces) return text.replaceAll(NO_BREAK, ' ');
  return text.replace(/^[ \t\u00a0]*\u00a0[ \t\u00a0]*/gm, (lead) =>
    lead.replaceAll(NO_BREAK, ' '),
  );
}

/** A blank line behind every line is none of the text's own. */
function singleLines(text: string): string {
  const head = text.slice(0, HEAD);
  if (!/^\S[^\n]*\n[ \t\r]*\n/.test(head.trimStart())) return text;
  const lines = head.trim().split('\n');
  const isBlank = (line: string | undefined) => line !== undefined && line.trim() === '';
  const isDoubled = lines.every((line, at) => at % 2 === 0 || isBlank(line));
  const isSpaced = lines.some((line, at) => at % 2 === 0 && at > 0 && isBlank(line));
  if (!isDoubled || !isSpaced) return text;
  return text.replace(/\n[ \t\r]*\n/g, '\n');
}

/** Mail and word processors turn the quotes of JSON, XML and tables into typographic ones. */
function plainQuotes(text: string): string {
  const isTurned =
    /[{[,;:=]\s{0,40}[\u201c\u201d]/.test(text.slice(0, HEAD)) && !text.includes('"');
  return isTurned ? text.replace(/[\u201c\u201d]/g, '"') : text;
}
