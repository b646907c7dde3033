import type { EventEntry } from './build.ts';
import type { EventLinks } from './event-links.ts';

export interface NamesElsewhere {
  schemas: { id: string; title: string }[];
  /** A field and, in the order of `schemas`, its names there. */
  rows: { name: string; names: string[][] }[];
}

/** Schemas that name fields of an event, and the names; schemas and fields without any are left out. */
export function namesElsewhere(event: EventEntry, links: EventLinks): NamesElsewhere {
  const fields = [...new Set((event.facts.fields ?? []).map(({ name }) => name))];
  const columns = links.schemas
    .map(({ id, title, names }) => ({
      id,
      title,
      cells: fields.map((field) => [
        ...new Set(
          (names.get(field) ?? []).filter(({ holds }) => holds(event)).map(({ to }) => to),
        ),
      ]),
    }))
    .filter(({ cells }) => cells.some((cell) => cell.length > 0));
  return {
    schemas: columns.map(({ id, title }) => ({ id, title })),
    rows: fields
      .map((name, index) => ({ name, names: columns.map(({ cells }) => cells[index] ?? []) }))
      .filter(({ names }) => names.some((cell) => cell.length > 0)),
  };
}
