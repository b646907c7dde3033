import type { Layout } from '../../../catalog/layout.ts';
import type { RawEvent } from '../../../event.ts';
import { misfit } from '../../contradictions.ts';
import { addValue, definitionsFor, placeOf } from '../known-fields.ts';
import type { ShapeContext } from './shape.ts';

/**
 * Gives values that stand in the order of the event's XML their names, by the event's definition: the layouts of the
 * version, or those with as many fields that the values fit. A value that two of them name differently stays `%1`, `%2`,
 * …, as all do where there is no layout.
 *
 * @param isCut set where the list says that it goes on
 */
export function addByPosition(
  raw: RawEvent,
  values: readonly string[],
  { definitions }: Pick<ShapeContext, 'definitions'>,
  isCut = false,
): void {
  const layouts = layoutsFor(raw, values, definitions, isCut);
  const unnamed: string[] = [];
  for (const [place, value] of values.entries()) {
    const [name, ...others] = new Set(layouts.map((layout) => layout.fields[place]?.name));
    if (name && others.length === 0) addValue(raw, name, value, definitions);
    else {
      unnamed.push(`%${place + 1}`);
      raw.data.push({ name: `%${place + 1}`, value });
    }
  }
  if (isCut) {
    raw.partial = true;
    raw.problems.push({
      code: 'cut-list',
      place: placeOf(raw),
      message: `The list of values is cut off after ${values.length}.`,
      hint: 'Use Get-WinEvent and its ToXml() method, or set $FormatEnumerationLimit = -1 first.',
    });
  } else if (layouts.length > 0 && unnamed.length > 0) {
    raw.problems.push({
      code: 'no-order',
      place: placeOf(raw),
      message: `Versions of the event differ in what they call ${unnamed.join(', ')}, and nothing says which this is.`,
      hint: 'Paste the XML: it names them.',
    });
  } else if (values.length > 0 && layouts.length === 0) {
    raw.problems.push({
      code: 'no-order',
      place: placeOf(raw),
      message: `No version of the event is known to have ${values.length} values, so they have no names.`,
      hint: 'Paste the XML: it names them.',
    });
  }
}

function layoutsFor(
  raw: RawEvent,
  values: readonly string[],
  definitions: ShapeContext['definitions'],
  isCut: boolean,
): readonly Layout[] {
  const count = values.length;
  const all = definitionsFor(raw, definitions)
    .flatMap((definition) => definition.layouts)
    .filter(({ fields }) => (isCut ? fields.length > count : fields.length === count));
  const own = all.filter((layout) => raw.version === undefined || layout.version === raw.version);
  const fitting = own.filter(({ fields }) =>
    values.every((value, place) => {
      const slot = fields[place];
      return (
        slot === undefined ||
        misfit(value, slot) === undefined ||
        (slot.as === 'HexInt32' && /^-\d{1,10}$/.test(value))
      );
    }),
  );
  return fitting.length > 0 ? fitting : own;
}
