import { getCatalog } from './catalog.ts';

/** The paths of what is made once for each code table. */
export async function tablePaths() {
  const { catalog } = await getCatalog();
  return [...catalog.codes.values()].map((table) => ({
    params: { id: table.id },
    props: { table },
  }));
}
