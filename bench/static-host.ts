import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { headers } from '../src/build/host-files.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const COMPRESSED = /^(?:text\/|application\/(?:json|xml|manifest)|image\/svg)/;

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** Bytes as a host sends them: brotli of the level that hosts use for files. */
export function brotli(body: Uint8Array): Buffer {
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
}

/**
 * Serves a folder as a real static host does: compressed, with the site's headers and lasting names cached; the 404 page
 * for what is not there. Each file is compressed once.
 *
 * @param without headers of the site that are left out, in the spelling of `headers`
 */
export async function serveFolder(
  folder: string,
  without: readonly string[] = [],
): Promise<{ url: string; server: Server }> {
  const sent = Object.entries(headers).filter(([name]) => !without.includes(name));
  const answers = new Map<string, Answer>();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const accepts = String(request.headers['accept-encoding'] ?? '');
    const coding = accepts.includes('br') ? 'br' : accepts.includes('gzip') ? 'gzip' : '';
    const key = `${coding} ${path}`;
    const answer = answers.get(key) ?? read(folder, path, coding, Object.fromEntries(sent));
    answers.set(key, answer);
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return { url: `http://127.0.0.1:${address.port}`, server };
}

function read(
  folder: string,
  path: string,
  coding: string,
  siteHeaders: Record<string, string>,
): Answer {
  let file = join(folder, path);
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
  const found = existsSync(file);
  if (!found) file = join(folder, '404.html');
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  const lasting = path.startsWith('/_astro/');
  const bytes = readFileSync(file);
  const packs = coding !== '' && COMPRESSED.test(type);
  return {
    status: found ? 200 : 404,
    headers: {
      ...siteHeaders,
      'content-type': type,
      'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'public, max-age=600',
      ...(packs ? { 'content-encoding': coding } : {}),
    },
    body: packs ? (coding === 'br' ? brotli(bytes) : gzipSync(bytes)) : bytes,
  };
}
