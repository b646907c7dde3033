import { nearest } from '../catalog/nearest.ts';
import { isUnreadField, placeIn, type CheckContext, type Rule } from './rule.ts';
import type { Problem } from '../problem.ts';
import { fieldsIn } from '../schema/message-template.ts';

/** Names of fields are those of the dictionary, and what an event says of a field is of one it has. */
export const fieldNames: Rule = function* (context) {
  const { catalog } = context;
  const used = new Set<string>();
  const { fieldOf } = catalog;
  for (const event of catalog.events) {
    const record = `events/${event.key}`;
    const own = (event.facts.fields ?? []).map((field) => field.name);
    for (const [index, name] of own.entries()) {
      const field = fieldOf(name, event.provider.id);
      if (field) used.add(`${field.id} ${name}`);
      if (field || isUnreadField(context, name)) continue;
      yield unknownField(context, record, index, name, event.provider.id);
    }
    for (const key of ['notes', 'unlabelled', 'hidden'] as const) {
      const value = event.facts[key] ?? [];
      const names = Array.isArray(value) ? value : Object.keys(value);
      for (const [index, name] of names.entries()) {
        if (own.includes(name)) continue;
        const path = Array.isArray(value) ? [key, index] : [key, name];
        yield missingInEvent(name, own, placeIn(context, record, path, 'key'), key);
      }
    }
    for (const name of fieldsIn(event.facts.sentence ?? '')) {
      if (own.includes(name) || name === 'Computer') continue;
      yield missingInEvent(name, own, placeIn(context, record, ['sentence']), 'sentence');
    }
  }
  // An event that could not be read may be the one that has the field.
  if (context.content.problems.length > 0) return;
  for (const [id, facts] of context.content.records.fields) {
    const ofProviders = facts.providers ? ` of ${facts.providers.join(' or ')}` : '';
    for (const [index, name] of facts.names.entries()) {
      if (used.has(`${id} ${name}`)) continue;
      yield {
        code: 'unused-field',
        place: placeIn(context, `fields/${id}`, ['names', index]),
        message: `No event${ofProviders} has a field called ${name}.`,
        hint: 'Correct the name, or remove it.',
      };
    }
  }
};

function unknownField(
  context: CheckContext,
  record: string,
  index: number,
  name: string,
  provider: string,
): Problem {
  const fields = [...context.catalog.fields.values()].filter(
    ({ providers }) => providers?.includes(provider) ?? true,
  );
  const near = nearest(
    name,
    fields.flatMap(({ names }) => names),
  );
  const same = fields.find(({ names }) =>
    names.some((one) => one.toLowerCase() === name.toLowerCase()),
  );
  return {
    code: 'unknown-field',
    place: placeIn(context, record, ['fields', index]),
    message: `No field is called "${name}".`,
    hint: same
      ? `Write ${same.names.join(' or ')}; if Windows writes ${name} here, add it to the names of content/fields/${same.id}.yaml.`
      : `${near ? `Did you mean ${near}? ` : ''}A new field starts with: npm run new -- field ${name}`,
  };
}

function missingInEvent(
  name: string,
  own: readonly string[],
  place: Problem['place'],
  key: string,
): Problem {
  const near = nearest(name, own);
  return {
    code: 'field-not-in-event',
    place,
    message: `${key} names ${name}, which the event does not have.`,
    hint: near ? `Did you mean ${near}?` : `Its fields are ${own.join(', ') || 'none'}.`,
  };
}
