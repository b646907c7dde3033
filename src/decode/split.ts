import { countLines } from './formats/count-lines.ts';
import type { Format } from './formats/format.ts';
import { nextMark } from './next-mark.ts';
import { isCourtesy, isNoise, isSignOff } from './noise.ts';

/** A part of a text in one format, or, without one, a part that shows no beginning: message text, or no event. */
export interface Stretch {
  format?: Format;
  from: number;
  to: number;
  /** Line of its first character, from 1. */
  line: number;
}

/** Space, marks that have no width, what stands between the items of a list, and around events in XML. */
const LEAD =
  /(?:[ \t\r\f\v\u00a0\u200b\ufeff]|<\?xml[^<>\n]{0,200}\?>|<\/?Events(?:\s[^<>\n]{0,300})?>|[[,;\]](?=[ \t]*[{[,\]])){0,1000}/y;
/** A pattern that repeats without bounds runs out of stack on a long line. */
const LEAD_TURNS = 1_000;
/** What relays put before an event on its line: priority, date and host, or a label. */
const RELAYED =
  /(?:<\d{1,3}>|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d|\d{4}[-/ ](?:\d\d|[A-Z][a-z]{2})[-/ ]\d\d)[^{<\n]{0,300}?(?=\{\s*"|<Event[\s>])/y;
const LABELLED = /[\w .\-[\]()]{1,60}[:=]\s{0,4}["']?(?=\{\s*"|<Event[\s>]|&lt;Event)/y;
/** Elements of any name around an event. */
const WRAPPED = /(?:<[^<>\n]{1,300}>[ \t]{0,20}){1,4}(?=<(?:[\w-]+:)?Event[\s>])/y;
const PREFIXES = [RELAYED, LABELLED, WRAPPED];
const OPEN_PREFIXES = [RELAYED];
/** The line before the XML that belongs to an event's text, in any language. */
const XML_FOLLOWS = /xml\s*[:：]?\s*$/i;
const MOST_SIGNATURE = 12;
/** A mark behind a label may stand at the start of the next line. */
const BEYOND = 8;
const MARKUP = ['{', '<', '&lt;'];
/** No beginning but that of an element or an object is as short. */
const SHORTEST = 4;

/**
 * Cuts a text where events, or tables of them, begin and end. Every line is looked at once; what a format takes is
 * passed over whole. Lines of mail, prompts and fences around events are left out.
 *
 * @param beginsMessage whether an event's message begins at a place
 */
export function* splitText(
  text: string,
  formats: readonly Format[],
  beginsMessage: (at: number) => boolean,
): Generator<Stretch> {
  let open: Stretch | undefined;
  let afterBlank = true;
  let lastLine = '';
  let signature = 0;
  let counted = 0;
  let line = 1;
  const stretch = (from: number, to: number, format?: Format): Stretch => {
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

  const askable = formats.flatMap(({ extent, marks }, index) =>
    extent
      ? [{ format: formats[index] as Format, has: marks ? nextMark(text, marks) : undefined }]
      : [],
  );
  const hasMarkup = nextMark(text, MARKUP);
  let lineEnd = -1;
  for (let at = 0; at < text.length;) {
    // Many events may stand on one line: its end is looked for once.
    if (at > lineEnd) {
      const found = text.indexOf('\n', at);
      lineEnd = found < 0 ? text.length : found;
    }
    if (lineEnd === at) {
      afterBlank = true;
      at += 1;
      continue;
    }
    const first = Math.min(behindLead(text, at), lineEnd);
    if (first >= lineEnd) {
      afterBlank = true;
      at = lineEnd + 1;
      continue;
    }
    const markup = hasMarkup(at, lineEnd + BEYOND);
    const isShort = lineEnd - first < SHORTEST;
    const asked =
      isShort && !markup ? [] : askable.filter(({ has }) => !has || has(at, lineEnd + BEYOND));
    const start = beginning(text, first, lineEnd, asked, markup, open === undefined);
    if (start) {
      const belongs = open?.format?.open && start.format.id === 'xml' && XML_FOLLOWS.test(lastLine);
      if (!belongs) {
        yield* close(first);
        // Tables need the space before their first column.
        const piece = stretch(start.from === first ? at : start.from, start.end, start.format);
        if (start.format.open) open = piece;
        else yield piece;
      }
      at = Math.max(start.end, first + 1);
      afterBlank = false;
      const tail = text.slice(Math.max(0, start.end - 80), start.end);
      lastLine = tail.slice(tail.lastIndexOf('\n') + 1);
      signature = 0;
      continue;
    }
    const content = text.slice(first, Math.min(lineEnd, first + 500)).trim();
    at = lineEnd + 1;
    if (isNoise(content)) {
      yield* close(first);
    } else if (open === undefined) {
      if (beginsMessage(first)) {
        open = stretch(first, first);
        signature = 0;
      } else if (isSignOff(content)) signature = MOST_SIGNATURE;
      else if (signature > 0) signature -= 1;
      else if (!isCourtesy(content)) open = stretch(first, first);
    } else if (afterBlank && isSignOff(content)) {
      yield* close(first);
      signature = MOST_SIGNATURE;
    } else if (afterBlank && open.format && beginsMessage(first)) {
      yield* close(first);
      open = stretch(first, first);
    }
    afterBlank = false;
    lastLine = content;
  }
  yield* close(text.length);
}

function behindLead(text: string, at: number): number {
  for (let from = at; ;) {
    LEAD.lastIndex = from;
    LEAD.test(text);
    if (LEAD.lastIndex - from < LEAD_TURNS) return LEAD.lastIndex;
    from = LEAD.lastIndex;
  }
}

/** What begins at a place of a line, or behind what a relay put before it. */
function beginning(
  text: string,
  first: number,
  lineEnd: number,
  asked: readonly { format: Format }[],
  hasMarkup: boolean,
  isClosed: boolean,
): { format: Format; from: number; end: number } | undefined {
  if (asked.length === 0) return undefined;
  const places = [first];
  if (hasMarkup) {
    for (const prefix of isClosed ? PREFIXES : OPEN_PREFIXES) {
      prefix.lastIndex = first;
      if (prefix.test(text)) places.push(prefix.lastIndex);
    }
  }
  for (const from of places) {
    for (const { format } of asked) {
      const end = format.extent?.(text, from, lineEnd);
      if (end !== undefined) return { format, from, end };
    }
  }
  return undefined;
}
