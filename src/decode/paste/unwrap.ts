/** Widths at which terminals and mail wrap; any other has to show on several lines. */
const WIDTHS: ReadonlySet<number> = new Set([72, 76, 78, 79, 80, 100, 120, 132, 160]);
const NARROWEST = 60;
const WIDEST = 400;
/** What an event that has one line begins with, or holds. */
const ONE_LINE =
  /^(?:\s{0,4}[[{<]|&lt;)|MSWinEventLog|AgentDevice=|WinEvtLog: |CEF:\s?\d|LEEF:\s?\d/;
/** Begins a line of its own in the text of an event: space, a label, a key, an element. */
const OWN_LINE = /^(?:\s|[\w ./()@[\]-]{1,80}[:=\t]|[-<>{}"'`#*]|PS |$)/;
/** Tables of PowerShell fill their lines with space. */
const PADDED = /[ \t]{2}\r?$/;
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
  let first = '';
  let before: string | undefined;
  let isOneLine = false;
  let isOpen = false;
  for (const line of text.split('\n')) {
    const goesOn =
      before !== undefined &&
      lengthOf(before) === width &&
      line !== '' &&
      (isOneLine
        ? line.slice(0, 6) !== first.slice(0, 6) || /^\s{6}/.test(line)
        : isOpen || !(OWN_LINE.test(line) || PADDED.test(before) || isRow(before, line)));
    if (before !== undefined) out.push(goesOn ? before.replace(/\r$/, '') : `${before}\n`);
    if (!goesOn) {
      first = line;
      isOneLine = ONE_LINE.test(line) && !/^\s*[[{]\s*$/.test(line);
    }
    isOpen = endsInString(line, goesOn ? isOpen : /^\s*[{["]/.test(line) ? false : undefined);
    before = line;
  }
  return out.join('') + (before ?? '');
}

const lengthOf = (line: string) => (line.endsWith('\r') ? line.length - 1 : line.length);

/** Rows of a table hold a separator equally often. */
const isRow = (before: string, line: string) =>
  [',', ';', '|'].some((mark) => {
    const count = line.split(mark).length;
    return count > 1 && count === before.split(mark).length;
  });

/** The width at which the lines of a text seem to be cut. */
function widthOf(head: string): number | undefined {
  let width = 0;
  let count = 0;
  for (const line of head.split('\n')) {
    const length = lengthOf(line);
    if (length > width) [width, count] = [length, 0];
    if (length === width && !PADDED.test(line)) count += 1;
  }
  if (width < NARROWEST || width > WIDEST) return undefined;
  return WIDTHS.has(width) || count > 2 ? width : undefined;
}

/** Whether a line of JSON ends inside a string. @param isOpen whether it begins in one; undefined where it is no JSON */
function endsInString(line: string, isOpen: boolean | undefined): boolean {
  if (isOpen === undefined) return false;
  let open = isOpen;
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === 34) open = !open;
  }
  return open;
}
