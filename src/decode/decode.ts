import type { Definitions, EventDefinition } from '../catalog/definitions.ts';
import type { LegacyDefinition } from '../catalog/legacy-definition.ts';
import type { FieldSlot, Layout } from '../catalog/layout.ts';
import type { EventSource, RawEvent } from '../event.ts';
import type { Problem } from '../problem.ts';
import { findActors, type Actor } from './actors.ts';
import { contradictions, outsideTables } from './contradictions.ts';
import { withOwnNames } from './own-names.ts';
import { summarise } from './sentence.ts';
import { explainValue, type Meaning } from './values/explain.ts';
import { outcomeOfKeywords } from './values/keywords.ts';
import { findLayout, newerVersions, type NewerVersion } from './versions.ts';

/** One field of a decoded event. */
export interface DecodedField {
  name: string;
  /** Label and heading as Windows shows them; null where the message does not show the field. */
  label: string | null;
  section: string | null;
  /** As the event's XML holds it. */
  value: string;
  /** What the value means, in words, where that is known. */
  meaning?: string;
  /** The meaning says something beside the value, not in its place: `private network` of an address. */
  aside?: true;
  /** A sentence more. */
  detail?: string;
  /** Code table that the meaning comes from, and the anchor of the entry on its page. */
  table?: string;
  anchor?: string;
  /** Parts of a value that holds several: bits of a mask, privileges, rights. */
  parts?: Meaning[];
  /** Field concept in the dictionary, and what it is. */
  concept?: string;
  /** Set for a field that the event's definition does not have. */
  unknown?: true;
}

/** An event as others name it. */
export interface EventName {
  id: number;
  title: string;
  url: string;
}

export interface DecodedEvent {
  raw: RawEvent;
  /** Definition and layout that explain the event, where there are any. */
  definition?: EventDefinition;
  layout?: Layout;
  /** Set for an event of Windows 2000, XP or Server 2003: what it is, and what took its place. */
  legacy?: EventName & { successors: (EventName & { basis: 'documented' | 'derived' })[] };
  outcome?: 'success' | 'failure';
  fields: DecodedField[];
  /** Who did it, to whom, from where. */
  actors: Actor[];
  /** One sentence with the event's values. */
  summary?: string;
  /** Other events that the text fits as well. */
  alternatives?: EventName[];
  /** Versions after the sample's, where the definition has any. */
  newer?: NewerVersion[];
  problems: Problem[];
}

/** What `decode --json` prints for one event: a stable contract. */
export interface DecodedJson {
  format: string;
  provider?: string;
  channel?: string;
  eventId?: number;
  version?: number;
  timeCreated?: string;
  computer?: string;
  recordId?: string;
  outcome?: string;
  title?: string;
  summary?: string;
  data: Record<string, string>;
  fields: DecodedField[];
  actors?: Actor[];
  alternatives?: EventName[];
  legacy?: DecodedEvent['legacy'];
  newer?: NewerVersion[];
  warnings: { code: string; message: string; hint?: string }[];
  source: EventSource;
}

/**
 * Explains one event by its definition. An event without a definition keeps its values and says so.
 */
export function decodeEvent(given: RawEvent, definitions: Definitions): DecodedEvent {
  const problems = [...given.problems];
  const place = {
    file: given.source.file,
    event: given.source.index,
    ...(given.source.line === undefined ? {} : { line: given.source.line }),
    ...(given.source.offset === undefined ? {} : { offset: given.source.offset }),
  };
  const definition = findDefinition(given, definitions);
  const layout = definition ? findLayout(definition, given) : undefined;
  const { raw, twice } = layout ? withOwnNames(given, layout) : { raw: given, twice: [] };
  for (const { name, own } of twice) {
    const message = `${name} stands twice: the second is taken for ${own}, whose place it has.`;
    problems.push({ code: 'name-twice', place, message });
  }
  const old = definition ? undefined : findLegacy(raw, definitions);
  if (!definition && !old && raw.eventId !== undefined) {
    problems.push({
      code: 'unknown-event',
      place,
      message: `No definition of event ${raw.eventId}${raw.provider ? ` of ${raw.provider}` : ''} is known.`,
      hint: 'Its values are shown as they stand.',
    });
  }
  if (definition && layout) problems.push(...contradictions(raw, definition, layout, place));
  const data = new Map(raw.data.map(({ name, value }) => [name, value]));
  const slots = slotsByName(layout, old);
  const provider = definition?.providerName ?? raw.provider;
  const slotOf = (name: string) => slots.get(name) ?? definitions.slotOf(name, provider);
  const fields = raw.data.map(({ name, value }): DecodedField => {
    const slot = slotOf(name);
    const field = explainField(slot, value, data, definitions);
    if (definition && !slots.has(name)) field.unknown = true;
    if (field.meaning === undefined) {
      const outside = outsideTables(value, slot, definitions, place);
      if (outside) problems.push(outside);
    }
    return field;
  });
  const decoded: DecodedEvent = {
    raw,
    fields,
    actors: findActors(fields, slotOf, definitions),
    problems,
  };
  if (definition) decoded.definition = definition;
  if (layout) decoded.layout = layout;
  if (old) decoded.legacy = legacyName(old, definitions);
  const outcome = outcomeOf(raw, definition);
  if (outcome) decoded.outcome = outcome;
  const spoken = definition ?? soleSuccessor(old, definitions);
  const summary = spoken && summarise(spoken, fields, raw.computer);
  if (summary) decoded.summary = summary;
  const alternatives = (raw.alternatives ?? []).flatMap((id) => definitions.find(id).slice(0, 1));
  if (alternatives.length > 0) decoded.alternatives = alternatives.map(eventName);
  const newer = definition ? newerVersions(definition, raw) : [];
  if (newer.length > 0) decoded.newer = newer;
  return decoded;
}

/** How an event takes its values: by its layout, else by the dictionary. */
export function slotsOf(raw: RawEvent, definitions: Definitions): (name: string) => FieldSlot {
  const definition = findDefinition(raw, definitions);
  const layout = definition && findLayout(definition, raw);
  const slots = slotsByName(layout, definition ? undefined : findLegacy(raw, definitions));
  const provider = definition?.providerName ?? raw.provider;
  return (name) => slots.get(name) ?? definitions.slotOf(name, provider);
}

const slotsByName = (layout: Layout | undefined, old: LegacyDefinition | undefined) =>
  new Map((layout?.fields ?? legacySlots(old)).map((slot) => [slot.name, slot]));

const eventName = ({ id, title, url }: EventDefinition): EventName => ({
  id,
  title: title ?? `Event ${id}`,
  url,
});

function explainField(
  slot: FieldSlot,
  value: string,
  data: ReadonlyMap<string, string>,
  definitions: Definitions,
): DecodedField {
  const field: DecodedField = {
    name: slot.name,
    label: slot.label || null,
    section: slot.section || null,
    value,
  };
  const meaning = explainValue(value, slot, data, definitions);
  if (meaning) {
    field.meaning = meaning.text;
    if (meaning.aside) field.aside = true;
    if (meaning.detail) field.detail = meaning.detail;
    if (meaning.table) field.table = meaning.table;
    if (meaning.anchor) field.anchor = meaning.anchor;
    if (meaning.parts) field.parts = meaning.parts;
  }
  if (slot.concept) field.concept = slot.concept;
  return field;
}

function findDefinition(raw: RawEvent, definitions: Definitions): EventDefinition | undefined {
  return raw.eventId === undefined ? undefined : definitions.find(raw.eventId, raw.provider)[0];
}

/** Legacy events have a provider of their own, which no definition of today has. */
function findLegacy(raw: RawEvent, definitions: Definitions): LegacyDefinition | undefined {
  const own = raw.provider === undefined || raw.provider === definitions.legacyProvider;
  return own && raw.eventId !== undefined ? definitions.legacy.get(raw.eventId) : undefined;
}

/** Fields of a legacy event under the names of their successors, with the labels of old. */
function legacySlots(old: LegacyDefinition | undefined): FieldSlot[] {
  const fieldOf = new Map(old?.labels?.map(([label, field]) => [label, field]));
  return (old?.layout?.fields ?? []).flatMap((slot) => [
    slot,
    { ...slot, name: fieldOf.get(slot.name) ?? slot.name },
  ]);
}

function legacyName(
  { id, title, url, successors }: LegacyDefinition,
  definitions: Definitions,
): NonNullable<DecodedEvent['legacy']> {
  return {
    id,
    title,
    url,
    successors: successors.flatMap(([successor, basis]) =>
      definitions
        .find(successor)
        .slice(0, 1)
        .map((event) => ({ ...eventName(event), basis })),
    ),
  };
}

/** The event whose sentence says what a legacy event says as well. */
function soleSuccessor(
  old: LegacyDefinition | undefined,
  definitions: Definitions,
): EventDefinition | undefined {
  const [only, ...others] = old?.successors ?? [];
  return only?.[1] === 'documented' && others.length === 0
    ? definitions.find(only[0])[0]
    : undefined;
}

function outcomeOf(
  raw: RawEvent,
  definition: EventDefinition | undefined,
): 'success' | 'failure' | undefined {
  const written = outcomeOfKeywords(raw.keywords);
  if (written) return written;
  const [only, ...others] = definition?.outcome ?? [];
  return others.length === 0 ? (only as 'success' | 'failure' | undefined) : undefined;
}

/** A decoded event as the command line's JSON. */
export function toJson(event: DecodedEvent): DecodedJson {
  const { raw } = event;
  const json: Record<string, unknown> = {
    format: raw.format,
    provider: raw.provider,
    channel: raw.channel,
    eventId: raw.eventId,
    version: raw.version,
    timeCreated: raw.timeCreated,
    computer: raw.computer,
    recordId: raw.recordId,
    outcome: event.outcome,
    title: event.definition?.title ?? event.legacy?.title,
    summary: event.summary,
    data: Object.fromEntries(raw.data.map(({ name, value }) => [name, value])),
    fields: event.fields,
    actors: event.actors.length > 0 ? event.actors : undefined,
    alternatives: event.alternatives,
    legacy: event.legacy,
    newer: event.newer,
    warnings: event.problems.map(({ code, message, hint }) => ({
      code,
      message,
      ...(hint ? { hint } : {}),
    })),
    source: raw.source,
  };
  return Object.fromEntries(
    Object.entries(json).filter(([, value]) => value !== undefined),
  ) as unknown as DecodedJson;
}
