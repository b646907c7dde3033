import { apiFiles } from '../../../build/api-files.ts';
import { apiSchemas } from '../../../schema/api.ts';

/** What there is below /api/v1/ and /data/, and the schemas of it and of what decoder and command line give. */
export function GET(): Response {
  const schemas = Object.entries(apiSchemas).map(([name, { title }]) => ({
    path: `/api/v1/schemas/${name}.json`,
    title,
  }));
  return Response.json({ version: 1, files: apiFiles, schemas });
}
