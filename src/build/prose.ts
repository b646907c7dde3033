import { getCollection } from 'astro:content';
import type { Catalog } from '../catalog/build.ts';

let pages: Promise<Map<string, string | undefined>> | undefined;

function allProse(): Promise<Map<string, string | undefined>> {
  pages ??= getCollection('prose').then(
    (entries) => new Map(entries.map((entry) => [entry.id, entry.rendered?.html])),
  );
  return pages;
}

/** How many words of prose a record has. */
export async function wordsOf(stem: string): Promise<number> {
  const html = (await allProse()).get(stem) ?? '';
  return html
    .replace(/<[^>]*>/g, ' ')
    .split(/\s+/)
    .filter(Boolean).length;
}

/** Prose of a record as HTML, event ids and field names linked; undefined where none is written. */
export async function proseOf(
  stem: string,
  catalog: Catalog,
  slug: string,
  self?: number,
): Promise<string | undefined> {
  const html = (await allProse()).get(stem);
  if (html === undefined) return undefined;
  // A wide table scrolls in a box of its own.
  const boxed = html
    .replaceAll(
      '<table>',
      '<div class="table" tabindex="0" role="group" aria-label="Table"><table>',
    )
    .replaceAll('</table>', '</table></div>');
  return linkNames(boxed, catalog, slug, self);
}

/**
 * Links what has a page: event ids in running text, field names in `code`. Text inside links, code
 * and headings stays as it is.
 *
 * @param slug log whose events the numbers are
 * @param self event that the text is about, which is not linked
 */
export function linkNames(html: string, catalog: Catalog, slug: string, self?: number): string {
  let inside = 0;
  return html
    .split(/(<[^>]+>)/)
    .map((part, at, parts) => {
      if (part.startsWith('<')) {
        if (/^<(?:a|code|pre|h\d)[\s>]/.test(part)) inside += 1;
        else if (/^<\/(?:a|code|pre|h\d)>/.test(part)) inside -= 1;
        return part;
      }
      if (parts[at - 1] === '<code>' && inside === 1) {
        const field = catalog.fieldByName.get(part);
        return field ? `<a href="${field.url}">${part}</a>` : part;
      }
      if (inside > 0) return part;
      return part.replace(/(?<![\w.-])\d{3,4}(?![\w-]|\.\d)/g, (id) => {
        const event = catalog.eventByAddress.get(`${slug}/${id}`);
        return event && event.id !== self ? `<a href="${event.url}">${id}</a>` : id;
      });
    })
    .join('');
}

/** Plain text as HTML, event ids and field names linked. */
export function linkText(text: string, catalog: Catalog, slug: string, self?: number): string {
  const html = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return linkNames(html, catalog, slug, self);
}
