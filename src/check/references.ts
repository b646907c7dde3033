import { eventName } from '../catalog/event-address.ts';
import type { ContentFolder } from '../catalog/folders.ts';
import { nearest } from '../catalog/nearest.ts';
import type { ContentPath } from '../catalog/read-yaml.ts';
import type { Problem } from '../problem.ts';
import { isUnread, isUnreadField, placeIn, type CheckContext, type Rule } from './rule.ts';

/** One place where content names another record. */
interface Reference {
  record: string;
  path: ContentPath;
  part?: 'key';
  kind: string;
  name: string;
  /** First part of the address of the log, where the name is one of that log's events. */
  log?: string | undefined;
}

/** Every name of another record leads to one. */
export const references: Rule = function* (context) {
  const known = knownNames(context);
  const unread = unreadEvents(context);
  for (const reference of allReferences(context)) {
    const names = reference.log
      ? logNames(reference.log, context)
      : (known[reference.kind] as ReadonlySet<string>);
    if (names.has(reference.name) || isThere(reference, unread, context)) continue;
    yield unknown(reference, names, context);
  }
};

function unknown(reference: Reference, names: ReadonlySet<string>, context: CheckContext): Problem {
  const elsewhere =
    reference.log && context.catalog.events.find(({ id }) => String(id) === reference.name);
  const near = elsewhere
    ? eventName(reference.log ?? '', elsewhere)
    : nearest(reference.name, names);
  const { kind } = reference;
  return {
    code: `unknown-${kind}`,
    place: placeIn(context, reference.record, reference.path, reference.part),
    message: `No ${kind}${reference.log ? ` of /${reference.log}/` : ''} is called "${reference.name}".`,
    hint: near ? `Did you mean ${near}?${otherwise(reference)}` : hintFor(reference),
  };
}

/** Folders whose files are named by what they hold. */
const folders: Record<string, ContentFolder> = {
  category: 'categories',
  correlation: 'correlations',
  provider: 'providers',
  release: 'releases',
  source: 'sources',
  subcategory: 'subcategories',
  table: 'codes',
  technique: 'techniques',
  term: 'glossary',
};

/** A file that is wrong is reported itself. */
function isThere(
  { kind, name }: Reference,
  unreadEvents: ReadonlySet<string>,
  context: CheckContext,
): boolean {
  const folder = folders[kind];
  if (folder !== undefined) return context.content.documents.has(`${folder}/${name}`);
  if (kind === 'field') return isUnreadField(context, name);
  // An edition stands in the file of its release.
  if (kind === 'edition')
    return [...context.content.documents.keys()].some(
      (record) => record.startsWith('releases/') && isUnread(context, record),
    );
  if (kind === 'code') return isUnread(context, `codes/${name.slice(0, name.indexOf(' '))}`);
  return unreadEvents.has(name);
}

/** What else to do than to mend the name. */
function otherwise({ kind, name }: Reference): string {
  const folder = folders[kind];
  return folder ? ` Otherwise add content/${folder}/${name}.yaml.` : '';
}

function hintFor({ kind, name }: Reference): string {
  const folder = folders[kind];
  return folder
    ? `Add content/${folder}/${name}.yaml, or name one that is in that folder.`
    : 'Add it, or name one that is there.';
}

/** Ids of the events of one log. */
function logNames(log: string, { catalog }: CheckContext): ReadonlySet<string> {
  return new Set(catalog.events.filter(({ slug }) => slug === log).map(({ id }) => String(id)));
}

/** Ids of events, legacy ones too, whose facts could not be read. */
function unreadEvents(context: CheckContext): ReadonlySet<string> {
  return new Set(
    [...context.content.documents.keys()]
      .filter((record) => /^(?:events|legacy)\//.test(record) && isUnread(context, record))
      .map((record) => record.slice(record.lastIndexOf('/') + 1)),
  );
}

function knownNames({ content, catalog }: CheckContext): Record<string, ReadonlySet<string>> {
  const { records } = content;
  return {
    category: new Set(records.categories.keys()),
    code: new Set(
      [...records.codes].flatMap(([id, { entries }]) =>
        Object.keys(entries).map((value) => `${id} ${value}`),
      ),
    ),
    correlation: new Set(records.correlations.keys()),
    edition: new Set(catalog.editions.map((edition) => edition.id)),
    event: new Set([...records.events.values()].map((event) => String(event.id))),
    field: new Set([...catalog.fields.values()].flatMap(({ names }) => names)),
    provider: new Set(records.providers.keys()),
    term: new Set(records.glossary.keys()),
    release: new Set(records.releases.keys()),
    source: new Set(records.sources.keys()),
    subcategory: new Set(records.subcategories.keys()),
    table: new Set(records.codes.keys()),
    technique: new Set(records.techniques.keys()),
  };
}

function* allReferences(context: CheckContext): Generator<Reference> {
  const { records } = context.content;
  const main = context.catalog.main?.slug;
  for (const [id, facts] of records.events) {
    const record = `events/${id}`;
    yield { record, path: ['id'], kind: 'provider', name: id.slice(0, id.indexOf('/')) };
    yield* keys(record, ['subcategories'], 'subcategory', facts.subcategories);
    const log = context.catalog.providers.get(id.slice(0, id.indexOf('/')))?.slug;
    yield* ofLogs(keys(record, ['related'], 'event', facts.related), log);
    yield* ofLogs(items(record, ['alike'], 'event', facts.alike?.map(String)), log);
    yield* items(record, ['sources'], 'source', facts.sources);
    if (facts.outcomeSource) {
      yield { record, path: ['outcomeSource'], kind: 'source', name: facts.outcomeSource };
    }
    if (facts.criticality) {
      const path = ['criticality', 'source'];
      yield { record, path, kind: 'source', name: facts.criticality.source };
    }
    yield* editions(record, ['seen'], facts.seen);
    if (facts.documentedSince) {
      yield { record, path: ['documentedSince'], kind: 'release', name: facts.documentedSince };
    }
    for (const [version, about] of Object.entries(facts.versions)) {
      if (about.since) {
        yield { record, path: ['versions', version, 'since'], kind: 'release', name: about.since };
      }
      yield* editions(record, ['versions', version, 'seen'], about.seen);
    }
    for (const [field, exception] of Object.entries(facts.types ?? {})) {
      yield* items(record, ['types', field, 'table'], 'table', exception.table);
    }
    for (const [index, { mark }] of (facts.fields ?? []).entries()) {
      for (const name of [mark.since, mark.before]) {
        if (name) yield { record, path: ['fields', index], kind: 'release', name };
      }
    }
  }
  for (const [id, facts] of records.fields) {
    yield* items(`fields/${id}`, ['providers'], 'provider', facts.providers);
    yield* items(`fields/${id}`, ['table'], 'table', facts.table);
  }
  for (const [id, facts] of records.glossary) {
    const record = `glossary/${id}`;
    yield* items(record, ['see'], 'term', facts.see);
    yield* items(record, ['fields'], 'field', facts.fields);
    yield* items(record, ['tables'], 'table', facts.tables);
    yield* ofLogs(items(record, ['events'], 'event', facts.events?.map(String)), main);
  }
  for (const [id, facts] of records.legacy) {
    yield* ofLogs(keys(`legacy/${id}`, ['successors'], 'event', facts.successors), main);
    yield* items(`legacy/${id}`, ['sources'], 'source', facts.sources);
  }
  for (const [id, facts] of records.subcategories) {
    const record = `subcategories/${id}`;
    yield { record, path: ['category'], kind: 'category', name: facts.category };
    yield* items(record, ['sources'], 'source', facts.sources);
  }
  for (const [id, facts] of records.codes) {
    for (const [value, entry] of Object.entries(facts.entries)) {
      const named = ['entries', value, 'events'];
      yield* ofLogs(items(`codes/${id}`, named, 'event', entry.events?.map(String)), main);
      if (!entry.table) continue;
      const path = ['entries', value, 'table'];
      yield { record: `codes/${id}`, path, kind: 'table', name: entry.table };
    }
  }
  for (const [id, { fields }] of records.mappings) {
    for (const [field, names] of Object.entries(fields)) {
      for (const [at, { events }] of names.entries()) {
        const path = ['fields', field, at, 'events'];
        yield* ofLogs(items(`mappings/${id}`, path, 'event', events?.map(String)), main);
      }
    }
  }
  for (const [id, facts] of records.baselines) {
    yield* keys(`baselines/${id}`, ['settings'], 'subcategory', facts.settings);
  }
  for (const [id, facts] of records.entities) {
    for (const [part, names] of Object.entries(facts.parts)) {
      yield* items(`entities/${id}`, ['parts', part], 'field', names);
    }
  }
  for (const [id, facts] of records.noise) {
    yield* items(`noise/${id}`, ['rules'], 'correlation', facts.rules);
    for (const field of Object.keys(facts.match)) {
      yield {
        record: `noise/${id}`,
        path: ['match', field],
        part: 'key',
        kind: 'field',
        name: field,
      };
    }
  }
  for (const [id, facts] of records.scenarios) {
    for (const [at, { rule }] of (facts.chains ?? []).entries()) {
      const path = ['chains', at, 'rule'];
      yield { record: `scenarios/${id}`, path, kind: 'correlation', name: rule };
    }
  }
  for (const [id, facts] of records.tasks) {
    const record = `tasks/${id}`;
    yield* ofLogs(items(record, ['events'], 'event', facts.events.map(String)), main);
    yield* keys(record, ['codes'], 'table', facts.codes);
    for (const [table, values] of Object.entries(facts.codes ?? {})) {
      for (const [at, value] of values.entries()) {
        yield { record, path: ['codes', table, at], kind: 'code', name: `${table} ${value}` };
      }
    }
  }
  for (const [id, facts] of records.techniques) {
    const named = items(
      `techniques/${id}`,
      ['analyticEvents'],
      'event',
      facts.analyticEvents?.map(String),
    );
    yield* ofLogs(named, main);
  }
  for (const [id, facts] of records['data-components']) {
    yield* ofLogs(keys(`data-components/${id}`, ['events'], 'event', facts.events), main);
  }
  for (const [id, facts] of records['event-lists']) {
    yield* ofLogs(items(`event-lists/${id}`, ['events'], 'event', facts.events.map(String)), main);
  }
  for (const [id, facts] of records.registry) {
    yield* ofLogs(items(`registry/${id}`, ['events'], 'event', facts.events?.map(String)), main);
  }
  for (const [id, facts] of records.sigma) {
    for (const reference of ofLogs(keys(`sigma/${id}`, ['events'], 'event', facts.events), main)) {
      // Rules name numbers from before Windows Vista as well.
      const isLegacy = reference.log === main && context.catalog.legacy.has(Number(reference.name));
      if (!isLegacy) yield reference;
    }
    yield* items(`sigma/${id}`, ['techniques'], 'technique', facts.techniques);
  }
}

function* keys(
  record: string,
  path: ContentPath,
  kind: string,
  value: object | undefined,
): Generator<Reference> {
  for (const name of Object.keys(value ?? {})) {
    yield { record, path: [...path, name], part: 'key', kind, name };
  }
}

/** Names of events, each with its log: the one that it bears, or else that of those beside it. */
function* ofLogs(references: Iterable<Reference>, log: string | undefined): Generator<Reference> {
  for (const reference of references) {
    const [other, number] = reference.name.split('/');
    yield number === undefined ? { ...reference, log } : { ...reference, log: other, name: number };
  }
}

function* items(
  record: string,
  path: ContentPath,
  kind: string,
  names: readonly string[] | undefined,
): Generator<Reference> {
  for (const [index, name] of (names ?? []).entries()) {
    yield { record, path: [...path, index], kind, name };
  }
}

function* editions(
  record: string,
  path: ContentPath,
  ranges: readonly string[] | undefined,
): Generator<Reference> {
  for (const [index, range] of (ranges ?? []).entries()) {
    for (const name of range.split('..')) {
      yield { record, path: [...path, index], kind: 'edition', name };
    }
  }
}
