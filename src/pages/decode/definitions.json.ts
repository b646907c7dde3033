import { getCatalog } from '../../build/catalog.ts';
import { definitionsData, tableData, type DefinitionsData } from '../../catalog/definitions.ts';

/** Tables with more entries are files of their own, loaded when a value needs them. */
const SMALL = 2;

/** What fields are in words is loaded with the first event that is shown: `field-notes.json`. */
function withoutNotes(data: DefinitionsData): DefinitionsData {
  return { ...data, fields: data.fields.map(({ means: _, ...field }) => field) };
}

/** What the decoder needs before the first event. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  const small = [...catalog.codes.values()].filter((table) => table.entries.length <= SMALL);
  return Response.json({
    definitions: withoutNotes(definitionsData(catalog)),
    tables: small.map((table) => tableData(catalog, table.id)),
    others: [...catalog.codes.keys()].filter((id) => !small.some((table) => table.id === id)),
  });
}
