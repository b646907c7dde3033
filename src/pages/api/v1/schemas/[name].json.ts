import type { APIRoute, GetStaticPaths } from 'astro';
import { z } from 'zod';
import { apiSchemas } from '../../../../schema/api.ts';

type Name = keyof typeof apiSchemas;

export const getStaticPaths = (() =>
  Object.keys(apiSchemas).map((name) => ({ params: { name } }))) satisfies GetStaticPaths;

/** JSON Schema (2020-12) of one kind of record. */
export const GET: APIRoute = ({ params }) => {
  const { schema, title } = apiSchemas[params['name'] as Name];
  return Response.json({
    $id: `/api/v1/schemas/${params['name']}.json`,
    title,
    ...z.toJSONSchema(schema, { io: 'output' }),
  });
};
