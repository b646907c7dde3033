import { unzipSync } from 'fflate';

/** The whole site as one file, read an entry at a time. */
export interface Archive {
  /** @param path address from the root; undefined when the site has no such file */
  read(path: string, status?: number): Response | undefined;
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json',
};

/** Opens the copy of the site; only what is asked for is unpacked. */
export function readArchive(buffer: ArrayBuffer): Archive {
  const bytes = new Uint8Array(buffer);
  return {
    read(path, status = 200) {
      const name = decoded(path).slice(1) + (path.endsWith('/') ? 'index.html' : '');
      const body = unzipSync(bytes, { filter: (file) => file.name === name })[name];
      if (!body) return undefined;
      const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain; charset=utf-8';
      return new Response(body as BodyInit, { status, headers: { 'content-type': type } });
    },
  };
}

/** An address typed by hand may hold a % that begins no sign. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
