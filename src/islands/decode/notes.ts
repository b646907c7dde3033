import { hexDump } from './hex-dump.ts';
import { make } from '../element.ts';
import type { ShownProblem } from './protocol.ts';

/** Reads some bytes of an event log, from a place on. */
export type ReadBytes = (file: string, offset: number) => Promise<Uint8Array>;

/** What is wrong with an input or an event: where, what, what to do; with a caret below the place where there is one. */
export function problemNote(
  { where, message, hint, excerpt, bytes }: ShownProblem,
  read: ReadBytes,
): HTMLElement {
  const note = make(
    'div',
    'callout',
    make(
      'p',
      '',
      where ? make('strong', '', `${capital(where)}: `) : undefined,
      message,
      hint ? ` ${hint}` : '',
    ),
  );
  if (excerpt) {
    const caret = `${' '.repeat(Math.max(0, excerpt.column - 1))}▲`;
    note.append(make('pre', '', `${excerpt.line.replace(/\t/g, ' ')}\n${caret}`));
  }
  if (bytes) note.append(bytesPane(bytes, read));
  return note;
}

/** The bytes of a place, read when they are asked for. */
function bytesPane(
  { file, offset }: { file: string; offset: number },
  read: ReadBytes,
): HTMLElement {
  const dump = make('pre', 'bytes');
  dump.tabIndex = 0;
  dump.setAttribute('aria-label', `Bytes from ${offset} on`);
  const pane = make('details', '', make('summary', '', 'The bytes there'), dump);
  pane.addEventListener(
    'toggle',
    () => {
      read(file, offset).then(
        (found) => (dump.textContent = hexDump(found, offset)),
        (error: Error) => (dump.textContent = error.message),
      );
    },
    { once: true },
  );
  return pane;
}

const capital = (text: string) =>
  /^(?:line|column|byte) /.test(text) ? text[0]?.toUpperCase() + text.slice(1) : text;
