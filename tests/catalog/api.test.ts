import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { csvText } from '../../src/catalog/csv.ts';
import { datasets } from '../../src/catalog/datasets.ts';
import {
  eventRecord,
  eventRow,
  fieldRecord,
  legacyRecord,
  subcategoryRecord,
  tableRecord,
} from '../../src/catalog/records.ts';
import { decodeEvent, toJson } from '../../src/decode/decode.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { apiSchemas } from '../../src/schema/api.ts';
import { realCatalog } from '../content.ts';

const { catalog, definitions } = realCatalog();
const decoded = catalog.events.flatMap(({ samples }) =>
  samples.flatMap(({ xml }) =>
    [...readEvents(xml, definitions)].flatMap((read) =>
      'event' in read ? [toJson(decodeEvent(read.event, definitions))] : [],
    ),
  ),
);
const records = {
  event: catalog.events.map(eventRecord),
  'event-row': catalog.events.map(eventRow),
  legacy: [...catalog.legacy.values()].map(legacyRecord),
  field: [...catalog.fields.values()].map((one) => fieldRecord(one, catalog)),
  subcategory: [...catalog.subcategories.values()].map((one) => subcategoryRecord(one, catalog)),
  table: [...catalog.codes.values()].map((one) => tableRecord(one, catalog)),
  decoded,
};

test.each(Object.entries(records))('every %s holds to its published JSON Schema', (name, all) => {
  const { schema } = apiSchemas[name as keyof typeof apiSchemas];
  const validate = new Ajv2020({ allErrors: true }).compile(
    z.toJSONSchema(schema, { io: 'output' }),
  );
  const wrong = all.flatMap((record) =>
    validate(JSON.parse(JSON.stringify(record)))
      ? []
      : [{ record: 'url' in record ? record.url : record.title, errors: validate.errors }],
  );
  expect(wrong).toEqual([]);
  expect(all.length).toBeGreaterThan(0);
});

test('CSV quotes what needs it and disarms formulas', () =>
  expect(
    csvText(
      ['a', 'b'],
      [
        ['x,y', 'say "hi"'],
        ['=1+1', 2],
        [undefined, -3],
        ['-', '-5'],
      ],
    ),
  ).toBe('a,b\r\n"x,y","say ""hi"""\r\n\'=1+1,2\r\n,-3\r\n-,-5\r\n'));

test.each(Object.entries(datasets))('the dataset %s has a row for everything', (name, write) => {
  const lines = [...write(catalog)];
  const least = {
    events: catalog.events.length,
    fields: catalog.events.flatMap((event) => event.layouts.flatMap((one) => one.fields)).length,
    legacy: catalog.legacy.size,
    codes: [...catalog.codes.values()].flatMap((table) => table.entries).length,
    policy: catalog.subcategories.size,
  }[name];
  expect(lines.length - 1).toBeGreaterThanOrEqual(least ?? Number.NaN);
});
