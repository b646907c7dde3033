import type { Layout } from '../../../catalog/layout.ts';
import type { RawEvent } from '../../../event.ts';
import { addValue, definitionsFor, placeOf } from '../known-fields.ts';
import type { ShapeContext } from './shape.ts';

/**
 * Gives values that stand in the order of the event's XML their names, by the event's definition: the layout of the
 * version, or the one with as many fields. Without one they stay `%1`, `%2`, …
 *
 * @param isCut set where the list says that it goes on
 */
export function addByPosition(
  raw: RawEvent,
  values: readonly string[],
  { definitions }: Pick<ShapeContext, 'definitions'>,
  isCut = false,
): void {
  const layout = layoutFor(raw, values.length, definitions, isCut);
  for (const [place, value] of values.entries()) {
    const name = layout?.fields[place]?.name;
    if (name) addValue(raw, name, value, definitions);
    else raw.data.push({ name: `%${place + 1}`, value });
  }
  if (isCut) {
    raw.partial = true;
    raw.problems.push({
      code: 'cut-list',
      place: placeOf(raw),
      message: `The list of values is cut off after ${values.length}.`,
      hint: 'Use Get-WinEvent and its ToXml() method, or set $FormatEnumerationLimit = -1 first.',
    });
  } else if (values.length > 0 && !layout) {
    raw.problems.push({
      code: 'no-order',
      place: placeOf(raw),
      message: `No version of the event is known to have ${values.length} values, so they have no names.`,
      hint: 'Paste the XML: it names them.',
    });
  }
}

function layoutFor(
  raw: RawEvent,
  count: number,
  definitions: ShapeContext['definitions'],
  isCut: boolean,
): Layout | undefined {
  const layouts = definitionsFor(raw, definitions).flatMap((definition) => definition.layouts);
  const fits = (layout: Layout) =>
    isCut ? layout.fields.length > count : layout.fields.length === count;
  return (
    layouts.find((layout) => layout.version === raw.version && fits(layout)) ??
    layouts.find((layout) => raw.version === undefined && fits(layout))
  );
}
