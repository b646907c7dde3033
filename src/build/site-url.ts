/**
 * Reads the address that the site is built for.
 *
 * @param text `https://audit.example`; a slash at its end changes nothing
 * @throws {Error} when it is no address of the web, or has a path: every link of the site begins at the root
 */
export function readSiteUrl(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Error(`SITE_URL is "${text}". Write a whole address, such as https://audit.example.`);
  if (url.pathname + url.search + url.hash !== '/')
    throw new Error(
      `SITE_URL is "${text}". The site is served from the root of its address: leave out "${url.pathname + url.search + url.hash}", and give the site a name or a port of its own.`,
    );
  return url.origin;
}
