import { escapePattern } from './escape-pattern.ts';

/** `S-1-5-21-<domain>-500` as a pattern: `<domain>` is three numbers, any other `<word>` is one or more. */
export function sidPattern(pattern: string): RegExp {
  const source = pattern
    .split(/(<[^>]*>)/)
    .map((part) =>
      part === '<domain>'
        ? '\\d+-\\d+-\\d+'
        : part.startsWith('<')
          ? '\\d+(?:-\\d+)*'
          : escapePattern(part),
    )
    .join('');
  return new RegExp(`^${source}$`, 'i');
}
