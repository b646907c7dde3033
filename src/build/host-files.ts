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

const lines = (write: (name: string, value: string) => string) =>
  Object.entries(headers)
    .map(([name, value]) => write(name, value))
    .join('\n');

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
</IfModule>
AddType application/manifest+json .webmanifest
AddType text/markdown .md
`,
  // nginx: include it in the server block
  'nginx-headers.conf': `${lines((name, value) => `add_header ${name} ${quoted(value)} always;`)}
error_page 404 /404.html;
`,
  // IIS
  'web.config': `<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <system.webServer>
    <httpProtocol>
      <customHeaders>
${lines((name, value) => `        <add name="${name}" value="${value}" />`)}
      </customHeaders>
    </httpProtocol>
    <httpErrors errorMode="Custom">
      <remove statusCode="404" />
      <error statusCode="404" path="/404.html" responseMode="ExecuteURL" />
    </httpErrors>
    <staticContent>
      <remove fileExtension=".md" />
      <mimeMap fileExtension=".md" mimeType="text/markdown" />
      <remove fileExtension=".ndjson" />
      <mimeMap fileExtension=".ndjson" mimeType="application/x-ndjson" />
      <remove fileExtension=".webmanifest" />
      <mimeMap fileExtension=".webmanifest" mimeType="application/manifest+json" />
      <remove fileExtension=".pf_meta" />
      <mimeMap fileExtension=".pf_meta" mimeType="application/octet-stream" />
      <remove fileExtension=".pf_index" />
      <mimeMap fileExtension=".pf_index" mimeType="application/octet-stream" />
      <remove fileExtension=".pf_fragment" />
      <mimeMap fileExtension=".pf_fragment" mimeType="application/octet-stream" />
      <remove fileExtension=".pf_filter" />
      <mimeMap fileExtension=".pf_filter" mimeType="application/octet-stream" />
      <remove fileExtension=".pagefind" />
      <mimeMap fileExtension=".pagefind" mimeType="application/octet-stream" />
    </staticContent>
  </system.webServer>
</configuration>
`,
  // Azure Static Web Apps
  'staticwebapp.config.json': `${JSON.stringify(
    {
      globalHeaders: headers,
      responseOverrides: { 404: { rewrite: '/404.html' } },
      mimeTypes: { '.ndjson': 'application/x-ndjson', '.md': 'text/markdown' },
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
