import type { Catalog, EventEntry } from '../catalog/build.ts';
import { counted } from '../catalog/grouped.ts';
import { changesByDay } from './last-changed.ts';

/** What changed in the content on one day, as far as it is still there. */
export interface ContentDay {
  /** `2025-03-01` */
  day: string;
  /** Events whose facts, prose or samples changed, by number. */
  events: readonly EventEntry[];
  /** All else, by folder and name; `url` where it has a page. */
  others: readonly { folder: string; title: string; url?: string | undefined }[];
}

/** Days that are shown. */
const SHOWN = 30;

/** @returns the last days on which the content changed, newest first; none where the history is not known */
export function contentChanges(catalog: Catalog): ContentDay[] {
  return changesByDay()
    .map(({ day, files }) => {
      const stems = new Set(files.flatMap((file) => stemOf(file) ?? []));
      const events = catalog.events.filter(({ key }) => stems.delete(`events/${key}`));
      const others = [...stems].sort().flatMap((stem) => recordAt(stem, catalog) ?? []);
      return { day, events, others };
    })
    .filter(({ events, others }) => events.length + others.length > 0)
    .slice(0, SHOWN);
}

/** `102 events, 195 other records`, as a heading says it. */
export const countsOf = ({ events, others }: ContentDay): string =>
  [
    events.length > 0 && counted(events.length, 'event'),
    others.length > 0 && counted(others.length, 'other record'),
  ]
    .filter(Boolean)
    .join(', ');

/** What a file of the content belongs to: samples to their event, a scenario's files to the scenario. */
function stemOf(file: string): string | undefined {
  const [top, folder, ...path] = file.replace(/\.[a-z]+$/, '').split('/');
  if (top !== 'content') return undefined;
  if (folder === 'samples') return ['events', ...path.slice(0, 2)].join('/');
  return [folder, ...(folder === 'events' ? path : path.slice(0, 1))].join('/');
}

/** A record that is still there; most of those that readers see have a page. */
function recordAt(stem: string, catalog: Catalog): ContentDay['others'][number] | undefined {
  const [folder = '', id = ''] = stem.split('/');
  const legacy = catalog.legacy.get(Number(id));
  const term = catalog.records.glossary.get(id);
  const entry = {
    legacy: legacy && { url: legacy.url, title: `${id} ${legacy.facts.title}` },
    glossary: term && { url: `/glossary/#${id}`, title: term.title },
    fields: withTitle(catalog.fields.get(id), ({ names }) => names[0]),
    codes: withTitle(catalog.codes.get(id), ({ facts }) => facts.title),
    subcategories: withTitle(catalog.subcategories.get(id), ({ facts }) => facts.title),
    correlations: withTitle(catalog.correlations.get(id), ({ facts }) => facts.title),
  }[folder];
  const records = catalog.records[folder as keyof typeof catalog.records] as
    ReadonlyMap<string, unknown> | undefined;
  return records?.has(id) ? { folder, title: id, ...entry } : undefined;
}

const withTitle = <T extends { url: string }>(
  entry: T | undefined,
  title: (entry: T) => string | undefined,
) => entry && { url: entry.url, title: title(entry) ?? entry.url };
