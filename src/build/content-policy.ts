/**
 * What a page of the site may load: its own files and nothing else, no script or style inside the page. WebAssembly runs
 * in the worker of the full-text search alone, which no page's policy rules.
 */
export const contentPolicy = [
  "default-src 'none'",
  "base-uri 'none'",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "worker-src 'self'",
].join('; ');
