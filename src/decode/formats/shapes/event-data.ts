import type { RawEvent } from '../../../event.ts';
import { textOf } from '../header.ts';
import { addValue } from '../known-fields.ts';
import { rowOf, type Row, type ShapeContext } from './shape.ts';
import { valuesOf } from './values.ts';

/**
 * Adds the values of an event that one column or key holds by their names: as XML, as an object, as the text of one, or
 * as a list of `{Name, Value}`.
 *
 * @returns whether it holds them so
 */
export function addEventData(
  raw: RawEvent,
  eventData: unknown,
  { definitions, inner }: ShapeContext,
): boolean {
  const isNamed = Array.isArray(eventData) && eventData.length > 0 && eventData.every(rowOf);
  const text = isNamed ? '' : (textOf(eventData) ?? '');
  const xml = /<Event(?:Data)?[\s>][\s\S]*/.exec(text)?.[0];
  const whole = xml === undefined ? undefined : inner(xml);
  if (whole && whole.data.length > 0) {
    for (const { name, value } of whole.data) addValue(raw, name, value, definitions);
    raw.problems.push(...whole.problems.filter(({ code }) => code !== 'no-system'));
    return true;
  }
  const object = isNamed ? { Data: eventData } : (rowOf(eventData) ?? parsed(text));
  if (!object) return false;
  for (const { name, value } of valuesOf(rowOf(object['EventData']) ?? object))
    addValue(raw, name, value, definitions);
  return true;
}

function parsed(text: string): Row | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return rowOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}
