import { proseLines } from './prose-lines.ts';
import type { Rule } from './rule.ts';

const TAG = /<(?:[A-Za-z][\w-]*|\/[A-Za-z]|!--)/;

/** Folders whose prose may embed components. */
const WITH_COMPONENTS = /^(?:correlations|scenarios)\//;

/** Prose belongs to a record, and says what it shows: raw markup would vanish from the page. */
export const prose: Rule = function* ({ content }) {
  for (const [stem, { file, text }] of content.prose) {
    if (!content.documents.has(stem)) {
      yield {
        code: 'prose-without-facts',
        place: { file, line: 1, column: 1 },
        message: `No facts stand beside this prose, in content/${stem}.yaml.`,
        hint: 'Name the file like the facts that it belongs to.',
      };
    }
    if (!file.endsWith('.mdx')) {
      yield* rawMarkup(file, text);
    } else if (!WITH_COMPONENTS.test(stem)) {
      yield {
        code: 'prose-not-shown',
        place: { file, line: 1, column: 1 },
        message: 'Only the prose of rules and scenarios is read as MDX; this would be on no page.',
        hint: 'Write it as Markdown, in a file that ends in .md.',
      };
    }
  }
};

function* rawMarkup(file: string, text: string) {
  const lines = text.split('\n');
  for (const { line, bare } of proseLines(text)) {
    const found = TAG.exec(bare);
    if (!found) continue;
    const tag = lines[line - 1]?.slice(found.index, found.index + 20);
    yield {
      code: 'raw-markup',
      place: { file, line, column: found.index + 1 },
      message: `"${tag}" would vanish from the page as markup.`,
      hint: 'Put it between backticks.',
    };
  }
}
