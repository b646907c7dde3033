/**
 * Lighthouse on the kinds of pages that readers open, phone and desktop, served compressed as a host does. Prints the four
 * scores of each and the audits that cost points; exits 1 when a score is below 100.
 *
 *     npm ci --prefix bench && npm run build && node bench/lighthouse.ts [path …]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { chromium } from 'playwright-core';
import { browserPath, dist } from './open-site.ts';
import { serveFolder } from './static-host.ts';

const PAGES = ['/', '/security/4624/', '/codes/ntstatus/', '/search/?q=logon', '/security/'];
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const CHROME_FLAGS =
  '--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking';

interface Report {
  categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { title: string; score: number | null; displayValue?: string }>;
}

if (isMainThread) await main();
// A page that is opened apart from others moves to another process, where Lighthouse loses its trace (NO_NAVSTART).
else parentPort?.postMessage((await serveFolder(dist, ['Cross-Origin-Opener-Policy'])).url);

async function main(): Promise<void> {
  // The server has a thread of its own: Lighthouse is waited for.
  const host = new Worker(fileURLToPath(import.meta.url));
  const base = await new Promise<string>((resolve) => host.once('message', resolve));
  const asked = process.argv.slice(2);
  let short = false;
  for (const path of asked.length > 0 ? asked : PAGES) {
    await openOnce(base + path);
    for (const desktop of [false, true]) {
      const { categories, audits } = run(base + path, desktop);
      const scores = CATEGORIES.map((id) => Math.round((categories[id]?.score ?? 0) * 100));
      short ||= scores.some((score) => score < 100);
      console.log(`${scores.join(' / ')}  ${desktop ? 'desktop' : 'phone  '}  ${path}`);
      for (const { id, weight } of CATEGORIES.flatMap((one) => categories[one]?.auditRefs ?? [])) {
        const audit = audits[id];
        if (!audit || audit.score === null || audit.score >= 0.995 || weight === 0) continue;
        console.log(`    ${audit.title} ${audit.displayValue ?? ''} (${audit.score.toFixed(2)})`);
      }
    }
  }
  await host.terminate();
  process.exitCode = short ? 1 : 0;
}

/** Has the host compress what the page asks for, which hosts do when files are put there and not while readers wait. */
async function openOnce(url: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: browserPath(), args: ['--no-sandbox'] });
  const page = await browser.newPage();
  await page.goto(url, { waitUntil: 'networkidle' });
  await browser.close();
}

function run(url: string, desktop: boolean): Report {
  const folder = mkdtempSync(join(tmpdir(), 'lighthouse-'));
  const file = join(folder, 'report.json');
  const cli = fileURLToPath(new URL('node_modules/lighthouse/cli/index.js', import.meta.url));
  try {
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        cli,
        url,
        '--quiet',
        '--no-enable-error-reporting',
        '--output=json',
        `--output-path=${file}`,
        `--only-categories=${CATEGORIES.join(',')}`,
        `--chrome-flags=${CHROME_FLAGS} --user-data-dir=${join(folder, 'profile')}`,
        ...(desktop ? ['--preset=desktop'] : []),
      ],
      { encoding: 'utf8', env: { ...process.env, CHROME_PATH: browserPath() } },
    );
    if (status !== 0) throw new Error(`Lighthouse failed on ${url}:\n${stderr.slice(-2_000)}`);
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
