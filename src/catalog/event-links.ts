import type { DataComponentFacts } from '../schema/detection.ts';
import type { EventListFacts } from '../schema/policy.ts';
import type { NamedEvent } from '../schema/text.ts';
import type { Catalog, Entity, EventEntry } from './build.ts';
import { eventNamed, isAmong } from './event-address.ts';
import { push } from './push.ts';

/** A name that another schema gives to a field. */
export interface OtherName {
  to: string;
  /** Whether the name holds for an event. */
  holds(event: EventEntry): boolean;
  /** When it holds, in words. */
  condition: string | undefined;
}

/** What points at events and fields from elsewhere in the catalog, turned round once a build. */
export interface EventLinks {
  /** Field name → the thing that it is a part of. */
  entityOf: ReadonlyMap<string, { entity: Entity; part: string }>;
  /** Event → lists of events to collect that name it. */
  lists: ReadonlyMap<EventEntry, readonly EventListFacts[]>;
  /** Event → ATT&CK data components. */
  components: ReadonlyMap<EventEntry, readonly DataComponentFacts[]>;
  /** Schemas in alphabetical order, each with field name → names there. */
  schemas: readonly {
    id: string;
    title: string;
    names: ReadonlyMap<string, readonly OtherName[]>;
  }[];
  /** Events before and after, by slug and id. */
  neighbours: ReadonlyMap<EventEntry, { before?: EventEntry; after?: EventEntry }>;
}

/** Turns the references of a catalog round. Linear in its size. */
export function eventLinks(catalog: Catalog): EventLinks {
  const entityOf = new Map<string, { entity: Entity; part: string }>();
  for (const entity of catalog.entities) {
    for (const [part, names] of Object.entries(entity.parts)) {
      for (const name of names) if (!entityOf.has(name)) entityOf.set(name, { entity, part });
    }
  }
  const lists = new Map<EventEntry, EventListFacts[]>();
  const components = new Map<EventEntry, DataComponentFacts[]>();
  const add = <T>(to: Map<EventEntry, T[]>, named: NamedEvent, one: T) => {
    const event = eventNamed(catalog, named);
    if (event) push(to, event, one);
  };
  for (const list of catalog.records['event-lists'].values())
    for (const named of list.events) add(lists, named, list);
  for (const component of catalog.records['data-components'].values())
    for (const named of Object.keys(component.events)) add(components, named, component);
  const neighbours = new Map<EventEntry, { before?: EventEntry; after?: EventEntry }>();
  for (const [index, event] of catalog.events.entries()) {
    const before = catalog.events[index - 1];
    const after = catalog.events[index + 1];
    neighbours.set(event, {
      ...(before?.slug === event.slug ? { before } : {}),
      ...(after?.slug === event.slug ? { after } : {}),
    });
  }
  return {
    entityOf,
    lists,
    components,
    neighbours,
    schemas: [...catalog.records.mappings].map(([id, facts]) => ({
      id,
      title: facts.title,
      names: new Map(
        Object.entries(facts.fields).map(([name, mappings]) => [
          name,
          mappings.map(({ to, events, condition }) => ({
            to,
            holds: (event) => isAmong(event, events, catalog),
            condition,
          })),
        ]),
      ),
    })),
  };
}
