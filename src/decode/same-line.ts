/** No longer line is compared. */
const MOST = 64;

/**
 * Whether the lines before and behind a line are the same as it: what begins nothing there begins nothing here, for
 * nothing that has several lines begins with two that are the same.
 *
 * @param lineEnd place of its line end
 */
export function isInRun(text: string, at: number, lineEnd: number): boolean {
  const length = lineEnd - at + 1;
  if (length > MOST || at < length || lineEnd + length >= text.length) return false;
  if (at > length && text.charCodeAt(at - length - 1) !== LINE_FEED) return false;
  for (let place = at; place <= lineEnd; place += 1) {
    const code = text.charCodeAt(place);
    if (text.charCodeAt(place - length) !== code || text.charCodeAt(place + length) !== code)
      return false;
  }
  return true;
}

const LINE_FEED = 10;
