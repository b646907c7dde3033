/**
 * How long a reader waits for the first picture of the correlation page: from the start of the navigation, by the
 * page's own clock, to the frame after the one in which it was drawn; nothing in the cache.
 *
 *     npm run build && node bench/correlate-first.ts [RUNS] [#scenario=ID]
 */
import { openBrowser, serve } from '../tests/site/serve.ts';

const [runs = '7', hash = ''] = process.argv.slice(2);
const { url, server } = await serve();
const browser = await openBrowser();
const times: number[] = [];
for (let run = 0; run < Number(runs); run += 1) {
  const page = await browser.newPage({ serviceWorkers: 'block' });
  await page.addInitScript(watch);
  await page.goto(`${url}/correlate/${hash}`);
  const time = await page.waitForFunction(() => (window as unknown as Watched).drawnAt);
  times.push((await time.jsonValue()) ?? Number.NaN);
  await page.close();
}
times.sort((a, b) => a - b);
const at = (part: number) => Math.round(times[Math.floor((times.length - 1) * part)] ?? 0);
console.log(
  `first drawing: median ${at(0.5)} ms, least ${at(0)}, most ${at(1)} (${times.length} loads)`,
);
await browser.close();
server.close();

interface Watched {
  drawnAt?: number;
}

/** Runs in the page. */
function watch(): void {
  const watcher = new MutationObserver(() => {
    if (!document.querySelector('#correlate[data-drawn]')) return;
    watcher.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        (window as unknown as Watched).drawnAt = performance.now();
      }),
    );
  });
  const attributeFilter = ['data-drawn'];
  watcher.observe(document, { subtree: true, attributes: true, attributeFilter });
}
