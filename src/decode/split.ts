import { countLines } from './formats/count-lines.ts';
import type { Format } from './formats/format.ts';
import { nextMarks } from './next-mark.ts';
import { isInRun } from './same-line.ts';
import { isCourtesy, isNoise, isSignOff } from './noise.ts';

/** A part of a text in one format, or, without one, a part that shows no beginning: message text, or no event. */
export interface Stretch {
  format?: Format;
  from: number;
  /** Undefined where the format finds the end as it reads. */
  to: number | undefined;
  /** Line of its first character, from 1. */
  line: number;
  /** Set for a part without a format that goes on from the one before it, which has become too long. */
  goesOn?: true;
}

/** Space, marks that have no width, what stands between the items of a list, and around events in XML. */
const LEAD =
  /(?:[ \t\r\f\v\u00a0\u200b\ufeff]|<\?xml[^<>\n]{0,200}\?>|<\/?Events(?:\s[^<>\n]{0,300})?>|[[,;\]](?=[ \t]*[{[,\]])|\[(?=[ \t]*")){0,1000}/y;
/** A pattern that repeats without bounds runs out of stack on a long line. */
const LEAD_TURNS = 1_000;
/** What relays put before an event on its line: priority, date and host, or a label. */
const RELAYED =
  /(?:<\d{1,3}>|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d|\d{4}[-/ ](?:\d\d|[A-Z][a-z]{2})[-/ ]\d\d)[^{<\n]{0,300}?(?=\{\s*"|<Event[\s>])/y;
/** A label, a number, a level, a name: whatever a log has on the line of an event. */
const LABELLED = /[^{<&\n]{1,300}?["']?(?=\{\s*"|<Event[\s>]|&lt;Event)/y;
/** Elements of any name around an event. */
const WRAPPED = /(?:<[^<>\n]{1,300}>[ \t]{0,20}){1,4}(?=<(?:[\w-]+:)?Event[\s>])/y;
const PREFIXES = [RELAYED, LABELLED, WRAPPED];
const OPEN_PREFIXES = [RELAYED];
/** The line before the XML that belongs to an event's text, in any language. */
const XML_FOLLOWS = /xml\s*[:：]?\s*$/i;
const MOST_SIGNATURE = 12;
/** A mark may stand behind the first name of the next line. */
const BEYOND = 16;
const MARKUP = ['{', '<', '&lt;'];
/** No beginning but that of an element or an object is as short. */
const SHORTEST = 4;
/** No event is as long as this: what goes on is something else. */
const LONGEST_EVENT = 1 << 18;
/** A part without a format is cut here, so that its reader is never far from its next step. */
const LONGEST_PART = 1 << 20;

/** A format that may be asked about a line, and the bits of its marks; -1 where any line will do. */
interface Asked {
  format: Format;
  bits: number;
}

/**
 * Cuts a text where events, or tables of them, begin and end. Every line is looked at once; what a format takes is
 * passed over whole. Lines of mail, prompts and fences around events are left out. Whoever reads a part whose end is
 * not known tells where it ended.
 *
 * @param beginsMessage whether an event's message begins at a place
 */
export function* splitText(
  text: string,
  formats: readonly Format[],
  beginsMessage: (at: number, lineEnd: number) => boolean,
): Generator<Stretch, void, number | undefined> {
  let open: (Stretch & { to: number }) | undefined;
  let afterBlank = true;
  let lastLine = '';
  let signature = 0;
  let counted = 0;
  let line = 1;
  const stretch = (from: number, to: number, format?: Format) => {
    line += countLines(text, counted, from);
    counted = from;
    return { from, to, line, ...(format ? { format } : {}) };
  };
  const close = (to: number): Stretch[] => {
    const done = open;
    open = undefined;
    if (done) done.to = to;
    return done ? [done] : [];
  };

  const marks = [...new Set([...MARKUP, ...formats.flatMap((format) => format.marks ?? [])])];
  const marksBetween = nextMarks(text, marks);
  const bitsOf = (own: readonly string[]) =>
    own.reduce((bits, mark) => bits | (1 << marks.indexOf(mark)), 0);
  const markupBits = bitsOf(MARKUP);
  const askable = formats
    .filter(({ extent, begins }) => extent ?? begins)
    .map((format): Asked => ({ format, bits: format.marks ? bitsOf(format.marks) : -1 }));
  let lineEnd = -1;
  /** The line before began nothing and ended nothing. */
  let isDull = false;
  for (let at = 0; at < text.length;) {
    // Many events may stand on one line: its end is looked for once.
    if (at > lineEnd) {
      const found = text.indexOf('\n', at);
      lineEnd = found < 0 ? text.length : found;
    }
    const isShort = open === undefined || at - open.from < LONGEST_PART;
    if (isDull && isShort && isInRun(text, at, lineEnd)) {
      at = lineEnd + 1;
      continue;
    }
    isDull = false;
    const first = lineEnd === at ? at : Math.min(behindLead(text, at), lineEnd);
    if (first >= lineEnd) {
      afterBlank = true;
      at = lineEnd + 1;
      continue;
    }
    // Nothing is as small as one line of these, so that marks before it are passed over.
    const bits = marksBetween(at, lineEnd + BEYOND);
    const markup = (bits & markupBits) !== 0;
    const start =
      bits === 0 && lineEnd - first < SHORTEST
        ? undefined
        : beginning(
            text,
            first,
            lineEnd,
            askable,
            bits,
            markup,
            open === undefined,
            repeats(text, at, first, lineEnd),
          );
    if (start) {
      const { format } = start;
      const belongs = open?.format?.open && format.id === 'xml' && XML_FOLLOWS.test(lastLine);
      let end: number;
      if (belongs) {
        end = format.extent?.(text, start.from, lineEnd) ?? lineEnd;
      } else {
        yield* close(first);
        // Tables need the space before their first column.
        const piece = stretch(start.from === first ? at : start.from, start.end ?? 0, format);
        if (format.open) open = piece;
        else if (start.end !== undefined) yield piece;
        end = start.end ?? (yield { ...piece, from: start.from, to: undefined }) ?? lineEnd;
      }
      at = Math.max(end, first + 1);
      afterBlank = false;
      const tail = text.slice(Math.max(0, end - 80), end);
      lastLine = tail.slice(tail.lastIndexOf('\n') + 1);
      signature = 0;
      continue;
    }
    at = lineEnd + 1;
    if (isNoise(text, first, lineEnd)) {
      yield* close(first);
    } else if (open === undefined) {
      const content = contentOf(text, first, lineEnd);
      if (beginsMessage(first, lineEnd)) {
        open = stretch(first, first);
        signature = 0;
      } else if (isSignOff(content)) signature = MOST_SIGNATURE;
      else if (signature > 0) signature -= 1;
      else if (!isCourtesy(content)) open = stretch(first, first);
    } else if (afterBlank && isSignOff(contentOf(text, first, lineEnd))) {
      yield* close(first);
      signature = MOST_SIGNATURE;
    } else if (
      open.format
        ? first - open.from > LONGEST_EVENT || (afterBlank && beginsMessage(first, lineEnd))
        : first - open.from > LONGEST_PART
    ) {
      const goesOn = !open.format;
      yield* close(first);
      open = { ...stretch(first, first), ...(goesOn ? { goesOn } : {}) };
    }
    afterBlank = false;
    isDull = true;
    if (open?.format) lastLine = contentOf(text, first, lineEnd);
  }
  yield* close(text.length);
}

const contentOf = (text: string, first: number, lineEnd: number) =>
  text.slice(first, Math.min(lineEnd, first + 500)).trim();

function behindLead(text: string, at: number): number {
  // Most lines begin with a letter or a digit, or with spaces before one.
  let from = at;
  let code = text.charCodeAt(from);
  while (code === 32 || code === 9) code = text.charCodeAt((from += 1));
  if ((code > 64 && code < 91) || (code > 96 && code < 123) || (code > 47 && code < 58))
    return from;
  for (;;) {
    LEAD.lastIndex = from;
    LEAD.test(text);
    if (LEAD.lastIndex - from < LEAD_TURNS) return LEAD.lastIndex;
    from = LEAD.lastIndex;
  }
}

const SAME = 10;

/** Whether the line behind a line begins as it does, as no header has it. */
function repeats(text: string, at: number, first: number, lineEnd: number): boolean {
  const next = lineEnd + 1 + first - at;
  if (text.charCodeAt(next) !== text.charCodeAt(first)) return false;
  return text.startsWith(text.slice(first, Math.min(first + SAME, lineEnd)), next);
}

/**
 * What begins at a place of a line, or behind what a relay put before it; its end where the format knows it without
 * reading.
 */
function beginning(
  text: string,
  first: number,
  lineEnd: number,
  askable: readonly Asked[],
  bits: number,
  hasMarkup: boolean,
  isClosed: boolean,
  isRepeated: boolean,
): { format: Format; from: number; end: number | undefined } | undefined {
  const prefixes = hasMarkup ? (isClosed ? PREFIXES : OPEN_PREFIXES) : [];
  let from = first;
  for (let turn = -1; turn < prefixes.length; turn += 1) {
    const prefix = prefixes[turn];
    if (prefix) {
      prefix.lastIndex = first;
      if (!prefix.test(text)) continue;
      from = prefix.lastIndex;
    }
    for (const { format, bits: own } of askable) {
      if (((own & bits) === 0 && own !== -1) || (isRepeated && format.header)) continue;
      if (format.begins) {
        if (format.begins(text, from, lineEnd)) return { format, from, end: undefined };
        continue;
      }
      const end = format.extent?.(text, from, lineEnd);
      if (end !== undefined) return { format, from, end };
    }
  }
  return undefined;
}
