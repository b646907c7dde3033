/** Lines that stand around events and are none: fences, prompts, rules, wrappers of XML, headers of forwarded mail. */
const SURE =
  /^(?:`{3,}\S*|~{3,}\S*|[-=_*#~]{3,}|<\?xml[^>]*\??>?|<!--.*-->|<\/?Events(?:\s[^>]*)?>|<\/?(?:pre|code|p|div|br|html|body)\b[^>]*>|Record \d+|#TYPE .*|[[\],;"')}]+|(?:PS )?[A-Za-z]:\\[^>]*>.*|PS>.*|\S+@\S+[:~$#].*[$#](?: .*)?|\{(?:code|noformat|quote)(?::[^{}]{0,60})?\}|\[\/?code(?:=\w+)?\]|\$ \S.*|EVTX-.*|ProviderName: \S+|Chunk \d+.*)$/;

/** Lines that people write around what they paste. */
const COURTESY =
  /^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b.{0,60}|(?:thanks|thank you|thx|cheers|regards|best|kind regards|best regards|sincerely|many thanks|br)\b.{0,40}|(?:please|pls|fyi|see|look|below|here(?:'s| is| are)|this is|these are|attached|the (?:event|log|events|logs)|can (?:you|anyone|someone)|could you|what (?:is|does|do)|why)\b[^{}<>=|\t]{0,160}[:.?!]?|(?:from|to|cc|bcc|sent|subject|reply-to): .{1,200}|-{2,}\s*(?:original|forwarded) message.*|begin forwarded message:?|on .{5,120} wrote:|sent from my .{1,40}|\[(?:image|cid):.*\]|(?:event|log|sample|example) ?\d{0,3}:?|(?:and|or|then|as|in|with|from|same|now|xml|json|raw)\b[a-z ,']{0,60}:)$/i;

/** Below these, a mail holds its sender's name and whereabouts. */
const SIGN_OFF =
  /^(?:--\s?|(?:thanks|thank you|thx|cheers|(?:kind |best |warm )?regards|best|sincerely|many thanks|br)\b[\s,.!]*)$/i;

/** Whether a line, from its first character that is no space, is surely no part of an event: it ends what stands before it. */
export function isNoise(text: string, first: number, lineEnd: number): boolean {
  if (lineEnd - first > 400 || !mayBeNoise(text, first, lineEnd)) return false;
  return SURE.test(text.slice(first, lineEnd).trim());
}

const WORDS = ['Record ', 'PS', 'EVTX-', 'ProviderName:', 'Chunk '];
const INITIALS = new Set(WORDS.map((word) => word.charCodeAt(0)));
const BACKSLASH = 92;
const COLON = 58;

/** Noise that begins with a letter or a digit is a word of its own, a path, or holds an `@`. */
function mayBeNoise(text: string, first: number, lineEnd: number): boolean {
  const code = text.charCodeAt(first);
  const isLetter = (code > 64 && code < 91) || (code > 96 && code < 123);
  if (!isLetter && !(code > 47 && code < 58)) return true;
  if (text.charCodeAt(first + 1) === COLON && text.charCodeAt(first + 2) === BACKSLASH) return true;
  if (INITIALS.has(code) && WORDS.some((word) => text.startsWith(word, first))) return true;
  return text.slice(first, lineEnd).includes('@');
}

/** Whether a line reads like what people write around an event; inside an event's text it may be part of it. */
export function isCourtesy(line: string): boolean {
  return line.length <= 300 && COURTESY.test(line);
}

/** Whether a line begins the signature of a mail. */
export function isSignOff(line: string): boolean {
  return line.length <= 60 && SIGN_OFF.test(line);
}
