import type { MemberFacts } from '../schema/correlation.ts';
import type { MappingFacts, SigmaRuleFacts } from '../schema/detection.ts';
import type { Catalog, EventEntry, FieldEntry, LegacyEntry } from './build.ts';
import type { CorrelationEntry } from './correlations.ts';
import { eventNamed } from './event-address.ts';
import type { FieldSlot } from './layout.ts';
import { markText } from '../schema/version-mark.ts';

/** One heading and label of messages, and the events that show the field there. */
export interface FieldPlace {
  /** `New Logon › Logon ID`; the label alone where there is no heading; undefined where messages do not show it. */
  label: string | undefined;
  events: readonly {
    event: EventEntry;
    /** The field's name there: names differ in case. */
    name: string;
    /** Versions that have it, as `v2+`; empty for all. */
    mark: string;
    /** What the event says of it. */
    note: string | undefined;
  }[];
}

/** Where events show a field, the place that most events share first. */
export function fieldPlaces(field: FieldEntry): FieldPlace[] {
  const places = new Map<string | undefined, FieldPlace['events'][number][]>();
  for (const event of field.events) {
    const slot = slotIn(event, field.id);
    if (!slot) continue;
    const label =
      slot.label === undefined
        ? undefined
        : [slot.section, slot.label || 'in the text'].filter(Boolean).join(' › ');
    const marks = event.facts.fields?.filter(({ name }) => name === slot.name) ?? [];
    const mark = marks.length === 1 && marks[0] ? markText(marks[0].mark) : '';
    const one = { event, name: slot.name, mark, note: event.facts.notes?.[slot.name] };
    const place = places.get(label);
    if (place) place.push(one);
    else places.set(label, [one]);
  }
  return [...places]
    .map(([label, events]) => ({ label, events }))
    .sort(
      (a, b) =>
        Number(a.label === undefined) - Number(b.label === undefined) ||
        b.events.length - a.events.length,
    );
}

/** Whose field it is, where a name means this in the events of some providers alone. */
export const providerTitles = (
  { providers }: FieldEntry,
  catalog: Pick<Catalog, 'providers'>,
): string | undefined =>
  providers?.map((id) => catalog.providers.get(id)?.title ?? id).join(' and ');

/** The first slot of an event that has a field, by its layouts in order. */
function slotIn({ layouts }: EventEntry, id: string): FieldSlot | undefined {
  for (const { fields } of layouts) {
    const slot = fields.find(({ concept }) => concept === id);
    if (slot) return slot;
  }
  return undefined;
}

/** One schema or tool and what it calls a field. */
export interface FieldNames {
  schema: string;
  names: readonly {
    name: string;
    /** Where and when the name holds, in words; empty for always. */
    when: string;
    unverified: boolean;
  }[];
}

/** The fields that a mapping is about: a name may mean one thing in one log and another in the next. */
export function mappedFields(
  name: string,
  { events }: MappingFacts,
  catalog: Catalog,
): ReadonlySet<FieldEntry> {
  const providers = events
    ? events.map((named) => eventNamed(catalog, named)?.provider.id)
    : [catalog.main?.id];
  return new Set(providers.flatMap((provider) => catalog.fieldOf(name, provider) ?? []));
}

/** What other schemas, and the columns of tools, call a field. */
export function fieldNames(field: FieldEntry, catalog: Catalog): FieldNames[] {
  const { main } = catalog;
  const mappingsOf = (name: string, all: readonly MappingFacts[] = []) =>
    all.filter((mapping) => mappedFields(name, mapping, catalog).has(field));
  const schemas = [...catalog.records.mappings.values()].map(({ title, fields }) => ({
    schema: title,
    names: field.names.flatMap((name) =>
      mappingsOf(name, fields[name]).map(({ to, events, condition, note, unverified }) => ({
        name: to,
        when: [events && `in ${events.join(', ')}`, condition, note].filter(Boolean).join('; '),
        unverified: unverified !== undefined,
      })),
    ),
  }));
  const ofMain = field.names.filter((name) => catalog.fieldOf(name, main?.id) === field);
  const paths = new Set(ofMain.map((name) => `EventData/${name}`));
  const tools = [...catalog.records.columns.values()].map(({ product, title, columns }) => ({
    schema: `${product}, ${title}`,
    names: columns
      .filter(({ from }) => from?.some((path) => paths.has(path)))
      .map(({ name, note }) => ({ name, when: note ?? '', unverified: false })),
  }));
  return [...schemas, ...tools].filter(({ names }) => names.length > 0);
}

/** A rule of which a field is part of the key, and the events that it joins by it. */
export interface FieldJoin {
  rule: CorrelationEntry;
  members: readonly {
    role: MemberFacts['role'];
    events: readonly { id: number; url: string | undefined }[];
  }[];
}

/** The rules that join events by a field. */
export function fieldJoins(field: FieldEntry, catalog: Catalog): FieldJoin[] {
  return [...catalog.correlations.values()].flatMap((rule) => {
    const members = rule.facts.members
      .filter(({ key, provider }) =>
        key.some((name) => field.names.includes(name) && catalog.fieldOf(name, provider) === field),
      )
      .map(({ role, events, provider }) => ({
        role,
        events: events.map((id) => ({
          id,
          url: catalog.eventByAddress.get(`${catalog.providers.get(provider)?.slug}/${id}`)?.url,
        })),
      }));
    return members.length > 0 ? [{ rule, members }] : [];
  });
}

/** Public rules that test a field, with the events in which they do, the gravest first. */
export function fieldTests(
  field: FieldEntry,
  catalog: Catalog,
): { rule: SigmaRuleFacts; events: string[] }[] {
  const levels = ['critical', 'high', 'medium', 'low', 'informational'];
  return [...catalog.records.sigma.values()]
    .map((rule) => ({
      rule,
      events: Object.entries(rule.events)
        .filter(([named, names]) => {
          const provider = eventNamed(catalog, named)?.provider.id ?? catalog.main?.id;
          return names.some(
            (name) => field.names.includes(name) && catalog.fieldOf(name, provider) === field,
          );
        })
        .map(([id]) => id),
    }))
    .filter(({ events }) => events.length > 0)
    .sort(
      (a, b) =>
        levels.indexOf(a.rule.level) - levels.indexOf(b.rule.level) ||
        a.rule.title.localeCompare(b.rule.title),
    );
}

/** Labels under which events from before Windows Vista showed what the field holds today. */
export function fieldBefore(
  field: FieldEntry,
  catalog: Catalog,
): { label: string; events: readonly LegacyEntry[] }[] {
  const labels = new Map<string, LegacyEntry[]>();
  for (const legacy of catalog.legacy.values()) {
    for (const { label, field: name } of legacy.facts.labels ?? []) {
      if (name === undefined || catalog.fieldOf(name, catalog.main?.id) !== field) continue;
      const events = labels.get(label) ?? [];
      if (!events.includes(legacy)) labels.set(label, [...events, legacy]);
    }
  }
  return [...labels].map(([label, events]) => ({ label, events }));
}
