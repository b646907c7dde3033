import { grouped } from '../catalog/grouped.ts';
import type {
  Catalog,
  CodeTable,
  EventEntry,
  LegacyEntry,
  SubcategoryEntry,
} from '../catalog/build.ts';
import type { PictureText } from './picture.ts';

/** Address of a page without its slashes at both ends, such as `security/4624`, and what its picture says. */
type PagePicture = [string, PictureText];

/** The pages that have a picture of their own, and `site`, with which a link to any other page is shown. */
export function pagePictures(catalog: Catalog): PagePicture[] {
  return [
    [
      'site',
      {
        head: '4624 · 538',
        title: 'Every event of the Windows Security log: looked up, decoded, correlated.',
        about: `${catalog.events.length} events, ${catalog.legacy.size} legacy numbers, ${catalog.codes.size} code tables`,
      },
    ],
    ...catalog.events.map((event): PagePicture => [pageOf(event.url), ofEvent(event)]),
    ...[...catalog.legacy.values()].map((legacy): PagePicture => [
      pageOf(legacy.url),
      ofLegacy(legacy),
    ]),
    ...[...catalog.codes.values()].map((table): PagePicture => [pageOf(table.url), ofTable(table)]),
    ...[...catalog.subcategories.values()].map((subcategory): PagePicture => [
      pageOf(subcategory.url),
      ofSubcategory(subcategory),
    ]),
  ];
}

function pageOf(url: string): string {
  return url.replaceAll(/^\/|\/$/g, '');
}

function ofEvent(event: EventEntry): PictureText {
  const policy = event.subcategories[0]?.subcategory;
  const legacy = event.legacy.map((one) => one.event.id);
  const about = [
    policy && `${policy.category.facts.title} › ${policy.facts.title}`,
    event.facts.outcome?.join(' or '),
    legacy.length > 0 && `${legacy.join(', ')} until Windows Server 2003`,
  ];
  return {
    head: String(event.id),
    title: event.title,
    about: about.filter(Boolean).join(' · '),
  };
}

function ofLegacy({ id, facts, successors }: LegacyEntry): PictureText {
  const today = successors.map(({ event }) => event.id).join(', ');
  return {
    head: String(id),
    title: facts.title,
    about: `${facts.category} · ${today ? `${today} since Windows Vista` : 'no successor known'}`,
  };
}

function ofTable(table: CodeTable): PictureText {
  const fields = table.usedBy.map(({ field }) => field.names[0]).slice(0, 3);
  const about = [`${grouped(table.entries.length)} entries`, fields.join(', ')];
  return { head: 'Codes', title: table.facts.title, about: about.filter(Boolean).join(' · ') };
}

/** The two lines read as the name of its policy: Audit Logon. */
function ofSubcategory({ facts, category, events }: SubcategoryEntry): PictureText {
  const ids = events.slice(0, 8).map(({ id }) => id);
  const about = [category.facts.title, ids.join(', ')];
  return { head: 'Audit', title: facts.title, about: about.filter(Boolean).join(' · ') };
}
