import type { Rule } from './rule.ts';

const TAG = /<(?:[A-Za-z][\w-]*|\/[A-Za-z]|!--)/;

/** Prose belongs to a record, and says what it shows: raw markup would vanish from the page. */
export const prose: Rule = function* ({ content }) {
  for (const [stem, { file, text }] of content.prose) {
    if (file.endsWith('.mdx')) continue;
    if (!content.documents.has(stem)) {
      yield {
        code: 'prose-without-facts',
        place: { file, line: 1, column: 1 },
        message: `No facts stand beside this prose, in content/${stem}.yaml.`,
        hint: 'Name the file like the facts that it belongs to.',
      };
    }
    yield* rawMarkup(file, text);
  }
};

function* rawMarkup(file: string, text: string) {
  let fenced = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    if (fenced) continue;
    const bare = line.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length));
    const found = TAG.exec(bare);
    if (!found) continue;
    yield {
      code: 'raw-markup',
      place: { file, line: index + 1, column: found.index + 1 },
      message: `"${line.slice(found.index, found.index + 20)}" would vanish from the page as markup.`,
      hint: 'Put it between backticks.',
    };
  }
}
