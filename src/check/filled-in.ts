import type { Problem } from '../problem.ts';
import type { Rule } from './rule.ts';

/** Words between these marks say what a new file wants in their place. */
const BLANK = /‹[^‹›]*›/g;

/** What a new file leaves blank has been written. */
export const filledIn: Rule = function* ({ content }) {
  for (const { file, text } of [...content.documents.values(), ...content.prose.values()]) {
    if (text.includes('‹')) yield* blanksOf(file, text);
  }
};

function* blanksOf(file: string, text: string): Generator<Problem> {
  for (const [index, line] of text.split('\n').entries()) {
    for (const found of line.matchAll(BLANK)) {
      yield {
        code: 'not-filled-in',
        place: { file, line: index + 1, column: found.index + 1 },
        message: `${found[0]} is still to be written.`,
        hint: 'Write it without the marks, or leave the key out where it is not known.',
      };
    }
  }
}
