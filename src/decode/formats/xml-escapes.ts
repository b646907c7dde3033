/** `<Event`, `<Events`'s child, or a lone part or value of an event, with or without a prefix. */
const OPENING = /<(?:[\w-]+:)?(?:(?:Event|EventData|UserData|System)(?=[\s>/])|Data(?=\s+Name=))/y;

/** The same when its brackets are escaped: for HTML once or twice, or as in a JSON string. */
const ESCAPED =
  /(?:&(?:amp;){0,2}(?:lt|#0*60|#x0*3c);|\\u003c|\\x3c)(?:[\w-]+:)?(?:Event|EventData)(?=[\s>/&\\])/iy;

/** As HTML, as in a string of JSON, or as in a cell of a table, whose quotes are doubled. */
export type Escaping = 'html' | 'json' | 'cell';

/** How the XML that begins at a place is escaped; undefined when none begins there. */
export function escapingAt(text: string, at: number): 'none' | Escaping | undefined {
  OPENING.lastIndex = at;
  const plain = OPENING.exec(text);
  if (plain) {
    const tag = text.slice(OPENING.lastIndex, OPENING.lastIndex + 200);
    if (/^[^"]*\w=""[^\s"/>]/.test(tag)) return 'cell';
    return /^[^>]*?=\\["'](?:[^>]|$)/.test(tag) || /^[^<>]*\\[rnt"]/.test(tag) ? 'json' : 'none';
  }
  ESCAPED.lastIndex = at;
  const escaped = ESCAPED.exec(text);
  if (!escaped) return undefined;
  return escaped[0].startsWith('&') ? 'html' : 'json';
}

/** XML as it was before it was escaped: HTML entities once or twice, the escapes of a JSON string, or doubled quotes. */
export function unescapeXml(text: string, escaping: Escaping): string {
  if (escaping === 'cell') return text.replaceAll('""', '"');
  if (escaping === 'json') {
    return text.replace(
      /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(["'\\/])|([bfnrt]))/gi,
      (all, four?: string, two?: string, same?: string, control?: string) => {
        if (four ?? two) return String.fromCharCode(Number.parseInt(four ?? two ?? '', 16));
        return same ?? CONTROLS[control ?? ''] ?? all;
      },
    );
  }
  let plain = text;
  for (let times = 0; times < 3 && !plain.includes('<'); times += 1) {
    plain = plain.replace(
      /&(lt|gt|quot|apos|amp|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});/gi,
      (all, name: string) => entity(name.toLowerCase()) ?? all,
    );
  }
  return plain;
}

const CONTROLS: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const ENTITIES: Record<string, string> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
  nbsp: ' ',
};

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name];
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
