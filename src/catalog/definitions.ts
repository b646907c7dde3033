import { compact } from './compact.ts';
import { fieldFinder } from './dictionary.ts';
import { eventName, holdsFor } from './event-address.ts';
import { kebab } from './kebab.ts';
import { push } from './push.ts';
import { markText, readMark, type FieldLine } from '../schema/version-mark.ts';
import type { NamedEvent } from '../schema/text.ts';
import type { FieldType } from '../schema/field.ts';
import type { Catalog, EventEntry } from './build.ts';
import type { Wrapped } from './wrapped.ts';
import {
  legacyData,
  legacyDefinition,
  type LegacyData,
  type LegacyDefinition,
} from './legacy-definition.ts';
import {
  layoutsOf,
  type FieldConcept,
  type FieldSlot,
  type Layout,
  type TypeException,
} from './layout.ts';

/**
 * What decoding needs of the catalog, as plain JSON: small enough for a page to load, the same for the
 * command line. Field lines and messages stand as they are written, marks included.
 */
export interface DefinitionsData {
  /** Releases that a mark may name, oldest first. */
  releases: string[];
  providers: {
    id: string;
    name: string;
    also?: string[];
    guid?: string;
    slug: string;
    channels: string[];
  }[];
  fields: {
    /** Set where it is not the first name in kebab case. */
    id?: string;
    names: string[];
    providers?: string[];
    type: FieldType;
    table?: string[];
    as: string;
    means?: string;
  }[];
  entities: { id: string; title: string; kind: string; parts: Record<string, string[]> }[];
  events: EventData[];
  /** The event source that wrote the legacy events. */
  legacyProvider?: string;
  legacy: LegacyData[];
  /**
   * By the id of a schema, the names under which it keeps a field's whole value: `[name, field, events]`, no events where
   * it does so for all of the main log.
   */
  aliases: Record<string, [string, string, NamedEvent[]?][]>;
  /** Code tables in which GUIDs stand. */
  guidTables: string[];
}

export interface EventData {
  id: number;
  provider: string;
  title?: string;
  firstLine?: string;
  titles?: string[];
  advice?: true;
  outcome?: string[];
  versions: (number | null)[];
  /** Versions whose message text is known. */
  texts: (number | null)[];
  fields: string[];
  types?: Record<string, TypeException>;
  message?: string;
  /** First words of what Windows says behind the last line of the message. */
  tail?: string;
  sentence?: string;
  userData?: string;
  /** Numbers that the event had before Windows Vista. */
  legacy?: number[];
}

export interface TableEntry {
  value: string;
  name: string;
  label?: string;
  means?: string;
  message?: string;
  combined?: true;
  events?: NamedEvent[];
  table?: string;
  more?: Record<string, string>;
}

/** A code table as decoding needs it. */
export interface TableData {
  id: string;
  title: string;
  kind: 'values' | 'flags' | 'lookup';
  written: 'decimal' | 'hex' | 'message' | 'guid' | 'sid' | 'text';
  entries: TableEntry[];
  patterns?: { pattern: string; name: string; means?: string }[];
  wrapped?: Wrapped[];
  /** Explains a value only in one of these places: in any field, or in one, beside these values of others. */
  where?: { of?: string; beside: Record<string, string[]> }[];
  /** … and never beside one of these. */
  unless?: Record<string, string[]>;
}

export interface EventDefinition extends EventData {
  /** `security-auditing/4634`. */
  key: string;
  providerName: string;
  slug: string;
  url: string;
  /** Newest first; worked out when first asked for. */
  readonly layouts: readonly Layout[];
}

/** Definitions with their indexes. */
export interface Definitions {
  events: readonly EventDefinition[];
  /** Events of Windows 2000, XP and Server 2003, by id. */
  legacy: ReadonlyMap<number, LegacyDefinition>;
  /** The event source that wrote them. */
  legacyProvider: string | undefined;
  entities: DefinitionsData['entities'];
  /** Definitions of an event id; of one provider when its name is known. */
  find(eventId: number, provider?: string): readonly EventDefinition[];
  findLegacy(eventId: number): readonly EventDefinition[];
  /** The name of a provider in events, where a tool gives another; as it is where that is unknown. */
  providerName(name: string): string;
  /** How a field that its event does not define is taken: by the dictionary, else as text. `provider` by its name. */
  slotOf(fieldName: string, provider?: string): FieldSlot;
  /** How content that belongs to no log names an event; `provider` by its name, the main one where it is not known. */
  eventName(eventId: number, provider?: string): NamedEvent;
  /** Names under which a schema keeps whole fields of an event, each with the field. `provider` by its name. */
  aliases(
    schema: string,
    eventId: number | undefined,
    provider?: string,
  ): readonly (readonly [string, string])[];
  table(id: string): TableData | undefined;
  /** GUIDs that are the same on every computer: those of providers and of code tables. */
  isCommonGuid(guid: string): boolean;
}

/** The part of a catalog that decoding needs. */
export function definitionsData(catalog: Catalog): DefinitionsData {
  return {
    releases: catalog.releases.map((release) => release.id),
    providers: [...catalog.providers.values()].map((provider) => ({
      id: provider.id,
      name: provider.name,
      ...(provider.also ? { also: [...provider.also] } : {}),
      ...(provider.guid ? { guid: provider.guid } : {}),
      slug: provider.slug,
      channels: [...provider.channels],
    })),
    fields: [...catalog.fields.values()].map((field) => ({
      ...(field.id === kebab(field.names[0] ?? '') ? {} : { id: field.id }),
      names: [...field.names],
      ...(field.providers ? { providers: [...field.providers] } : {}),
      type: field.type,
      ...(field.table.length > 0 ? { table: [...field.table] } : {}),
      as: field.as,
      means: field.means,
    })),
    entities: catalog.entities.map(({ id, title, kind, parts }) => ({ id, title, kind, parts })),
    events: catalog.events.map(eventData),
    ...(catalog.main?.predecessor ? { legacyProvider: catalog.main.predecessor } : {}),
    legacy: [...catalog.legacy.values()].map(legacyData),
    aliases: aliasesOf(catalog),
    guidTables: [...catalog.codes.values()]
      .filter(({ entries }) => guidsIn(entries).length > 0)
      .map(({ id }) => id),
  };
}

function aliasesOf(catalog: Catalog): DefinitionsData['aliases'] {
  const all: DefinitionsData['aliases'] = {};
  for (const [id, facts] of catalog.records.mappings) {
    const names = Object.entries(facts.fields).flatMap(([field, mappings]) =>
      mappings
        .filter((mapping) => mapping.whole)
        .map(({ to, events }): [string, string, NamedEvent[]?] =>
          events ? [to, field, events] : [to, field],
        ),
    );
    if (names.length > 0) all[id] = names;
  }
  return all;
}

function eventData(event: EventEntry): EventData {
  const { facts } = event;
  return compact({
    id: facts.id,
    provider: event.provider.id,
    title: facts.title,
    firstLine: facts.firstLine,
    titles: facts.titles ? [...new Set(Object.values(facts.titles))] : undefined,
    advice: facts.advice ? (true as const) : undefined,
    outcome: facts.outcome,
    versions: event.versions.map((version) => version.version),
    texts: event.versions
      .filter((version) => version.text !== 'none')
      .map((version) => version.version),
    fields: (facts.fields ?? []).map(writeFieldLine),
    types: facts.types,
    message: facts.message,
    tail: facts.tail,
    sentence: facts.sentence,
    userData: facts.userData,
    legacy: event.legacy.length > 0 ? event.legacy.map((entry) => entry.event.id) : undefined,
  }) as EventData;
}

/** A code table for decoding. */
export function tableData(catalog: Catalog, id: string): TableData | undefined {
  const table = catalog.codes.get(id);
  if (!table) return undefined;
  return compact({
    id,
    title: table.facts.title,
    kind: table.facts.kind,
    written: table.facts.written,
    entries: table.entries.map(
      ({ value, name, label, means, message, combined, events, table: of, more }) =>
        compact({ value, name, label, means, message, combined, events, table: of, more }),
    ),
    patterns: table.facts.patterns,
    wrapped: table.facts.wrapped,
    where: table.facts.where,
    unless: table.facts.unless,
  }) as TableData;
}

/** Definitions of a whole catalog, every table at hand. */
export function definitionsOf(catalog: Catalog): Definitions {
  const tables = new Map<string, TableData | undefined>();
  return indexDefinitions(definitionsData(catalog), (id) => {
    if (!tables.has(id)) tables.set(id, tableData(catalog, id));
    return tables.get(id);
  });
}

function writeFieldLine({ name, mark }: FieldLine): string {
  const text = markText(mark);
  return text ? `${name} [${text}]` : name;
}

/** GUIDs that stand anywhere in what a table says, in small letters. */
function guidsIn(entries: readonly object[]): string[] {
  const text = JSON.stringify(entries).toLowerCase();
  return text.match(/(?<![\da-f])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?![\da-f])/g) ?? [];
}

const PLACE = /^(?:%|param)\d+$/i;

/**
 * Indexes definitions.
 *
 * @param tableOf gives a code table, or undefined while it is not loaded
 */
export function indexDefinitions(
  data: DefinitionsData,
  tableOf: (id: string) => TableData | undefined,
): Definitions {
  const providers = new Map(data.providers.map((provider) => [provider.id, provider]));
  const providerNames = new Map(
    data.providers.flatMap(({ name, also = [] }) =>
      also.map((other) => [other.toLowerCase(), name] as const),
    ),
  );
  const providerIds = new Map(data.providers.map(({ id, name }) => [name.toLowerCase(), id]));
  const conceptOf = fieldFinder(
    data.fields.map((field): FieldConcept => ({
      ...field,
      id: field.id ?? kebab(field.names[0] ?? ''),
      table: field.table ?? [],
      means: field.means ?? '',
    })),
  );
  const orders = new Map(data.releases.map((release, index) => [release, index]));
  const byId = new Map<number, EventDefinition[]>();
  const byLegacy = new Map<number, EventDefinition[]>();
  const events = data.events.map((event): EventDefinition => {
    const provider = providers.get(event.provider);
    let layouts: readonly Layout[] | undefined;
    const definition: EventDefinition = {
      ...event,
      key: `${event.provider}/${event.id}`,
      providerName: provider?.name ?? event.provider,
      slug: provider?.slug ?? event.provider,
      url: `/${provider?.slug ?? event.provider}/${event.id}/`,
      get layouts() {
        layouts ??= layoutsOf(
          {
            title: event.title,
            firstLine: event.firstLine,
            versions: event.versions,
            fields: event.fields.map(readFieldLine),
            types: event.types ?? {},
            message: event.message,
            hidden: [],
          },
          (name) => conceptOf(name, event.provider),
          (release) => orders.get(release) ?? Number.NaN,
        );
        return layouts;
      },
    };
    push(byId, event.id, definition);
    for (const id of event.legacy ?? []) push(byLegacy, id, definition);
    return definition;
  });
  const guidsOf = new Map<TableData, ReadonlySet<string>>();
  const named = (eventId: number, provider = ''): NamedEvent => {
    const slug = providers.get(providerIds.get(provider.toLowerCase()) ?? '')?.slug;
    return slug === undefined ? eventId : eventName(events[0]?.slug, { slug, id: eventId });
  };
  const slotOf = (name: string, provider?: string): FieldSlot => {
    const id = provider && (providerIds.get(provider.toLowerCase()) ?? provider);
    // What a value is called by its place says nothing outside its event.
    const concept = PLACE.test(name) ? undefined : conceptOf(name, id);
    return {
      name,
      concept: concept?.id,
      type: concept?.type ?? 'text',
      tables: concept?.table ?? [],
      as: concept?.as ?? 'UnicodeString',
    };
  };
  const legacy = new Map(
    data.legacy.map((event) => [
      event.id,
      legacyDefinition(event, (name) => {
        const successor = byId.get(event.successors[0]?.[0] ?? -1)?.[0];
        const slot = successor?.layouts[0]?.fields.find((field) => field.name === name);
        return slot ?? slotOf(name, successor?.provider);
      }),
    ]),
  );
  return {
    events,
    legacy,
    legacyProvider: data.legacyProvider,
    entities: data.entities,
    find(eventId, provider) {
      const all = byId.get(eventId) ?? [];
      if (provider === undefined) return all;
      return all.filter((event) => event.providerName.toLowerCase() === provider.toLowerCase());
    },
    providerName: (name) => providerNames.get(name.toLowerCase()) ?? name,
    findLegacy: (eventId) => byLegacy.get(eventId) ?? [],
    slotOf,
    eventName: named,
    aliases: (schema, eventId, provider) =>
      (data.aliases[schema] ?? [])
        .filter(([, , only]) => holdsFor(only, named(eventId ?? -1, provider)))
        .map(([name, field]) => [name, field] as const),
    table: tableOf,
    isCommonGuid(guid) {
      const wanted = guid.toLowerCase();
      return (
        data.providers.some((provider) => provider.guid?.toLowerCase().includes(wanted)) ||
        data.guidTables.some((id) => {
          const table = tableOf(id);
          if (!table) return false;
          let guids = guidsOf.get(table);
          if (!guids) guidsOf.set(table, (guids = new Set(guidsIn(table.entries))));
          return guids.has(wanted);
        })
      );
    },
  };
}

function readFieldLine(line: string): FieldLine {
  const { text, mark } = readMark(line);
  return { name: text, mark };
}
