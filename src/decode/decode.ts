import type { Definitions, EventDefinition } from '../catalog/definitions.ts';
import type { FieldSlot, Layout } from '../catalog/layout.ts';
import type { EventSource, RawEvent } from '../event.ts';
import type { Problem } from '../problem.ts';
import { explainValue, type Meaning } from './values/explain.ts';
import { summarise } from './sentence.ts';

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
  /** Code table that the meaning comes from. */
  table?: string;
  /** Parts of a value that holds several: bits of a mask, privileges, rights. */
  parts?: Meaning[];
  /** Field concept in the dictionary, and what it is. */
  concept?: string;
  /** Set for a field that the event's definition does not have. */
  unknown?: true;
}

export interface DecodedEvent {
  raw: RawEvent;
  /** Definition and layout that explain the event, where there are any. */
  definition?: EventDefinition;
  layout?: Layout;
  outcome?: 'success' | 'failure';
  fields: DecodedField[];
  /** One sentence with the event's values. */
  summary?: string;
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
  fields: Omit<DecodedField, 'parts'>[];
  warnings: { code: string; message: string; hint?: string }[];
  source: EventSource;
}

/**
 * Explains one event by its definition. An event without a definition keeps its values and says so.
 */
export function decodeEvent(raw: RawEvent, definitions: Definitions): DecodedEvent {
  const problems = [...raw.problems];
  const data = new Map(raw.data.map(({ name, value }) => [name, value]));
  const definition = findDefinition(raw, definitions, problems);
  const layout = definition ? findLayout(definition, raw) : undefined;
  const slots = new Map(layout?.fields.map((slot) => [slot.name, slot]));
  const at = {
    file: raw.source.file,
    event: raw.source.index,
    ...(raw.source.line === undefined ? {} : { line: raw.source.line }),
    ...(raw.source.offset === undefined ? {} : { offset: raw.source.offset }),
  };
  if (definition && layout) checkAgainst(raw, definition, layout, at, problems);
  const fields = raw.data.map(({ name, value }): DecodedField => {
    const slot = slots.get(name);
    const field = explainField(slot ?? definitions.slotOf(name), value, data, definitions);
    if (definition && !slot) field.unknown = true;
    return field;
  });
  const decoded: DecodedEvent = { raw, fields, problems };
  if (definition) decoded.definition = definition;
  if (layout) decoded.layout = layout;
  const outcome = outcomeOf(raw, definition);
  if (outcome) decoded.outcome = outcome;
  const summary = definition && summarise(definition, fields, raw.computer);
  if (summary) decoded.summary = summary;
  return decoded;
}

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
    if (meaning.table) field.table = meaning.table;
    if (meaning.parts) field.parts = meaning.parts;
  }
  if (slot.concept) field.concept = slot.concept;
  return field;
}

function findDefinition(
  raw: RawEvent,
  definitions: Definitions,
  problems: Problem[],
): EventDefinition | undefined {
  if (raw.eventId === undefined) return undefined;
  const exact = definitions.find(raw.eventId, raw.provider);
  if (exact[0]) return exact[0];
  const sameLog = raw.provider === undefined ? definitions.find(raw.eventId) : [];
  if (sameLog[0]) return sameLog[0];
  problems.push({
    code: 'unknown-event',
    place: { file: raw.source.file, event: raw.source.index },
    message: `No definition of event ${raw.eventId}${raw.provider ? ` of ${raw.provider}` : ''} is known.`,
    hint: 'Its values are shown as they stand.',
  });
  return undefined;
}

/** The layout of the event's version whose fields are the event's; the version's newest otherwise. */
function findLayout(definition: EventDefinition, raw: RawEvent): Layout | undefined {
  const version = raw.version;
  const names = new Set(raw.data.map(({ name }) => name));
  const candidates = definition.layouts.filter(
    (layout) => version === undefined || layout.version === version || layout.version === null,
  );
  const misfit = (layout: Layout) =>
    layout.fields.filter((field) => !names.has(field.name)).length +
    [...names].filter((name) => !layout.fields.some((field) => field.name === name)).length;
  return [...(candidates.length > 0 ? candidates : definition.layouts)].sort(
    (a, b) => misfit(a) - misfit(b),
  )[0];
}

function checkAgainst(
  raw: RawEvent,
  definition: EventDefinition,
  layout: Layout,
  place: Problem['place'],
  problems: Problem[],
): void {
  if (raw.version !== undefined && layout.version !== null && layout.version !== raw.version) {
    problems.push({
      code: 'unknown-version',
      place,
      message: `Version ${raw.version} of event ${definition.id} is not known.`,
      hint: `It is explained as version ${layout.version}.`,
    });
  }
  const names = new Set(raw.data.map(({ name }) => name));
  const known = new Set(layout.fields.map((field) => field.name));
  const extra = [...names].filter((name) => !known.has(name));
  if (extra.length > 0) {
    problems.push({
      code: 'unexpected-field',
      place,
      message: `Event ${definition.id} is not known to have ${extra.join(', ')}.`,
    });
  }
  const cut = raw.problems.some(({ code }) => code === 'xml-cut');
  if (raw.format === 'message' || names.size === 0 || cut) return;
  const missing = layout.fields.filter((field) => !names.has(field.name));
  if (missing.length > 0) {
    problems.push({
      code: 'missing-field',
      place,
      message: `${missing.map((field) => field.name).join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`,
    });
  }
}

/** Audit Success and Audit Failure are bits 53 and 52 of the keywords ([MS-EVEN6], winmeta.h). */
function outcomeOf(
  raw: RawEvent,
  definition: EventDefinition | undefined,
): 'success' | 'failure' | undefined {
  if (raw.keywords && /^0x[0-9a-f]+$/.test(raw.keywords)) {
    const bits = BigInt(raw.keywords);
    if (bits & 0x0020000000000000n) return 'success';
    if (bits & 0x0010000000000000n) return 'failure';
  }
  if (definition?.outcome?.length === 1) return definition.outcome[0] as 'success' | 'failure';
  return undefined;
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
    title: event.definition?.title,
    summary: event.summary,
    data: Object.fromEntries(raw.data.map(({ name, value }) => [name, value])),
    fields: event.fields.map(({ parts: _parts, ...field }) => field),
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
