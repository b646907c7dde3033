import { apiFiles } from '../../../build/api-files.ts';

/** What there is below /api/v1/ and /data/. */
export function GET(): Response {
  return Response.json({ version: 1, files: apiFiles });
}
