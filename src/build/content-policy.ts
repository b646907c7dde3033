/**
 * What a page of the site may load: its own files and nothing else, no script or style inside the page. WebAssembly runs
 * in the worker of the full-text search alone, which no page's policy rules. Firefox asks the default whether the next
 * page may be fetched ahead, so it is the site itself, and what no page has is forbidden by name.
 */
export const contentPolicy = [
  "default-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-src 'none'",
  "img-src 'self' data:",
  "media-src 'none'",
  "object-src 'none'",
].join('; ');
