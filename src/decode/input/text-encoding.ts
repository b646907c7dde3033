import { startsWith } from './bytes.ts';

/** How bytes stand for text. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * The encoding of a text by its first bytes: its byte order mark; else UTF-16 where every second byte is zero, UTF-8
 * where it is valid, and what Windows called ANSI otherwise.
 */
export function encodingOf(head: Uint8Array): Encoding {
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return 'utf-8';
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be';
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const pairs = head.length / 2;
  if (odd > pairs * 0.4 && even < pairs * 0.1) return 'utf-16le';
  if (even > pairs * 0.4 && odd < pairs * 0.1) return 'utf-16be';
  return isUtf8(head) ? 'utf-8' : 'windows-1252';
}

/** Whether bytes are UTF-8, save for a character that is cut off at the end. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Control characters that no text has; of a text, at most one in a hundred. */
const CONTROL = /[\x01-\x06\x0e-\x1a\x1c-\x1f\ufffd]/g;

/** Whether the first bytes of an input, read as text, are none. */
export function isBinary(head: Uint8Array, encoding: Encoding): boolean {
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  const zeros = encoding.startsWith('utf-16') ? 0 : head.filter((byte) => byte === 0).length;
  const strange = (text.match(CONTROL)?.length ?? 0) + Math.max(0, zeros - head.length / 3);
  return head.length > 0 && strange > Math.max(2, text.length / 20);
}
