/** Single keys of a page, one or several that do alike. */
export interface Key {
  /** `event.key`, so that it is the letter on the reader's own keyboard. */
  key: string | readonly string[];
  /** How the keys are written in the dialog, where it is not `key`. */
  shown?: string;
  does: string;
  run: (event: KeyboardEvent) => void;
}

const STORE = 'audit-atlas:single-keys';
const FIELDS = 'input, textarea, select, [contenteditable], [role=textbox]';
const own: Key[] = [];
/** What was chosen on this page: it holds where nothing can be stored. */
let chosen: boolean | undefined;

/** Adds single keys to this page and to the dialog that `?` opens. They never fire in fields or with modifiers. */
export function addKeys(keys: readonly Key[]): void {
  own.push(...keys);
}

/** The keys of this page. */
export const pageKeys = (): readonly Key[] => own;

/** Whether single keys are on; readers of speech input turn them off. */
export function singleKeys(): boolean {
  try {
    return chosen ?? localStorage.getItem(STORE) !== 'off';
  } catch {
    return true;
  }
}

/** Turns single keys on or off on this device; where storage is off, on this page. */
export function setSingleKeys(on: boolean): void {
  chosen = on;
  try {
    localStorage.setItem(STORE, on ? 'on' : 'off');
  } catch {
    // It holds until the page is left.
  }
}

/** Opens the list of this page's keys. */
export function showKeys(): void {
  void import('./keys-dialog.ts').then(({ openKeysDialog }) => openKeysDialog());
}

document.addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.isComposing || !singleKeys() || document.querySelector('dialog[open]')) return;
  if (target instanceof Element && target.closest(FIELDS)) return;
  const found = own.find((one) =>
    typeof one.key === 'string' ? one.key === key : one.key.includes(key),
  );
  if (!found) return;
  event.preventDefault();
  found.run(event);
});

addKeys([{ key: '?', does: 'These keys', run: showKeys }]);
