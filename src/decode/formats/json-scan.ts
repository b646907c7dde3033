/** An object of JSON text, by its braces. */
export interface ScannedObject {
  /** Place behind it, or behind what is left of it. */
  end: number;
  /** Set where it is cut off: what completes the text up to `whole`, its last whole member. */
  cut?: { whole: number; closers: string };
}

const QUOTE = 34;
const BACKSLASH = 92;
const LINE_FEED = 10;
const COMMA = 44;
const COLON = 58;
export const OPEN = 123;
const CLOSE = 125;
const [OPEN_LIST, CLOSE_LIST] = [91, 93];
/** No name of a member is longer. */
const LONGEST_NAME = 500;

const BEFORE = /\{\s{0,1000}/y;
const BEHIND = /\s{0,1000}:/y;

/** Whether an object begins here: a brace, then a name and a colon, or its end. */
function beginsObject(text: string, at: number): boolean {
  const behind = text.charCodeAt(at + 1);
  if (behind === OPEN || behind > TYPOGRAPHIC) return false;
  BEFORE.lastIndex = at;
  if (!BEFORE.test(text)) return false;
  const from = BEFORE.lastIndex;
  const code = text.charCodeAt(from);
  if (code === CLOSE) return true;
  if (code !== QUOTE && !isTypographic(code)) return false;
  for (let end = from + 1; end < from + LONGEST_NAME; end += 1) {
    const next = text.charCodeAt(end);
    if (next === BACKSLASH) end += 1;
    else if (next === QUOTE || isTypographic(next)) {
      BEHIND.lastIndex = end + 1;
      return BEHIND.test(text);
    } else if (next === LINE_FEED || Number.isNaN(next)) return false;
  }
  return false;
}

const TYPOGRAPHIC = 0x201d;
const isTypographic = (code: number) => code === 0x201c || code === 0x201d;

/** Place of the first object that begins between two places, or -1. */
export function nextObject(text: string, from: number, before: number): number {
  for (let at = from; at >= 0 && at < before; at = text.indexOf('{', at + 1)) {
    if (beginsObject(text, at)) return at;
  }
  return -1;
}

/** Place of the object, or of the value of a line or a list, that stands right behind a place, or -1. */
export function valueBehind(text: string, from: number): number {
  BETWEEN.lastIndex = from;
  BETWEEN.test(text);
  const at = BETWEEN.lastIndex;
  if (beginsObject(text, at)) return at;
  return /[,\n]/.test(text.slice(from, at)) && endOfPlain(text, at) !== undefined ? at : -1;
}
const BETWEEN = /[\s,;[\]]{0,1000}/y;

const WORD = /(?:-?\d{1,40}(?:\.\d{1,40})?(?:[eE][-+]?\d{1,3})?|true|false|null)/y;
const LINE_ENDS = /[ \t\r,\]]{0,1000}(?:\n|$)/y;
const ITEM_ENDS = /\s{0,1000}[,\]]/y;
const ITEM_BEGINS = /[[,]\s{0,100}$/;

/**
 * Place behind the string, number, `true`, `false` or `null` that is all of a line, or one of a list; else undefined.
 * What only ends like an item of a list may be the name of a table's column.
 */
export function endOfPlain(text: string, at: number): number | undefined {
  let end: number | undefined;
  if (text.charCodeAt(at) === QUOTE) {
    const quote = endOfString(text, at);
    end = quote === undefined ? undefined : quote + 1;
  } else {
    WORD.lastIndex = at;
    if (WORD.test(text)) end = WORD.lastIndex;
  }
  if (end === undefined) return undefined;
  const isItem = ITEM_BEGINS.test(text.slice(Math.max(0, at - 100), at));
  return [LINE_ENDS, ...(isItem ? [ITEM_ENDS] : [])].some((ends) => {
    ends.lastIndex = end;
    return ends.test(text);
  })
    ? end
    : undefined;
}

/**
 * Finds the end of the object that begins at a brace. An object that is cut off ends where another can be seen to
 * begin: a string holds no line end, and an object stands behind a comma, a colon or a bracket only.
 */
export function scanObject(text: string, at: number): ScannedObject {
  const closers: string[] = [];
  let whole = at + 1;
  let wholeClosers = '}';
  let last = 0;
  let place = at;
  const cut = (end: number): ScannedObject => ({ end, cut: { whole, closers: wholeClosers } });
  for (; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    switch (code) {
      case QUOTE: {
        const end = endOfString(text, place);
        if (end === undefined) return cut(endOfLine(text, place));
        place = end;
        break;
      }
      case OPEN:
      case OPEN_LIST:
        if (closers.length > 0 && !mayOpen(closers.at(-1), last, text.charCodeAt(place - 1)))
          return cut(place);
        closers.push(code === OPEN ? '}' : ']');
        break;
      case CLOSE:
      case CLOSE_LIST:
        closers.pop();
        if (closers.length === 0) return { end: place + 1 };
        break;
      case COMMA:
        whole = place;
        wholeClosers = closers.toReversed().join('');
        break;
      default:
    }
    if (code > 32 && code !== 0xa0) last = code;
  }
  return cut(text.length);
}

/** Whether a bracket may stand here: in a list, or behind a colon, where no line begins with one. */
function mayOpen(closer: string | undefined, last: number, before: number): boolean {
  if (last === COLON) return before !== LINE_FEED;
  return closer === ']' && (last === COMMA || last === OPEN_LIST);
}

/** Place of the quote that ends a string; undefined where its line ends first. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at += 1;
    else if (code === LINE_FEED) return undefined;
  }
  return undefined;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** What is left of an object that is cut off, as text that can be parsed: its whole members. */
export function mendObject(text: string, at: number, scanned: ScannedObject): string {
  const { cut } = scanned;
  return cut ? text.slice(at, cut.whole) + cut.closers : text.slice(at, scanned.end);
}

type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

/** Whole numbers beyond 2^53 stay as they are written, as text. */
const exactly: Reviver = (_key, value, context) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
    ? context?.source
    : value;

/** @throws {SyntaxError} when the text is no JSON */
export function parseObject(text: string): Record<string, unknown> {
  const big = /[[:,]\s*-?\d{16}/.test(text);
  return JSON.parse(
    text,
    big ? (exactly as (key: string, value: unknown) => unknown) : undefined,
  ) as Record<string, unknown>;
}
