import { unescapeXml } from '../formats/xml-escapes.ts';

/** No longer text is looked at as one value. */
const MOST = 4_000_000;
const TAGS = '(?:pre|code|p|div|span|blockquote|td|samp|kbd)';
const ELEMENT = new RegExp(`^\\s*<(${TAGS})\\b[^<>]{0,200}>([\\s\\S]*)</\\1>\\s*$`, 'i');
const BREAK = /<br\s*\/?>/i;
const ENTITY = /&(?:amp;)*(?:lt|gt|quot|apos|nbsp|#39|#0*34|#x27|#x22);/i;

/**
 * Text that stands whole in something: in quotes, as a string of JSON, a cell of a table or code in Markdown; in an
 * element of HTML; or escaped for JSON or HTML without anything around it.
 */
export function withoutEnclosure(input: string): string {
  if (input.length > MOST) return input;
  const text = withoutQuotes(input);
  return withoutHtml(text === input ? withoutEscapes(text) : text);
}

function withoutQuotes(text: string): string {
  const from = text.search(/\S/);
  if (from < 0) return text;
  const code = text[from];
  if (code !== '"' && code !== "'" && code !== '`' && !text.startsWith("b'", from)) return text;
  const trimmed = text.trim();
  const ticks = /^(`{1,3})(?!`)([\s\S]*[^`])\1$/.exec(trimmed);
  if (ticks)
    return trimmed.startsWith('```') && /^[^\n]{0,20}\n/.test(ticks[2] ?? '')
      ? text
      : (ticks[2] ?? '');
  const single = /^b?'([^'\n]*)'$/.exec(trimmed);
  if (single) return unescaped(single[1] ?? '') ?? single[1] ?? '';
  if (!/^"[\s\S]*"$/.test(trimmed) || trimmed.length < 3) return text;
  // One string a line is what a query of JSON prints.
  const lines = trimmed.split('\n').map((line) => parsed(line.trim()));
  if (lines.every((line) => line !== undefined)) return lines.join('\n');
  const cell = trimmed.slice(1, -1);
  return /(?:^|[^"])"(?:""){0,50}(?!")/.test(cell) ? text : cell.replaceAll('""', '"');
}

function parsed(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The inside of a string of JSON, where all of its escapes are some. */
const unescaped = (text: string) => parsed(`"${text.replace(/(?<!\\)"/g, '\\"')}"`);

/** Formats of one line that escape line ends themselves. */
const OWN_ESCAPES = /(?:CEF|LEEF):\s?\d|AgentDevice=|MSWinEventLog|WinEvtLog: /;
const ESCAPED_LINE = /(?:\\r)?\\n/g;

/** The inside of a string of JSON without its quotes: line ends and quotes are escaped, and every escape is one of JSON. */
function withoutEscapes(text: string): string {
  if (!text.includes('\\n') && !text.includes('\\"')) return text;
  const body = text.trim();
  if (body.includes('\n') || OWN_ESCAPES.test(body.slice(0, 400))) return text;
  const hasBareQuotes = /(?<!\\)"/.test(body);
  const ends = body.match(ESCAPED_LINE)?.length ?? 0;
  const isObject = /^(?:\{|\[)(?:\\r)?(?:\\n|\s*\\")/.test(body);
  const isText = ends > 2 && !/^[[{<]/.test(body);
  if (!hasBareQuotes && (isObject || isText || body.startsWith('<')))
    return unescaped(body) ?? text;
  return text;
}

function withoutHtml(text: string): string {
  const inside = ELEMENT.exec(text)?.[2];
  const body = inside ?? text;
  const isBroken = BREAK.test(body) && !/<(?!br\s*\/?>)/i.test(body);
  const plain = isBroken ? body.replace(/<br\s*\/?>(?:\r?\n)?/gi, '\n') : body;
  // Whatever is escaped holds none of these as they are.
  const isEscaped = !/[<"]/.test(plain) && (inside === undefined ? ENTITY : /&\w/).test(plain);
  return isEscaped ? unescapeXml(plain, 'html') : plain;
}
