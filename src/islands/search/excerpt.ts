/** What stands around a word and is no part of it; `%%1833` and `ADMIN$` begin and end with what is. */
const AROUND = /^([^\p{L}\p{N}%$]*)(.*?)([^\p{L}\p{N}%$]*)$/su;

/**
 * Text in turns, as it stands and marked because it was asked for, of an excerpt as Pagefind writes it: hits in <mark>,
 * with the stops and brackets beside them, angle brackets of the text as entities, all else text.
 */
export function turnsOf(excerpt: string): string[] {
  const turns = excerpt
    .split(/<\/?mark>/)
    .map((text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>'));
  for (let at = 1; at < turns.length; at += 2) {
    const [, before = '', word = '', behind = ''] = AROUND.exec(turns[at] ?? '') ?? [];
    turns[at - 1] += before;
    turns[at] = word;
    turns[at + 1] = behind + (turns[at + 1] ?? '');
  }
  return turns;
}
