/**
 * What a page of the site may load: its own files and nothing else, no script or style inside the page.
 * `wasm-unsafe-eval` is for the full-text search, whose engine is WebAssembly.
 */
export const contentPolicy = [
  "default-src 'none'",
  "base-uri 'none'",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "worker-src 'self'",
].join('; ');
