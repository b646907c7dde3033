import type { Wanted } from './view.ts';

/** What an address asks for: a scenario, or the files of the decoder in the tab that opened this one. */
export type Asked = { scenario: string; wanted: Wanted } | { files: true; wanted: Wanted };

/**
 * Reads `#scenario=uac-pair&rule=logon-session&record=49613`, or `event=4672` for the first of them;
 * `#files&record=49613&at=1709629200000` (milliseconds since 1970) for what the decoder hands over.
 */
export function askedBy(hash: string): Asked | undefined {
  const address = new URLSearchParams(hash.slice(1));
  const pick = (names: readonly (keyof Wanted)[]): Wanted =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = address.get(name);
        return value ? [[name, value]] : [];
      }),
    );
  if (address.has('files')) return { files: true, wanted: pick(['record', 'at']) };
  const scenario = address.get('scenario');
  return scenario ? { scenario, wanted: pick(['rule', 'record', 'event']) } : undefined;
}

export const scenarioAddress = (id: string, wanted: Wanted) =>
  `#${new URLSearchParams({ scenario: id, ...wanted })}`;

/** A log of the reader's own has no address. */
export function forgetAddress(): void {
  if (location.hash) history.replaceState(null, '', location.pathname);
}
