const KEY = 'audit-atlas:paste';

/** Where the decoder takes over what was pasted elsewhere. */
export const PASTED = '/decode/#pasted';

/** Keeps what was pasted for the page that takes it over, in this tab only; false when it is too large for the browser to keep. */
export function handOver(text: string): boolean {
  try {
    sessionStorage.setItem(KEY, text);
    return true;
  } catch {
    return false;
  }
}

/** Takes what was handed over, once; nothing when the browser keeps nothing. */
export function takeHanded(): string | undefined {
  try {
    const text = sessionStorage.getItem(KEY) ?? undefined;
    sessionStorage.removeItem(KEY);
    return text;
  } catch {
    return undefined;
  }
}
