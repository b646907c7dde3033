import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { serveFolder } from './static-host.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The built site, below the repository's root. */
export const dist = fileURLToPath(new URL('../dist/', import.meta.url));

/** CHROME_PATH, or where Debian and others put Chromium. */
export function browserPath(): string {
  const path = process.env['CHROME_PATH'] ?? PLACES.find((place) => existsSync(place));
  if (!path) throw new Error('No Chromium was found: install it, or set CHROME_PATH to a browser.');
  return path;
}

/** Serves the built site as a host does, and starts a browser. */
export async function openSite(): Promise<{
  base: string;
  browser: Browser;
  close(): Promise<void>;
}> {
  if (!existsSync(dist)) throw new Error('Build the site first: npm run build');
  const { url, server } = await serveFolder(dist);
  const browser = await chromium.launch({
    executablePath: browserPath(),
    args: ['--no-sandbox'],
  });
  return {
    base: url,
    browser,
    async close() {
      await browser.close();
      server.close();
    },
  };
}
