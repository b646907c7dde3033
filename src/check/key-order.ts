import { contentFolders, type ContentFolder } from '../catalog/folders.ts';
import type { ContentDocument } from '../catalog/read-yaml.ts';
import type { Rule } from './rule.ts';

/** The keys of a record stand in the order of its schema, so that files read alike. */
export const keyOrder: Rule = function* ({ content }) {
  for (const [record, document] of content.documents) {
    const order = schemaOrder(record);
    const { keys } = document;
    const places = keys.map((key) => order.indexOf(key));
    const wrong = places.findIndex((place, at) => at > 0 && place < (places[at - 1] as number));
    if (wrong < 0 || places.includes(-1)) continue;
    const key = keys[wrong] as string;
    yield {
      code: 'key-order',
      place: document.placeOf([key], 'key'),
      message: `The key "${key}" stands below "${keys[wrong - 1] as string}".`,
      hint: `The order is ${order.filter((one) => keys.includes(one)).join(', ')}. Mend it with: npm run fix`,
    };
  }
};

/** The text of a file with its top-level keys in schema order; a comment moves with the key below it. */
export function inKeyOrder(record: string, document: ContentDocument): string {
  const order = schemaOrder(record);
  const blocks: { key: string; lines: string[] }[] = [];
  let pending: string[] = [];
  for (const line of document.text.trimEnd().split('\n')) {
    const key = /^("?)([A-Za-z][\w-]*)\1:(?:\s|$)/.exec(line)?.[2];
    if (key) {
      blocks.push({ key, lines: [...pending, line] });
      pending = [];
    } else if (line.startsWith('#')) {
      pending.push(line);
    } else {
      (blocks.at(-1)?.lines ?? pending).push(...pending.splice(0), line);
    }
  }
  const sorted = [...blocks].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  return `${[...sorted.flatMap((block) => block.lines), ...pending].join('\n')}\n`;
}

function schemaOrder(record: string): string[] {
  const folder = record.slice(0, record.indexOf('/')) as ContentFolder;
  return Object.keys(contentFolders[folder].shape);
}
