/** Characters that are handed on together. */
const PIECE = 65_536;

/** A file that is made line by line: as one text, all of it would be held three times over. */
export function linesResponse(lines: Iterable<string>, type: string): Response {
  const encoder = new TextEncoder();
  const left = lines[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      let piece = '';
      while (piece.length < PIECE) {
        const { value, done } = left.next();
        if (done) break;
        piece += value;
      }
      if (piece === '') controller.close();
      else controller.enqueue(encoder.encode(piece));
    },
  });
  return new Response(body, { headers: { 'content-type': type } });
}

/** What `of` makes of each thing, as JSON, one a line. */
export function* jsonLines<Thing>(
  things: Iterable<Thing>,
  of: (thing: Thing) => unknown = (thing) => thing,
): Iterable<string> {
  for (const thing of things) yield `${JSON.stringify(of(thing))}\n`;
}
