/**
 * The search in a real browser, on the page's own clock: how long a reader waits for an answer.
 *
 * - jump: from a key in the box to the answers below it, the index of ids being there;
 * - cold: from the start of the navigation to /search/?q=… to the first full-text result, nothing in the cache;
 * - warm: from a key in the box of the search page to the first result of a word that was not searched before.
 *
 *     npm run build && node bench/search.ts [runs]
 */
import { openSite } from './open-site.ts';
import { searchTimes } from './search-times.ts';

const runs = Number(process.argv[2] ?? 7);
const { base, browser, close } = await openSite();
const times = await searchTimes(browser, base, runs);
for (const [name, all] of Object.entries<number[]>({ ...times })) {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (part: number) => (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(1);
  console.log(
    `${name.padEnd(5)} median ${at(0.5)} ms, least ${at(0)}, most ${at(1)} (${all.length})`,
  );
}
await close();
