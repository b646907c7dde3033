import type { HeaderParts } from './header.ts';

/** What stands before a message on its line. */
export interface RelayHead {
  /** Where the message begins. */
  end: number;
  parts: HeaderParts;
  /** The message stands in square brackets. */
  closed: boolean;
  /** A relay begins each line of its log so: what it is not before a message, it is before something else. */
  ofRelay: boolean;
}

/** Syslog of RFC 3164, the program's tag before the message; evtsys writes the event's id behind it. */
const SYSLOG =
  /(?:<\d{1,3}>)?(?<time>[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\S{8,30}) (?<computer>[\w.:-]{1,255}) (?:[\w./ -]{1,80}(?:\[\d{1,10}\])?: )?(?:(?<eventId>\d{1,5}): )?(?:AUDIT_(?<keywords>SUCCESS|FAILURE) )?/y;
/** Syslog of RFC 5424. */
const SYSLOG_5424 =
  /<\d{1,3}>1 (?<time>\S{1,40}) (?<computer>\S{1,255}) \S{1,48} \S{1,128} \S{1,32} (?:-|(?:\[[^\]\n]{0,400}\]){1,8}) \ufeff?/y;
/** The CloudWatch agent. */
const BRACKETS =
  /\[(?<channel>[^\]\n]{1,200})\] \[[A-Z]{1,20}\] \[(?<eventId>\d{1,5})\] \[(?<provider>[^\]\n]{1,200})\] \[(?<computer>[^\]\n]{1,255})\] \[/y;
/** An id before the message, as people write it. */
const NUMBER = /(?:Event ?(?:ID)?[:#]? ?)?(?<eventId>\d{3,5})(?::| [-\u2013])?[ \t]{1,10}/iy;

/**
 * What a relay, or who wrote it down, has put before the message that may begin on a line.
 *
 * @param at first character of the line that is no space
 */
export function relayHeadAt(text: string, at: number): RelayHead | undefined {
  const code = text.charCodeAt(at);
  const isDigit = code > 47 && code < 58;
  const isMonth = text.charCodeAt(at + 3) === SPACE && code > 64 && code < 91;
  if (code === OPEN_BRACKET) return headOf(BRACKETS, text, at, true, false);
  if (code === LESS || isMonth || isDigit) {
    const head =
      headOf(SYSLOG, text, at, false, true) ?? headOf(SYSLOG_5424, text, at, false, true);
    if (head) return head;
  }
  return isDigit || code === LETTER_E || code === LETTER_E + SPACE
    ? headOf(NUMBER, text, at, false, false)
    : undefined;
}

const SPACE = 32;
const LESS = 60;
const LETTER_E = 69;
const OPEN_BRACKET = 91;

function headOf(
  pattern: RegExp,
  text: string,
  at: number,
  closed: boolean,
  ofRelay: boolean,
): RelayHead | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  if (!found) return undefined;
  const { keywords, ...parts } = found.groups ?? {};
  return {
    end: pattern.lastIndex,
    parts: { ...parts, ...(keywords ? { keywords: `audit ${keywords}` } : {}) },
    closed,
    ofRelay,
  };
}
