import type { APIRoute } from 'astro';

/** Everything may be read by everyone; crawlers find the list of all pages here (RFC 9309, sitemaps.org). */
export const GET: APIRoute = ({ site, url }) =>
  new Response(`User-agent: *
Disallow:

Sitemap: ${new URL('/sitemap-index.xml', site ?? url).href}
`);
