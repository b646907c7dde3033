import { make } from './make.ts';
import type { ShownProblem } from './protocol.ts';

/** What is wrong with an input or an event: where, what, what to do; with a caret below the place where there is one. */
export function problemNote({ where, message, hint, excerpt }: ShownProblem): HTMLElement {
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
  return note;
}

const capital = (text: string) =>
  /^(?:line|column|byte) /.test(text) ? text[0]?.toUpperCase() + text.slice(1) : text;
