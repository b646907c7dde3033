import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';

/** Longest payload that a link carries: longer ones are cut by mail and chat. */
export const LONGEST_LINK = 8_192;
/** Longest text that a link may unfold to. */
const LONGEST_TEXT = 1 << 20;

/** Text as deflate (RFC 1951) in base64url (RFC 4648, section 5), for the fragment of an address. */
export function packText(text: string): string {
  const bytes = deflateSync(strToU8(text), { level: 9 });
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The text of a payload. @throws {Error} with a sentence for people when it is none, or unfolds to too much */
export function unpackText(payload: string): string {
  if (payload.length > LONGEST_LINK * 4) throw new Error('The link holds more than an event.');
  let bytes: Uint8Array;
  try {
    const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    throw new Error('The link is damaged: it holds signs that no link of this page has.');
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate((part) => {
    size += part.length;
    parts.push(part);
  });
  try {
    for (let at = 0; at < bytes.length; at += 1_024) {
      inflate.push(bytes.slice(at, at + 1_024), at + 1_024 >= bytes.length);
      if (size > LONGEST_TEXT) break;
    }
  } catch {
    throw new Error('The link is damaged or was cut: its event cannot be read.');
  }
  if (size > LONGEST_TEXT) throw new Error('The link unfolds to more than an event.');
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return strFromU8(whole);
}
