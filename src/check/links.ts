import type { Catalog } from '../catalog/build.ts';
import { nearest } from '../catalog/nearest.ts';
import { proseLines } from './prose-lines.ts';
import type { Rule } from './rule.ts';

/** Where a link leads, in Markdown, in a definition of Markdown, and in MDX. */
const LINK = /\]\(\s*<?([^)\s>]+)|^\s*\[[^\]]+\]:\s*<?([^\s>]+)|\shref="([^"]+)"/g;
const ELSEWHERE = /^(?:#|https?:|mailto:)/;

/** Pages that need no fact. */
const FIXED = [
  '/',
  '/about/',
  '/codes/',
  '/compare/',
  '/correlate/',
  '/decode/',
  '/fields/',
  '/glossary/',
  '/map/',
  '/policy/',
  '/policy/baselines/',
  '/search/',
];
/** Files, pages that an event may have below its own, and those of baselines: the tests of the site follow them. */
const UNCHECKED = /\.\w+$|^\/policy\/baselines\/./;
const BELOW_EVENT = /(?<=^\/[^/]+\/\d+\/)(?:corrections|names|queries|rules|versions)\/$/;

/** A link in prose to a page of the site, or to a term of the glossary, leads to one. */
export const links: Rule = function* ({ catalog, content }) {
  const pages = pagesOf(catalog);
  const terms = [...catalog.records.glossary.keys()];
  for (const { file, text } of content.prose.values()) {
    for (const { line, bare } of proseLines(text)) {
      for (const found of bare.matchAll(LINK)) {
        const link = found[1] ?? found[2] ?? found[3] ?? '';
        const [address = '', anchor] = link.replace(/\?[^#]*/, '').split('#');
        if (ELSEWHERE.test(link) || UNCHECKED.test(address)) continue;
        const place = { file, line, column: found.index + found[0].indexOf(link) + 1 };
        if (!pages.has(address.replace(BELOW_EVENT, ''))) {
          yield {
            code: 'dead-link',
            place,
            message: `No page of the site stands at "${address}".`,
            hint: address.startsWith('/')
              ? hintOf(address.replace(/\/?$/, '/'), pages)
              : 'Write the address from the root, such as /security/4634/.',
          };
        } else if (address === '/glossary/' && anchor !== undefined && !terms.includes(anchor)) {
          yield {
            code: 'dead-link',
            place,
            message: `No term of the glossary is called "${anchor}".`,
            hint: hintOf(anchor, terms),
          };
        }
      }
    }
  }
};

/** Letters for which one may be wrong: the first parts of addresses are alike. */
const LETTERS = 6;

function hintOf(written: string, names: Iterable<string>): string {
  const near = nearest(written, names, LETTERS);
  return near ? `Did you mean ${near}?` : 'Correct it, or take the link away.';
}

/** Addresses of pages. */
function pagesOf(catalog: Catalog): ReadonlySet<string> {
  const { events, subcategories, fields, codes, correlations } = catalog;
  const legacy = [...catalog.legacy.values()];
  return new Set([
    ...FIXED,
    ...[...events, ...legacy].flatMap(({ id, url }) => [url, `/${id}/`]),
    ...events.map(({ slug }) => `/${slug}/`),
    ...legacy.flatMap(({ url, id }) => {
      const list = url.slice(0, -`${id}/`.length);
      return [list, `${list}convert/`];
    }),
    ...[subcategories, fields, codes, correlations].flatMap((records) =>
      [...records.values()].map(({ url }) => url),
    ),
  ]);
}
