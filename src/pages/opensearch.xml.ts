import type { APIRoute } from 'astro';

/** Lets a browser search the site from its address bar (OpenSearch 1.1). */
export const GET: APIRoute = ({ site, url }) => {
  const base = site ?? new URL('/', url);
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>Audit Atlas</ShortName>
  <Description>Windows Security events, codes and fields</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Image width="16" height="16" type="image/svg+xml">${new URL('favicon.svg', base).href}</Image>
  <Url type="text/html" method="get" template="${new URL('search/', base).href}?q={searchTerms}"/>
  <Url type="application/opensearchdescription+xml" rel="self" template="${new URL('opensearch.xml', base).href}"/>
</OpenSearchDescription>
`;
  return new Response(xml, {
    headers: { 'content-type': 'application/opensearchdescription+xml; charset=utf-8' },
  });
};
