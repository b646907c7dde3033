import type { Definitions, EventDefinition } from '../../catalog/definitions.ts';
import { fieldsIn } from '../../schema/message-template.ts';

/** Which fields of an event say who acted and from where, first choice first. */
export interface Roles {
  who: { name: string; domain: string | undefined }[];
  from: string[];
}

const known = new WeakMap<EventDefinition, Roles>();

/**
 * The account that the event's sentence names first, and the first address or host; by the order of the fields where there
 * is no sentence or no definition.
 *
 * @param names of the event's fields in order, for an event without a definition
 */
export function rolesOf(
  definition: EventDefinition | undefined,
  names: () => string[],
  definitions: Definitions,
): Roles {
  const made = definition && known.get(definition);
  if (made) return made;
  const inSentence = fieldsIn(definition?.sentence ?? '');
  const slots = definition?.layouts[0]?.fields ?? names().map((name) => definitions.slotOf(name));
  const inEvent = slots.map(({ name }) => name);
  const types = new Map(slots.map(({ name, type }) => [name, type]));
  const all = [...new Set([...inSentence, ...inEvent])];
  const ofType = (type: string) =>
    all.filter(
      (name) =>
        (types.get(name) ?? definitions.slotOf(name, definition?.providerName).type) === type,
    );
  const domainOf = (name: string) => {
    const entity = definitions.entities.find(({ parts }) => parts['name']?.includes(name));
    return entity?.parts['domain']?.find((part) => inEvent.includes(part));
  };
  const roles = {
    who: ofType('account-name').map((name) => ({ name, domain: domainOf(name) })),
    from: [...ofType('ip-address'), ...ofType('host-name')],
  };
  if (definition) known.set(definition, roles);
  return roles;
}
