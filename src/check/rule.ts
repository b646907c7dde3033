import type { Catalog } from '../catalog/build.ts';
import type { Definitions } from '../catalog/definitions.ts';
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
