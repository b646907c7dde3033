import type { Definitions, EventDefinition } from '../../catalog/definitions.ts';

/** Which fields of an event say who acted and from where, first choice first. */
export interface Roles {
  who: { name: string; domain: string | undefined }[];
  from: string[];
}

const known = new WeakMap<EventDefinition, Roles>();

/**
 * The account that the event's sentence names first, and the first address or host; by the order of the fields where there
 * is no sentence.
 */
export function rolesOf(definition: EventDefinition, definitions: Definitions): Roles {
  let roles = known.get(definition);
  if (roles) return roles;
  const inSentence = [...(definition.sentence ?? '').matchAll(/\{([\w%]+)\}/g)].map(
    ([, name]) => name as string,
  );
  const inLayout = (definition.layouts[0]?.fields ?? []).map(({ name }) => name);
  const names = [...new Set([...inSentence, ...inLayout])];
  const ofType = (type: string) => names.filter((name) => definitions.slotOf(name).type === type);
  const domainOf = (name: string) => {
    const entity = definitions.entities.find(({ parts }) => parts['name']?.includes(name));
    return entity?.parts['domain']?.find((part) => inLayout.includes(part));
  };
  roles = {
    who: ofType('account-name').map((name) => ({ name, domain: domainOf(name) })),
    from: [...ofType('ip-address'), ...ofType('host-name')],
  };
  known.set(definition, roles);
  return roles;
}
