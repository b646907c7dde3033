/** Says on a button, for a moment, how it went. */
export function say(element: HTMLElement, text: string): void {
  const before = element.dataset['words'] ?? element.textContent;
  element.dataset['words'] = before;
  element.textContent = text;
  setTimeout(() => (element.textContent = before), 1_500);
}

/** Puts a text on the clipboard and says so on the button. */
export function copy(text: string, element: HTMLElement): void {
  navigator.clipboard.writeText(text).then(
    () => say(element, 'Copied'),
    () => say(element, 'The browser did not allow it'),
  );
}
