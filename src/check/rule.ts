import type { Catalog } from '../catalog/build.ts';
import type { Definitions } from '../catalog/definitions.ts';
import type { ContentFolder } from '../catalog/folders.ts';
import type { Content } from '../catalog/read-content.ts';
import type { ContentDocument, ContentPath } from '../catalog/read-yaml.ts';
import type { Problem } from '../problem.ts';

/** What a rule may look at. */
export interface CheckContext {
  content: Content;
  catalog: Catalog;
  definitions: Definitions;
}

/** One thing that must be true of the content. */
export type Rule = (context: CheckContext) => Iterable<Problem>;

/** Where a part of a record stands; `record` is its folder and id: `events/security-auditing/4624`. */
export function placeIn(
  { content }: CheckContext,
  record: string,
  path: ContentPath,
  part: 'key' | 'value' = 'value',
): Problem['place'] {
  return documentOf(content, record)?.placeOf(path, part) ?? { file: `content/${record}.yaml` };
}

export function documentOf(content: Content, record: string): ContentDocument | undefined {
  return content.documents.get(record);
}

/** Whether the facts of a file could not be read: that is reported, and what others lack for it is not. */
export function isUnread({ content }: CheckContext, record: string): boolean {
  const at = record.indexOf('/');
  const records = content.records[record.slice(0, at) as ContentFolder];
  return content.documents.has(record) && !records.has(record.slice(at + 1));
}

/** Whether a file of the dictionary that could not be read names a field. */
export function isUnreadField(context: CheckContext, name: string): boolean {
  for (const [record, { text }] of context.content.documents) {
    if (!record.startsWith('fields/') || !isUnread(context, record)) continue;
    if (text.split(/[^\w%.]+/).includes(name)) return true;
  }
  return false;
}
