/** A file of the JSON interface or a dataset, for its index. */
export interface ApiFile {
  /** Address; `{slug}`, `{id}` stand for parts. */
  path: string;
  holds: string;
  format: 'json' | 'ndjson' | 'csv';
  /** JSON Schema of the record; where the file holds a list, or lines, of each of them. */
  schema?: string;
}

const schema = (name: string) => `/api/v1/schemas/${name}.json`;

export const apiFiles: readonly ApiFile[] = [
  {
    path: '/api/v1/events.json',
    holds: 'List of all events, a row each; the schema is that of a row',
    format: 'json',
    schema: schema('event-row'),
  },
  {
    path: '/api/v1/events/{slug}/{id}.json',
    holds: 'One event, whole',
    format: 'json',
    schema: schema('event'),
  },
  {
    path: '/api/v1/legacy.json',
    holds: 'List of the events from before Windows Vista',
    format: 'json',
    schema: schema('legacy'),
  },
  {
    path: '/api/v1/fields.json',
    holds: 'List of the fields and where they occur',
    format: 'json',
    schema: schema('field'),
  },
  {
    path: '/api/v1/policy.json',
    holds: 'List of the audit policy subcategories and what baselines ask for',
    format: 'json',
    schema: schema('subcategory'),
  },
  {
    path: '/api/v1/codes/{id}.json',
    holds: 'One code table, whole',
    format: 'json',
    schema: schema('table'),
  },
  {
    path: '/data/events.ndjson',
    holds: 'All events, whole, one a line',
    format: 'ndjson',
    schema: schema('event'),
  },
  { path: '/data/events.csv', holds: 'All events, a row each', format: 'csv' },
  { path: '/data/fields.csv', holds: 'Every field of every event version', format: 'csv' },
  { path: '/data/legacy.csv', holds: 'Legacy numbers and their successors', format: 'csv' },
  { path: '/data/codes.csv', holds: 'Every entry of every code table', format: 'csv' },
  {
    path: '/data/policy.csv',
    holds: 'Subcategories, defaults and what baselines ask for',
    format: 'csv',
  },
];
