import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong on a page, one line a fault. The policy of the page is no hindrance: it runs outside it. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', {
    expression: `${axe};axe.run({resultTypes:['violations'],rules:{'target-size':{enabled:true}}}).then(({violations})=>JSON.stringify(violations.flatMap(({id,nodes})=>nodes.map(({target})=>id+' '+target.join(' ')))))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return JSON.parse(result.value as string) as string[];
}

/** Elements that reach beyond the right edge of the window and do not stand in a box that scrolls. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const boxed = (element: Element) => {
      for (let at = element.parentElement; at; at = at.parentElement)
        if (getComputedStyle(at).overflowX !== 'visible') return true;
      return false;
    };
    return [...document.querySelectorAll('body *')]
      .filter(
        (element) =>
          element.checkVisibility() &&
          element.getBoundingClientRect().right > innerWidth + 1 &&
          !boxed(element),
      )
      .map((element) => `${element.tagName} ${element.textContent?.slice(0, 40)}`);
  });
}
