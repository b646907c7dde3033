const asked = new Set<string>();

/** Asks the browser to have a page of this site ready. */
export function prefetch(url: string): void {
  const path = url.split('#')[0] ?? url;
  if (asked.has(path)) return;
  asked.add(path);
  const link = document.createElement('link');
  link.rel = 'prefetch';
  link.href = path;
  document.head.append(link);
}
