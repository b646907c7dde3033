/** What every page does: the theme, copying code, fetching a page before it is opened. */

const theme = document.querySelector<HTMLSelectElement>('#theme');
const root = document.documentElement;

function storeTheme(value: string): void {
  try {
    if (value) localStorage.setItem('audit-atlas:theme', value);
    else localStorage.removeItem('audit-atlas:theme');
  } catch {
    // Storage is off: the choice lasts as long as the page.
  }
}

if (theme) {
  theme.value = root.dataset['theme'] ?? '';
  theme.addEventListener('change', () => {
    if (theme.value) root.dataset['theme'] = theme.value;
    else delete root.dataset['theme'];
    storeTheme(theme.value);
  });
}

/** Few readers copy, so pages do without until one points at a button: a click must find it there, or Safari refuses. */
const loadCopy = () => import('./copy.ts');

for (const block of document.querySelectorAll<HTMLElement>('.code')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = `Copy ${block.dataset['label'] ?? ''}`.trim();
  button.addEventListener('pointerenter', () => void loadCopy());
  button.addEventListener('click', () => {
    const text = block.querySelector('code')?.textContent ?? '';
    void loadCopy().then(({ copy }) => copy(text, button));
  });
  block.append(button);
}

const fetched = new Set([location.pathname]);

/** A page that is pointed at is fetched at once: it is there when it is opened. */
function fetchAhead(event: Event): void {
  const link = (event.target as Element).closest?.('a[href]') as HTMLAnchorElement | null;
  if (!link || link.origin !== location.origin || fetched.has(link.pathname)) return;
  if (!link.pathname.endsWith('/')) return;
  fetched.add(link.pathname);
  const hint = document.createElement('link');
  hint.rel = 'prefetch';
  hint.href = link.pathname;
  document.head.append(hint);
}

document.addEventListener('pointerover', fetchAhead, { passive: true });
document.addEventListener('focusin', fetchAhead);

// The copy for use without a network waits until the page has all that it asks for.
addEventListener('load', () => {
  setTimeout(() => void import('./offline.ts').then(({ keepCopy }) => keepCopy()), 3_000);
});
