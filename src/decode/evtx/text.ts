const UTF16 = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true });
const ANSI = new TextDecoder('windows-1252');
/** Up to this many characters, one by one is faster than the decoder's call. */
const SHORT = 48;

/** UTF-16LE text of `size` bytes; NUL characters at its end do not belong to it. */
export function utf16Text(bytes: Uint8Array, at: number, size: number): string {
  let end = at + (size & ~1);
  while (end > at && bytes[end - 1] === 0 && bytes[end - 2] === 0) end -= 2;
  if (end - at > 2 * SHORT) {
    try {
      return UTF16.decode(bytes.subarray(at, end));
    } catch {
      // A lone surrogate, which a text may hold in Windows: kept below.
    }
  }
  let text = '';
  for (let place = at; place < end; place += 2)
    text += String.fromCharCode((bytes[place] as number) | ((bytes[place + 1] as number) << 8));
  return text;
}

/** Text of `size` bytes in an ANSI code page, read as Windows-1252: the event does not say which it is. */
export function ansiText(bytes: Uint8Array, at: number, size: number): string {
  let end = at + size;
  while (end > at && bytes[end - 1] === 0) end -= 1;
  return ANSI.decode(bytes.subarray(at, end));
}
