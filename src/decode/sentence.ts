import type { EventDefinition } from '../catalog/definitions.ts';
import type { DecodedField } from './decode.ts';

const EMPTY = new Set(['', '-']);

/**
 * Fills an event's sentence with its values: `{Field}` becomes the meaning of a coded value or the value
 * itself, `{Computer}` the computer, by name where it is known; a part in square brackets that has an empty value is left out.
 *
 * @returns undefined when the event has no sentence or a value outside brackets is empty
 */
export function summarise(
  definition: EventDefinition,
  fields: readonly DecodedField[],
  computer: string | undefined,
): string | undefined {
  if (!definition.sentence) return undefined;
  const byName = new Map(fields.map((field) => [field.name, field]));
  const fill = (text: string): string | undefined => {
    let missing = false;
    const filled = text.replace(/\{([\w%]+)\}/g, (_, name: string) => {
      const value = name === 'Computer' ? (computer ?? 'the computer') : shown(byName.get(name));
      if (EMPTY.has(value)) missing = true;
      return value;
    });
    return missing ? undefined : filled;
  };
  const parts = definition.sentence.split(/(\[[^\]]*\])/);
  let sentence = '';
  for (const part of parts) {
    const optional = part.startsWith('[') && part.endsWith(']');
    const filled = fill(optional ? part.slice(1, -1) : part);
    if (filled === undefined && !optional) return undefined;
    sentence += filled ?? '';
  }
  return sentence.replace(/ {2,}/g, ' ').trim();
}

function shown(field: DecodedField | undefined): string {
  if (!field) return '';
  if (field.parts && field.parts.length > 3) return field.value;
  return (field.meaning ?? field.value).replace(/\s+/g, ' ').trim();
}
