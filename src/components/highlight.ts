/** A piece of code and what it is; `quiet` is markup, comments and names of values, `value` what holds no words. */
export interface Token {
  text: string;
  kind: 'quiet' | 'word' | 'value' | 'plain';
}

const quoted = `"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*'`;
const query = new RegExp(
  `(?<quiet>\\/\\/.*|--.*|#.*|\\|)|(?<value>${quoted})|(?<word>\\b(?:and|as|asc|by|case|count|contains|desc|distinct|else|end|eval|` +
    'extend|false|from|group|has|in|index|is|join|let|limit|like|not|null|on|or|order|project|rename|search|select|' +
    'sort|source|sourcetype|stats|summarize|table|then|true|when|where|within|with)\\b)',
  'gi',
);
const languages: Readonly<Record<string, RegExp>> = {
  xml: /(?<value>(?<=[=])"[^"<]*"|(?<=[=])'[^'<]*')|(?<quiet><!--[\s\S]*?-->|<[^"'>]*>?|(?<=["'])[^"'<>\n]*(?:=(?=["'])|\/?>))/g,
  json: /(?<quiet>"(?:[^"\\]|\\.)*":)|(?<value>"(?:[^"\\]|\\.)*")/g,
  shell: /(?<word>^[\w.-]+|(?<=\|\s*)[\w-]+)|(?<value>"[^"]*"|'[^']*')/gm,
  powershell:
    /(?<quiet>#.*)|(?<value>"[^"]*"|'[^']*')|(?<word>\b[A-Z]\w+-[A-Z]\w+\b|(?<=\s)-[A-Za-z]+\b)/g,
  yaml: /(?<quiet>#.*)|(?<word>^[ \t-]*[\w|.]+(?=:))|(?<value>"[^"]*"|'[^']*')/gm,
  query,
};

/**
 * Cuts code into tokens, lightly: enough to tell markup from values. Every character is kept, in order.
 *
 * @param language xml, json, shell, powershell, yaml or query; any other leaves the code plain
 */
export function highlight(code: string, language: string): Token[] {
  const rule = languages[language];
  if (!rule) return [{ text: code, kind: 'plain' }];
  const tokens: Token[] = [];
  let end = 0;
  for (const found of code.matchAll(rule)) {
    if (found.index > end) tokens.push({ text: code.slice(end, found.index), kind: 'plain' });
    const groups = found.groups ?? {};
    const kind = (['quiet', 'word', 'value'] as const).find((name) => groups[name] !== undefined);
    tokens.push({ text: found[0], kind: kind ?? 'plain' });
    end = found.index + found[0].length;
  }
  if (end < code.length) tokens.push({ text: code.slice(end), kind: 'plain' });
  return tokens;
}
