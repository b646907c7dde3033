import type { Catalog } from '../catalog/build.ts';
import { linkNames } from './prose.ts';

/**
 * A sentence of a fact as HTML: `code` in backticks, event ids and field names linked.
 *
 * @param slug log whose events the numbers are
 */
export function inlineHtml(text: string, catalog: Catalog, slug: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return linkNames(escaped.replace(/`([^`]+)`/g, '<code>$1</code>'), catalog, slug);
}
