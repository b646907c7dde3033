import type { Catalog } from '../catalog/build.ts';
import { escapeHtml } from './escape-html.ts';
import { linkNames } from './prose.ts';

/**
 * A sentence of a fact as HTML: `code` in backticks, event ids and field names linked.
 *
 * @param slug log whose events the numbers are
 */
export function inlineHtml(text: string, catalog: Catalog, slug: string): string {
  const escaped = escapeHtml(text);
  return linkNames(escaped.replace(/`([^`]+)`/g, '<code>$1</code>'), catalog, slug);
}
