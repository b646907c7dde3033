import { escapePattern } from './escape-pattern.ts';

const ANY: Readonly<Record<string, string>> = {
  '<domain>': '\\d+-\\d+-\\d+',
  '...': '\\d+(?:-\\d+)*',
};

/**
 * `S-1-5-21-<domain>-500` as a pattern: `<domain>` is three numbers, any other `<word>` is one, and `...` one or more.
 * What does not match is told in linear time.
 */
export function sidPattern(pattern: string): RegExp {
  const source = pattern
    .split(/(<[^>]*>|\.{3})/)
    .map((part) => ANY[part] ?? (part.startsWith('<') ? '\\d+' : escapePattern(part)))
    .join('');
  return new RegExp(`^${source}$`, 'i');
}
