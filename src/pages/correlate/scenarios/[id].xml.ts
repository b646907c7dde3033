import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../../build/catalog.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  return catalog.scenarios.map(({ id, xml }) => ({ params: { id }, props: { xml } }));
}) satisfies GetStaticPaths;

/** The log of a scenario. */
export const GET: APIRoute<{ xml: string }> = ({ props }) =>
  new Response(props.xml, { headers: { 'content-type': 'application/xml' } });
