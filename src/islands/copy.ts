const said = new WeakMap<HTMLElement, { text: string; before: string }>();

/** Says on a button, for a moment, how it went; words that the button gets meanwhile stay. */
export function say(element: HTMLElement, text: string): void {
  const last = said.get(element);
  const before = last?.text === element.textContent ? last.before : element.textContent;
  said.set(element, { text, before });
  element.ariaLive = 'polite';
  element.textContent = text;
  setTimeout(() => {
    if (element.textContent === text) element.textContent = before;
  }, 1_500);
}

/**
 * Puts a text on the clipboard.
 *
 * @throws Error that may be shown, where the browser allows no way to it
 */
export async function toClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copyByCommand(text)) throw new Error('The browser did not allow it');
  }
}

/**
 * Pages that come over plain HTTP, as from a host of a closed network, have no clipboard; they have a command that is
 * deprecated and has no successor there.
 */
function copyByCommand(text: string): boolean {
  let given = false;
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    given = true;
  };
  addEventListener('copy', give, { capture: true });
  (document as { execCommand(command: string): boolean }).execCommand('copy');
  removeEventListener('copy', give, { capture: true });
  return given;
}

/** Puts a text on the clipboard and says so on the button. */
export function copy(text: string, element: HTMLElement, done = 'Copied'): void {
  toClipboard(text).then(
    () => say(element, done),
    (error: Error) => say(element, error.message),
  );
}
