import type { EntityFacts } from '../schema/entity.ts';

/** The parts that accounts, processes, endpoints and objects play in an event, in the order in which one asks. */
export const roleTitles: Record<EntityFacts['role'], string> = {
  who: 'Who did it',
  whom: 'To whom',
  from: 'From where',
  to: 'Where to',
  with: 'With what',
  what: 'On what',
};
