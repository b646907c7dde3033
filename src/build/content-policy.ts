/**
 * What a page of the site may load: its own files and nothing else, no script or style inside the page.
 *
 * @param wasm whether it runs WebAssembly: the full-text search does, nothing else
 */
export function contentPolicy(wasm: boolean): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    `script-src 'self'${wasm ? " 'wasm-unsafe-eval'" : ''}`,
    "style-src 'self'",
    "worker-src 'self'",
  ].join('; ');
}
