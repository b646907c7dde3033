import type { EventDefinition } from '../catalog/definitions.ts';
import { plainAddress } from '../catalog/ip-address.ts';
import type { DecodedField } from './decode.ts';

const EMPTY = new Set(['', '-']);
/** Stands for an absent value until the sentence is tidied. */
const ABSENT = '\u0001';
const NOBODY = 'an unnamed account';

/** Items of a list that are named; the others are counted. */
const NAMED = 3;

/**
 * Fills an event's sentence with its values: `{Field}` becomes the meaning of a coded value or the value
 * itself, `{Computer}` the computer, by name where it is known. A part in square brackets that has an empty value
 * is left out; an account without a domain goes by its name alone.
 *
 * @returns undefined when the event has no sentence, or none of the sentence's values
 */
export function summarise(
  definition: EventDefinition,
  fields: readonly DecodedField[],
  computer: string | undefined,
): string | undefined {
  if (!definition.sentence) return undefined;
  const byName = new Map(fields.map((field) => [field.name, field]));
  let wanted = 0;
  let given = 0;
  const valueOf = (name: string) =>
    name === 'Computer' ? (computer ?? 'the computer') : shown(byName.get(name));
  const fill = (text: string, optional: boolean): string | undefined => {
    let missing = false;
    const value = (name: string) => {
      const own = valueOf(name);
      if (name !== 'Computer') {
        wanted += 1;
        if (EMPTY.has(own)) missing = true;
        else given += 1;
      }
      return EMPTY.has(own) ? ABSENT : own;
    };
    const filled = text
      .replace(/\{([\w%.]+)\}\\\{([\w%.]+)\}/g, (_, domain: string, name: string) => {
        if (EMPTY.has(valueOf(domain))) {
          return EMPTY.has(valueOf(name)) && !optional ? NOBODY : value(name);
        }
        return `${value(domain)}\\${value(name)}`;
      })
      .replace(/\{([\w%.]+)\}/g, (_, name: string) => value(name));
    return missing && optional ? undefined : filled;
  };
  let sentence = '';
  for (const part of definition.sentence.split(/(\[[^\]]*\])/)) {
    const optional = part.startsWith('[') && part.endsWith(']');
    const filled = fill(optional ? part.slice(1, -1) : part, optional);
    sentence += filled ?? '';
  }
  if (wanted > 0 && given === 0 && fields.length === 0) return undefined;
  const text = tidy(sentence);
  if (!text.includes(' ')) return undefined;
  return text.charAt(0).toUpperCase() === text.charAt(0) || !sentence.startsWith(NOBODY)
    ? text
    : text.charAt(0).toUpperCase() + text.slice(1);
}

/** Leaves out of parentheses and ends what has no value; says elsewhere that it is not given. */
function tidy(sentence: string): string {
  return sentence
    .replace(/ \(([^()]*)\)/g, (all, inner: string) => {
      if (!inner.includes(ABSENT)) return all;
      const items = inner.split(', ').filter((item) => !item.includes(ABSENT));
      return items.length > 0 ? ` (${items.join(', ')})` : '';
    })
    .replace(new RegExp(`:\\s*${ABSENT}(?=\\.?$)`), '')
    .replaceAll(ABSENT, '(not given)')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function shown(field: DecodedField | undefined): string {
  if (!field) return '';
  const { value, meaning, aside, parts } = field;
  if (parts && parts.length > 1) {
    const items = parts.map((part) => (aside ? (part.value ?? part.text) : part.text));
    if (!aside || items.length > NAMED) return listOf(items);
  }
  const text = aside || meaning === undefined ? plainAddress(value) : meaning;
  return text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}

function listOf(items: readonly string[]): string {
  const more = items.length - NAMED;
  const named = items.slice(0, more > 0 ? NAMED : undefined).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}
