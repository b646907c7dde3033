import { rootsOf } from '../../catalog/words.ts';

/**
 * Whether a text holds words that begin as each word of a query does. Pagefind shortens a word that no text holds until
 * one begins so, down to two letters: what it finds for `solarwinds` says `so`.
 */
export function holdsWords(text: string, query: string): boolean {
  const held = text.toLowerCase();
  return rootsOf(query.replace(/[^\p{L}\p{N}]+/gu, ' ')).every((root) =>
    held.includes(root.slice(0, Math.floor(root.length / 2) + 1)),
  );
}
