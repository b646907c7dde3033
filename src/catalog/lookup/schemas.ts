import type { Catalog } from '../build.ts';
import { mappedFields } from '../field-uses.ts';
import { fieldAnswer, type Answer } from './answer.ts';
import { fieldAnswers } from './names.ts';
import type { LookupIndex } from './lookup-index.ts';
import type { Query } from './read-query.ts';

/** No path to a field is longer. */
const LONGEST = 120;

/** Names that other schemas and tools give to fields: name, places of the fields in the lookup index, schemas. */
export type SchemaRows = [name: string, fields: number[], schemas: string[]][];

/** Every name of a field elsewhere that says more than the name of the field itself. */
export function schemaRows(catalog: Catalog): SchemaRows {
  const concepts = [...catalog.fields.values()];
  const places = new Map(concepts.map((field, place) => [field, place]));
  const rows = new Map<string, SchemaRows[number]>();
  for (const { title, fields: mapped } of catalog.records.mappings.values()) {
    for (const [field, names] of Object.entries(mapped)) {
      for (const mapping of names) {
        const { to } = mapping;
        const held = [...mappedFields(field, mapping, catalog)];
        if (held.length === 0 || !/^[\w.]+$/.test(to) || catalog.fieldOf(to)) continue;
        const row = rows.get(to) ?? [to, [], []];
        rows.set(to, row);
        for (const place of held.flatMap((one) => places.get(one) ?? []))
          if (!row[1].includes(place)) row[1].push(place);
        if (!row[2].includes(title)) row[2].push(title);
      }
    }
  }
  return [...rows.values()].map(([name, held, schemas]) => [
    name,
    held.sort((a, b) => (concepts[b]?.events.length ?? 0) - (concepts[a]?.events.length ?? 0)),
    schemas,
  ]);
}

/** Whether a query may be a name of a field elsewhere: one word, and no event id. */
export const mayBeSchemaName = ({ parts: [part, ...others], only }: Query): boolean =>
  only !== 'policy' &&
  others.length === 0 &&
  part?.id === undefined &&
  /^[\w.]{3,}$/.test(part?.text ?? '');

/** Fields that a schema calls so, and the one that a path ends in: `winlog.event_data.TargetUserName`. */
export function schemaAnswers(text: string, index: LookupIndex, names: SchemaRows): Answer[] {
  const wanted = text.toLowerCase();
  const called = names
    .filter(([name]) => name.toLowerCase() === wanted)
    .flatMap(([name, places, schemas]) =>
      places.flatMap((place) => {
        const row = index.fields[place];
        if (!row) return [];
        const answer = fieldAnswer(row);
        const detail = `${name} in ${schemas.join(', ')}; ${answer.detail}`;
        return [{ ...answer, detail, exact: places.length === 1 }];
      }),
    );
  if (/\s/.test(text) || text.length > LONGEST) return called;
  const steps = text.split(/[._]/);
  const ends = steps.slice(1).map((_, at) => steps.slice(at + 1).join('_'));
  const ended = ends.map((end) => fieldAnswers(end, index).filter(({ exact }) => exact));
  return [...(ended.find((answers) => answers.length > 0 && called.length === 0) ?? []), ...called];
}

/** The fields of a line that shows a value: `Account Name: anna`. */
export function valueAnswers(text: string, index: LookupIndex): Answer[] {
  const label = /^([A-Za-z][\w ()-]{2,40}?)\s?[:=]\s?\S/.exec(text)?.[1];
  return label === undefined
    ? []
    : fieldAnswers(label, index).map((answer) => ({ ...answer, exact: false }));
}
