/**
 * Lets details whose content lies over the page close as a menu does: by Escape, which leads back to what opened them.
 * What was typed into them stays.
 *
 * @param selector the details
 */
export function closeByEscape(selector: string): void {
  addEventListener('keydown', ({ key, target }) => {
    if (key !== 'Escape' || !(target instanceof Element)) return;
    const details = target.closest<HTMLDetailsElement>(selector);
    if (!details?.open) return;
    details.open = false;
    details.querySelector('summary')?.focus();
  });
}
