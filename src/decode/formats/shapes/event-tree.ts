import type { RawEvent } from '../../../event.ts';
import { addValue } from '../known-fields.ts';
import { setHeader } from '../header.ts';
import { at, only, rowOf, type Row, type Shape, type ShapeContext } from './shape.ts';
import { valuesOf } from './values.ts';

/**
 * The XML of an event as a tree: evtx_dump (attributes under `#attributes`, or under `<name>_attributes`), Chainsaw
 * (inside `document.data`), Datadog (inside `attributes`), and what XML libraries make of it (`@Name`, `@_Name`, `$`, each
 * element a list of one).
 */
export const eventTree: Shape = {
  id: 'event-tree',
  read(row, context) {
    const document = rowOf(row['document']);
    const event =
      rowOf(only(row['Event'])) ??
      rowOf(at(row, 'attributes.Event')) ??
      rowOf(rowOf(document?.['data'])?.['Event']) ??
      rowOf(rowOf(row['data'])?.['Event']) ??
      row;
    return rowOf(only(event['System'])) ? read(event, context) : undefined;
  },
};

function read(event: Row, { definitions, start }: ShapeContext): RawEvent {
  const raw = start();
  const system = rowOf(only(event['System'])) ?? {};
  const attribute = (name: string, key: string): unknown => {
    const element = rowOf(only(system[name]));
    const holders = [
      element,
      element?.['#attributes'],
      element?.['$'],
      system[`${name}_attributes`],
    ];
    for (const holder of holders) {
      const found = rowOf(holder);
      const value = found?.[key] ?? found?.[`@${key}`] ?? found?.[`@_${key}`];
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const text = (name: string) => {
    const value = only(system[name]);
    return rowOf(value)?.['#text'] ?? rowOf(value)?.['_'] ?? value;
  };
  setHeader(raw, {
    provider: attribute('Provider', 'Name'),
    eventId: rowOf(only(system['EventID']))?.['Value'] ?? text('EventID'),
    version: text('Version'),
    level: text('Level'),
    task: text('Task'),
    opcode: text('Opcode'),
    keywords: text('Keywords'),
    // Older releases of evtx_dump write `2016-07-08 18:12:51.681640 UTC`.
    time: attribute('TimeCreated', 'SystemTime'),
    recordId: text('EventRecordID'),
    channel: text('Channel'),
    computer: text('Computer'),
    activityId: attribute('Correlation', 'ActivityID'),
    processId: attribute('Execution', 'ProcessID'),
    threadId: attribute('Execution', 'ThreadID'),
    userSid: attribute('Security', 'UserID'),
  });
  const user = rowOf(only(event['UserData']));
  const [name, inside] =
    Object.entries(user ?? {}).find(([key]) => !/^[#@$]|^xmlns|_attributes$/.test(key)) ?? [];
  if (name) raw.userData = name;
  const data = rowOf(only(event['EventData'])) ?? rowOf(only(inside)) ?? {};
  for (const { name: field, value } of valuesOf(data)) {
    if (!field.endsWith('_attributes')) addValue(raw, field, value, definitions);
  }
  return raw;
}
