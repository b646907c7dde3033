/** Names may hold dots, dashes, underscores and a final `$`; everything else parts them. */
export const TOKEN = /[\p{L}\p{N}_](?:[\p{L}\p{N}_.$-]*[\p{L}\p{N}_$])?/gu;

/** Names that begin with one word: their texts, and how long they are and what stands before the word, longest first. */
interface Alike {
  texts: Set<string>;
  shapes: { length: number; ahead: number }[];
}

/** Names of several words, found by their first. */
export class Phrases {
  readonly #byWord = new Map<string, Alike>();

  constructor(phrases: Iterable<string>) {
    for (const phrase of phrases) {
      const text = phrase.toLowerCase();
      const [word] = text.matchAll(TOKEN);
      if (!word) continue;
      let alike = this.#byWord.get(word[0]);
      if (!alike) this.#byWord.set(word[0], (alike = { texts: new Set(), shapes: [] }));
      alike.texts.add(text);
      const shape = { length: text.length, ahead: word.index };
      const isKnown = alike.shapes.some(
        ({ length, ahead }) => length === shape.length && ahead === shape.ahead,
      );
      if (!isKnown) alike.shapes.push(shape);
    }
    for (const { shapes } of this.#byWord.values()) shapes.sort((a, b) => b.length - a.length);
  }

  /** The longest name whose first word stands at a place of a text. */
  at(text: string, place: number, word: string): { from: number; to: number } | undefined {
    const alike = this.#byWord.get(word.toLowerCase());
    for (const { length, ahead } of alike?.shapes ?? []) {
      const from = place - ahead;
      const to = from + length;
      if (from < 0 || !alike?.texts.has(text.slice(from, to).toLowerCase())) continue;
      if (!isWordAt(text, from - 1) && !isWordAt(text, to)) return { from, to };
    }
    return undefined;
  }
}

const isWordAt = (text: string, at: number) => /[\p{L}\p{N}]/u.test(text[at] ?? '');
