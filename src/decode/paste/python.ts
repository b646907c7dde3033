/** No longer text is looked at. */
const MOST = 4_000_000;
const DICTIONARY = /^\s*(?:\[\s*)?\{\s*'[\w@#$. -]{1,60}'\s*:/;
/** A string that nothing ends is one as well, so that each sign is looked at once. */
const TOKEN = /'((?:[^'\\\n]|\\.)*)('?)|"((?:[^"\\\n]|\\.)*)("?)|\b(?:None|True|False)\b/g;
const WORDS: Record<string, string> = { None: 'null', True: 'true', False: 'false' };

/** JSON in the place of dictionaries that Python has printed; other text as it is. */
export function withoutPython(text: string): string {
  if (text.length > MOST || !DICTIONARY.test(text)) return text;
  return text.replace(TOKEN, (token, ...[single, endOne, double, endTwo]: string[]) => {
    const inside = single ?? double;
    if (inside === undefined) return WORDS[token] ?? token;
    if ((endOne ?? endTwo) === '') return token;
    return `"${inside
      .replace(/\\x([0-9a-f]{2})/gi, '\\u00$1')
      .replace(/\\'/g, "'")
      .replace(/\\.|"/g, (one) => (one === '"' ? '\\"' : one))}"`;
  });
}
