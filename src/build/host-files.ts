import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/**
 * Response headers for every address. The content security policy stands in each page; what a page cannot say of itself
 * stands here.
 */
export const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
};

/** Files whose name carries a hash of their content. */
const LASTING = 'public, max-age=31536000, immutable';

/** All else is asked for again: a page kept by a browser's guess would miss the files of the build that follows. */
const ASKED_AGAIN = 'no-cache';

/** What hosts do not know of themselves, or would let browsers read as another encoding. */
const types: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  ps1: 'text/plain; charset=utf-8',
  cmd: 'text/plain; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
  woff2: 'font/woff2',
};

/** Kinds of files that only scripts ask for, or that are to be kept; IIS gives out none that it does not know. */
const BYTES = ['evtx', 'pagefind', 'pf_filter', 'pf_fragment', 'pf_index', 'pf_meta'];

const lines = (write: (name: string, value: string) => string) =>
  Object.entries(headers)
    .map(([name, value]) => write(name, value))
    .join('\n');

const eachType = (write: (ending: string, type: string) => string) =>
  Object.entries(types)
    .map(([ending, type]) => write(ending, type))
    .join('\n');

const mimeMap = (ending: string, type: string) =>
  `      <remove fileExtension=".${ending}" />
      <mimeMap fileExtension=".${ending}" mimeType="${type}" />`;

const quoted = (value: string) => `"${value}"`;

/** File name → what it says, for hosts that read their settings from the site's folder. */
export const hostFiles: Readonly<Record<string, string>> = {
  // Netlify, Cloudflare Pages
  _headers: `/*
${lines((name, value) => `  ${name}: ${value}`)}
/_astro/*
  Cache-Control: ${LASTING}
`,
  // Apache
  '.htaccess': `ErrorDocument 404 /404.html
<IfModule mod_headers.c>
${lines((name, value) => `  Header always set ${name} ${quoted(value)}`)}
  Header set Cache-Control ${quoted(ASKED_AGAIN)} "expr=%{REQUEST_URI} !~ m#^/_astro/#"
  Header set Cache-Control ${quoted(LASTING)} "expr=%{REQUEST_URI} =~ m#^/_astro/#"
</IfModule>
${eachType((ending, type) => `AddType ${quoted(type)} .${ending}`)}
`,
  // nginx: include it in the server block
  'nginx-headers.conf': `${lines((name, value) => `add_header ${name} ${quoted(value)} always;`)}
error_page 404 /404.html;
expires -1;
location ^~ /_astro/ {
  expires 1y;
}
location ~ \\.(?:${Object.keys(types).join('|')})$ {
  types {
${eachType((ending, type) => `    ${quoted(type)} ${ending};`)}
  }
}
`,
  // IIS
  'web.config': `<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <system.webServer>
    <httpProtocol>
      <customHeaders>
${lines((name, value) => `        <remove name="${name}" />\n        <add name="${name}" value="${value}" />`)}
      </customHeaders>
    </httpProtocol>
    <httpErrors errorMode="Custom">
      <remove statusCode="404" />
      <error statusCode="404" path="/404.html" responseMode="ExecuteURL" />
    </httpErrors>
    <staticContent>
      <clientCache cacheControlMode="DisableCache" />
${eachType(mimeMap)}
${BYTES.map((ending) => mimeMap(ending, 'application/octet-stream')).join('\n')}
    </staticContent>
  </system.webServer>
  <location path="_astro">
    <system.webServer>
      <staticContent>
        <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" />
      </staticContent>
    </system.webServer>
  </location>
</configuration>
`,
  // Azure Static Web Apps
  'staticwebapp.config.json': `${JSON.stringify(
    {
      globalHeaders: headers,
      responseOverrides: { 404: { rewrite: '/404.html' } },
      mimeTypes: Object.fromEntries(
        Object.entries(types).map(([ending, type]) => [`.${ending}`, type]),
      ),
    },
    null,
    2,
  )}\n`,
};

/**
 * Writes the settings of common hosts into the built site. The server that shows it on one's own machine answers as they
 * do: an address typed by hand, without a slash at its end, is that of the page.
 */
export function hostSettings(): AstroIntegration {
  return {
    name: 'audit-atlas-hosts',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        if (command === 'preview') updateConfig({ trailingSlash: 'ignore' });
      },
      'astro:build:done': ({ dir }) => {
        for (const [name, text] of Object.entries(hostFiles)) {
          writeFileSync(join(fileURLToPath(dir), name), text);
        }
      },
    },
  };
}
