/** Widths at which terminals and mail wrap; any other has to show on several lines. */
const WIDTHS: ReadonlySet<number> = new Set([72, 76, 78, 79, 80, 100, 120, 132, 160]);
const NARROWEST = 60;
const WIDEST = 400;
/** What an event that has one line begins with, or holds. */
const ONE_LINE =
  /^(?:\s{0,4}[[{<]|&lt;)|MSWinEventLog|AgentDevice=|WinEvtLog: |CEF:\s?\d|LEEF:\s?\d/;
/** Begins a line of its own in the text of an event: space, a label, a key, an element. */
const OWN_LINE = /^(?:\s|[\w ./()-]{1,40}[:=]|[-<>{}"'`#*]|PS |$)/;
const HEAD = 65_536;

/**
 * Text whose long lines a terminal has cut at its width, with those lines whole again. The width is that of the longest
 * line. What goes on in an event of one line, or inside a string of JSON, always belongs to the line before; in text, what
 * does not begin like a line of its own.
 */
export function unwrap(text: string): string {
  const width = widthOf(text.slice(0, HEAD));
  if (width === undefined) return text;
  const out: string[] = [];
  let whole = '';
  let before = '';
  let isOneLine = false;
  for (const line of text.split('\n')) {
    const goesOn =
      lengthOf(before) === width &&
      line !== '' &&
      (isOneLine
        ? line.slice(0, 6) !== whole.slice(0, 6) || /^\s{6}/.test(line)
        : !OWN_LINE.test(line) || isOpen(whole));
    if (goesOn) whole = whole.replace(/\r$/, '') + line;
    else {
      if (out.length > 0 || whole !== '' || before !== '') out.push(whole);
      whole = line;
      isOneLine = ONE_LINE.test(line) && !isPretty(line);
    }
    before = line;
  }
  out.push(whole);
  return out.join('\n');
}

const lengthOf = (line: string) => (line.endsWith('\r') ? line.length - 1 : line.length);

/** The width at which the lines of a text seem to be cut. */
function widthOf(head: string): number | undefined {
  let width = 0;
  let count = 0;
  for (const line of head.split('\n')) {
    const length = lengthOf(line);
    if (length > width) [width, count] = [length, 0];
    if (length === width && /\S$/.test(line.trimEnd())) count += 1;
  }
  if (width < NARROWEST || width > WIDEST) return undefined;
  return WIDTHS.has(width) || count > 2 ? width : undefined;
}

/** A line of JSON that ends inside a string. */
const isOpen = (line: string) =>
  /^\s*[{["]/.test(line) &&
  [...line.matchAll(/\\.|"/g)].filter(([mark]) => mark === '"').length % 2 === 1;

/** An element or a member on a line of its own, as pretty-printing sets it. */
const isPretty = (line: string) => /^\s*[[{]\s*$/.test(line);
