import type { Catalog, EventEntry } from '../catalog/build.ts';
import { ruleData } from '../catalog/rule-data.ts';
import { columnTables } from '../query/columns.ts';
import { dialects } from '../query/dialects.ts';
import { queryEvent } from '../query/query-event.ts';
import type { ColumnTables, Dialect, Query, QueryRule } from '../query/query.ts';

/** A query, or why there is none, with the language that it is in. */
export interface Shown {
  dialect: Dialect;
  query: Query | { cannot: string };
}

const prepared = new WeakMap<Catalog, { columns: ColumnTables; rules: Map<string, QueryRule> }>();

/** Queries of one event in every language. */
export function eventQueries(event: EventEntry, catalog: Catalog): Shown[] {
  const { columns } = prepare(catalog);
  const asked = queryEvent(event);
  return dialects.map((dialect) => ({ dialect, query: dialect.event(asked, columns) }));
}

/** Queries of one correlation rule in the languages that join events. */
export function ruleQueries(id: string, catalog: Catalog): Shown[] {
  const { columns, rules } = prepare(catalog);
  const rule = rules.get(id);
  if (!rule) return [];
  return dialects.flatMap((dialect) =>
    dialect.rule ? [{ dialect, query: dialect.rule(rule, columns) }] : [],
  );
}

function prepare(catalog: Catalog) {
  const known = prepared.get(catalog);
  if (known) return known;
  const all = ruleData(catalog);
  const boots = all.find((rule) => rule.defines === 'boot');
  const made = {
    columns: columnTables(catalog),
    rules: new Map(all.map((rule) => [rule.id, { rule, boots }])),
  };
  prepared.set(catalog, made);
  return made;
}
