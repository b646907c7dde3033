import type { RawEvent } from '../../../event.ts';
import { setHeader, textOf } from '../header.ts';
import { addValue, knownFields } from '../known-fields.ts';
import { at, below, rowOf, type Row, type Shape, type ShapeContext } from './shape.ts';
import { valuesOf } from './values.ts';

/**
 * Winlogbeat and Elastic Agent: `winlog.event_data.<Field>`, nested, with dotted keys, or as the one-element lists of a
 * search's `fields`; releases 5 and 6 without `winlog`. What a pipeline moved to ECS names is looked up by the names
 * that the pipeline is known to give.
 */
export const winlogbeat: Shape = {
  id: 'winlogbeat',
  read(row, context) {
    const fields = rowOf(row['fields']);
    const whole =
      rowOf(row['_source']) ??
      (fields && Object.keys(fields).some((key) => key.startsWith('winlog.'))
        ? unlisted(fields)
        : row);
    const isOld =
      whole['event_id'] !== undefined &&
      (whole['event_data'] !== undefined ||
        whole['user_data'] !== undefined ||
        whole['log_name'] !== undefined ||
        whole['computer_name'] !== undefined);
    const isNew =
      rowOf(whole['winlog']) !== undefined ||
      Object.keys(whole).some((key) => key.startsWith('winlog.'));
    if (!isOld && !isNew) return undefined;
    return read(whole, isNew ? 'winlog.' : '', context);
  },
};

function unlisted(fields: Row): Row {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value,
    ]),
  );
}

function read(row: Row, prefix: string, { definitions, inner, start }: ShapeContext): RawEvent {
  const original = textOf(at(row, 'event.original'));
  const whole = original?.includes('<Event') ? inner(original) : undefined;
  if (whole) return whole;
  const get = (...paths: string[]) =>
    paths.map((path) => at(row, prefix + path)).find((value) => value !== undefined);
  // Winlogbeat leaves out empty values.
  const raw: RawEvent = { ...start(), partial: true };
  setHeader(raw, {
    provider: get('provider_name', 'source_name') ?? at(row, 'event.provider'),
    eventId: get('event_id') ?? at(row, 'event.code'),
    version: get('version'),
    keywords: get('keywords') ?? at(row, 'event.outcome_keywords'),
    time: get('time_created') ?? at(row, '@timestamp'),
    recordId: get('record_id', 'record_number'),
    channel: get('channel', 'log_name'),
    computer: get('computer_name'),
    activityId: get('activity_id'),
    processId: get('process.pid', 'process_id'),
    threadId: get('process.thread.id', 'thread_id'),
    userSid: get('user.identifier'),
  });
  const message = textOf(at(row, 'message'));
  if (message) raw.message = message;
  const user = below(row, `${prefix}user_data`);
  if (typeof user['xml_name'] === 'string') raw.userData = user['xml_name'];
  const data = { ...below(row, `${prefix}event_data`), ...user };
  for (const { name, value } of valuesOf(data)) {
    if (name !== 'xml_name')
      addValue(raw, name.replace(/^param(\d+)$/, paramName(raw, definitions)), value, definitions);
  }
  addMoved(raw, row, definitions);
  return raw;
}

/** Values without a name are `param1`, `param2`, …, where the event has no fields of that name. */
function paramName(raw: RawEvent, definitions: ShapeContext['definitions']) {
  return (all: string, number: string) =>
    knownFields(raw, definitions).has(all) ? all : `%${number}`;
}

/** Fields that a pipeline moved out of event_data, in the order of the event's XML. */
function addMoved(raw: RawEvent, row: Row, definitions: ShapeContext['definitions']): void {
  const known = knownFields(raw, definitions);
  if (known.size === 0 || raw.eventId === undefined) return;
  const have = new Set(raw.data.map(({ name }) => name));
  const moved: string[] = [];
  for (const [path, field] of definitions.aliases('ecs', raw.eventId, raw.provider)) {
    if (have.has(field) || !known.has(field)) continue;
    const value = textOf(at(row, path));
    if (value === undefined || value === '') continue;
    addValue(raw, field, value, definitions);
    moved.push(field);
    have.add(field);
  }
  if (moved.length === 0) return;
  const order = [...known.keys()];
  raw.data.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}
