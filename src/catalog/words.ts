/** Words that a question is made of and no title turns on. */
const ASIDE = new Set(
  (
    'a an and are be been between by came come comes d detect detecting detection difference did do does find for from ' +
    'has have how i in is it l list me my night of or s show that the this to today tonight versus vs was were what ' +
    'when where which who why with yesterday you'
  ).split(' '),
);
/** Whether a word asks and names nothing. */
export const isAside = (word: string) => ASIDE.has(word.toLowerCase());

/** How one asks for an event by what happened: `account lockout event id`, `event id account lockout`. */
const EVENT_AROUND =
  /^(?:(?:windows|security)\s)*event\s?(?:ids?|codes?)\s(?=\p{L})|\s(?:(?:windows|security)\s)*events?(?:\s?(?:ids?|codes?|numbers?))?$/giu;

/** What is left of one who asks for all of them: `list of windows security event ids`. */
const EVERY = /^(?:(?:a|all|list|of|security|the|windows)\s?)*$/i;

/** A query without the words that ask for an event; undefined where there are none, or nothing else. */
export function withoutEvent(text: string): string | undefined {
  const rest = text.replace(EVENT_AROUND, '').trim();
  return rest === text || EVERY.test(rest) ? undefined : rest;
}

/** What stands between words, and where a name such as `TargetUserName` begins its next. */
const BETWEEN = /[^\p{L}\p{N}$%.]+|(?<=\p{Ll})(?=\p{Lu})/u;
const SHORTEST_ROOT = 4;
const ENDING = /(?:ed|ing|ions?|ures?|e)$/;
/** What may stand behind a root that several words begin: `log on` and `log ons` hold `logon`. */
const ENDED = /^(?:|e?s|ed|ing|ions?|ures?|e)$/;

/** A name as it is compared: `logon id`, `Logon-ID` and `LogonId` are one. */
export const squash = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '');

/** The roots of the words that a query turns on, each once; of a query of other words alone, those. */
export function rootsOf(text: string): string[] {
  const words = text
    .toLowerCase()
    .split(/[\s'’]+/)
    .map((word) => word.replace(/[^\p{L}\p{N}$%.]+/gu, ''))
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const asked = words.filter((word) => !ASIDE.has(word));
  return [...new Set((asked.length > 0 ? asked : words).map(rootOf))];
}

/** `deleted`, `deletion` and `deletes` ask for the same. */
function rootOf(word: string): string {
  const one = word.length > 3 ? word.replace(/(?<![suio])s$/, '') : word;
  const root = one.replace(ENDING, '');
  return root.length >= SHORTEST_ROOT ? root : one;
}

/** The first letters of a text's words: `uac` of `User account control`. */
export function initialsOf(text: string): string {
  return text
    .split(BETWEEN)
    .map((word) => word.slice(0, 1).toLowerCase())
    .join('');
}

/** Counts the roots that words of a text begin with, or that are several words joined: `logon` is "log on". */
export function countHeld(text: string, roots: readonly string[]): number {
  return rootsHeld(text, roots).length;
}

/** The roots that words of a text begin with, or that are several words joined. */
export function rootsHeld(text: string, roots: readonly string[]): string[] {
  const words = text.split(BETWEEN).map((word) => word.toLowerCase());
  const joined = words.join('');
  const starts: number[] = [];
  let at = 0;
  for (const word of words) {
    starts.push(at);
    at += word.length;
  }
  const ends = [...starts.slice(1), at];
  const begins = (root: string, start: number, place: number) => {
    if (!joined.startsWith(root, start)) return false;
    const last = start + root.length;
    if (last <= (ends[place] ?? at)) return true;
    const end = ends.find((one) => one >= last);
    return ENDED.test(joined.slice(last, end));
  };
  return roots.filter((root) => starts.some((start, place) => begins(root, start, place)));
}

/** Whether two texts turn on the same words. */
export const isAlike = (a: string, b: string) => holds(a)(b) && holds(b)(a);

/** Whether a title holds all that a query turns on; no title holds what has no word. */
export function holds(text: string): (title: string) => boolean {
  const roots = rootsOf(text);
  // Most titles lack even the first letters, which is told sooner than where their words begin.
  const heads = roots.map((root) => root.slice(0, 2));
  return (title) => {
    const lower = title.toLowerCase();
    return (
      roots.length > 0 &&
      heads.every((head) => lower.includes(head)) &&
      countHeld(title, roots) === roots.length
    );
  };
}
