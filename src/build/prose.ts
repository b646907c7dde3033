import type { Catalog } from '../catalog/build.ts';
import { escapePattern } from '../catalog/escape-pattern.ts';
import { entriesOf } from './collections.ts';
import { escapeHtml } from './escape-html.ts';

let pages: Promise<Map<string, string | undefined>> | undefined;

function allProse(): Promise<Map<string, string | undefined>> {
  pages ??= entriesOf('prose').then(
    (entries) => new Map(entries.map((entry) => [entry.id, entry.rendered?.html])),
  );
  return pages;
}

let texts: Promise<ReadonlyMap<string, string | undefined>> | undefined;

/** Prose of every record as it is written, Markdown, by its path below content/. */
export function proseTexts(): Promise<ReadonlyMap<string, string | undefined>> {
  texts ??= entriesOf('prose').then(
    (entries) => new Map(entries.map(({ id, body }) => [id, body])),
  );
  return texts;
}

/** How many words of prose a record has. */
export async function wordsOf(stem: string): Promise<number> {
  const html = (await allProse()).get(stem) ?? '';
  return html
    .replace(/<[^>]*>/g, ' ')
    .split(/\s+/)
    .filter(Boolean).length;
}

/**
 * Prose of a record as HTML, event ids and field names linked, and each term of the glossary where it first stands;
 * undefined where none is written.
 */
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
  const { pattern, idOf } = (terms ??= termsOf(catalog));
  const linked = new Set<string>();
  return mapText(
    boxed,
    (text) =>
      text.replace(pattern, (name, term: string | undefined, at: number) => {
        if (term === undefined) return linkId(name, catalog, slug, self);
        const id = idOf.get(keyOf(name));
        // A capital behind it is no plural: DNS is not several DN.
        if (id === undefined || linked.has(id) || text[at + name.length] === 'S') return name;
        linked.add(id);
        return `<a href="/glossary/#${id}">${name}</a>`;
      }),
    (name) => linkField(name, catalog, slug, self),
  );
}

/** Single plain words of every day, such as "session", are no names of a term in running text. */
const isName = (name: string) => /[A-Z\d]|\s/.test(name);
/** A single word is a term only as the glossary writes it: a client's claim is no Claim. */
const keyOf = (name: string) => (/\s/.test(name) ? name.toLowerCase() : name);
let terms: { pattern: RegExp; idOf: ReadonlyMap<string, string> } | undefined;

function termsOf(catalog: Catalog) {
  const idOf = new Map(
    [...catalog.records.glossary].flatMap(([id, { title, also = [] }]) =>
      [title, ...also.filter(isName)].map((name) => [keyOf(name), id] as const),
    ),
  );
  const names = [...idOf.keys()].sort((a, b) => b.length - a.length).map(escapePattern);
  const term = `(?<![\\w%$.-])(${names.join('|')})(?=s?(?![\\w$-]|\\.\\w))`;
  return { pattern: new RegExp(`${term}|${EVENT_ID.source}`, 'gi'), idOf };
}

const EVENT_ID = /(?<![\w.-])\d{3,4}(?![\w-]|\.\d)/g;

function linkId(id: string, catalog: Catalog, slug: string, self?: number): string {
  const event = catalog.eventByAddress.get(`${slug}/${id}`);
  return event && event.id !== self ? `<a href="${event.url}">${id}</a>` : id;
}

function linkField(name: string, catalog: Catalog, slug: string, self?: number): string {
  const event = catalog.eventByAddress.get(`${slug}/${self}`);
  const field = catalog.fieldOf(name, event?.provider.id);
  return field ? `<a href="${field.url}">${name}</a>` : name;
}

/** Text outside links, code and headings, changed by `change`; what is inside `<code>` alone is `code`'s. */
function mapText(
  html: string,
  change: (text: string) => string,
  code: (text: string) => string,
): string {
  let inside = 0;
  return html
    .split(/(<[^>]+>)/)
    .map((part, at, parts) => {
      if (part.startsWith('<')) {
        if (/^<(?:a|code|pre|h\d)[\s>]/.test(part)) inside += 1;
        else if (/^<\/(?:a|code|pre|h\d)>/.test(part)) inside -= 1;
        return part;
      }
      if (parts[at - 1] === '<code>' && inside === 1) return code(part);
      return inside > 0 ? part : change(part);
    })
    .join('');
}

/**
 * Links what has a page: event ids in running text, field names in `code`. Text inside links, code
 * and headings stays as it is.
 *
 * @param slug log whose events the numbers are
 * @param self event that the text is about, which is not linked
 */
export function linkNames(html: string, catalog: Catalog, slug: string, self?: number): string {
  return mapText(
    html,
    (text) => text.replace(EVENT_ID, (id) => linkId(id, catalog, slug, self)),
    (name) => linkField(name, catalog, slug, self),
  );
}

/** Plain text as HTML, event ids and field names linked. */
export function linkText(text: string, catalog: Catalog, slug: string, self?: number): string {
  const html = escapeHtml(text);
  return linkNames(html, catalog, slug, self);
}
