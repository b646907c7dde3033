import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/**
 * Bytes that a page and the styles and scripts that it names need, compressed as hosts do; fonts and pictures apart.
 *
 * @param dist folder of the built site
 * @param path folder of the page in it
 */
export function weighPage(dist: string, path: string): { all: number; script: number } {
  const small = (file: string) => brotliCompressSync(readFileSync(join(dist, file))).length;
  const html = readFileSync(join(dist, path, 'index.html'), 'utf8');
  const styles = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(
    ([, url]) => url ?? '',
  );
  const scripts = new Set<string>();
  const follow = (file: string) => {
    if (scripts.has(file)) return;
    scripts.add(file);
    const text = readFileSync(join(dist, file), 'utf8');
    for (const [, name] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g))
      follow(`/_astro/${name}`);
  };
  for (const [, url] of html.matchAll(/<script[^>]* src="([^"]+)"/g)) follow(url ?? '');
  const script = [...scripts].reduce((sum, file) => sum + small(file), 0);
  const style = styles.reduce((sum, file) => sum + small(file), 0);
  return { all: small(join(path, 'index.html')) + style + script, script };
}
