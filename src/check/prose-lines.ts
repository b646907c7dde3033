/** The lines of prose outside fences with their numbers, from 1; code between backticks is blanked, so that places hold. */
export function* proseLines(text: string): Generator<{ line: number; bare: string }> {
  let fenced = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    if (fenced) continue;
    yield { line: index + 1, bare: line.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length)) };
  }
}
