/** Words that a question is made of and no title turns on. */
const ASIDE = new Set(
  (
    'a an and by did do does for from has have how i is my of or that the this to was were ' +
    'what when where which who why with'
  ).split(' '),
);
/** What stands between words, and where a name such as `TargetUserName` begins its next. */
const BETWEEN = /[^\p{L}\p{N}$%.]+|(?<=\p{Ll})(?=\p{Lu})/u;
const SHORTEST_ROOT = 4;

/** A name as it is compared: `logon id`, `Logon-ID` and `LogonId` are one. */
export const squash = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '');

/** The roots of the words that a query turns on; of a query of other words alone, those. */
export function rootsOf(text: string): string[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/[^\p{L}\p{N}$%.]+/gu, ''))
    .filter(Boolean);
  const asked = words.filter((word) => !ASIDE.has(word));
  return (asked.length > 0 ? asked : words).map(rootOf);
}

/** `deleted`, `deletion` and `deletes` ask for the same. */
function rootOf(word: string): string {
  const one = word.length > 3 ? word.replace(/(?<![suio])s$/, '') : word;
  const root = one.replace(/(?:ed|ing|ions?|e)$/, '');
  return root.length >= SHORTEST_ROOT ? root : one;
}

/** The first letters of a text's words: `uac` of `User account control`. */
export function initialsOf(text: string): string {
  return text
    .split(BETWEEN)
    .map((word) => word.slice(0, 1).toLowerCase())
    .join('');
}

/** Counts the roots that words of a text begin with, or several words joined: `logon` begins "log on". */
export function countHeld(text: string, roots: readonly string[]): number {
  const words = text.split(BETWEEN).map((word) => word.toLowerCase());
  const joined = words.join('');
  const starts: number[] = [];
  let at = 0;
  for (const word of words) {
    starts.push(at);
    at += word.length;
  }
  return roots.filter((root) => starts.some((start) => joined.startsWith(root, start))).length;
}

/** Whether a title holds all that a query turns on. */
export function holds(text: string): (title: string) => boolean {
  const roots = rootsOf(text);
  // Most titles lack even the first letters, which is told sooner than where their words begin.
  const heads = roots.map((root) => root.slice(0, 2));
  return (title) => {
    const lower = title.toLowerCase();
    return heads.every((head) => lower.includes(head)) && countHeld(title, roots) === roots.length;
  };
}
