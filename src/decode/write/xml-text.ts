const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/**
 * Text for XML, in content or between double quotes. Characters that XML 1.0 cannot hold become U+FFFD; a carriage
 * return is written as a reference, since readers of XML turn it into a line feed.
 */
export function xmlText(text: string): string {
  return text.replace(/[&<>"\r]/g, (char) => ESCAPES[char] as string).replace(UNWRITABLE, '\ufffd');
}

const UNWRITABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A name that XML can have: characters that it cannot become `_`. */
export function xmlName(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}_.:-]/gu, '_');
  return /^[\p{L}_]/u.test(safe) ? safe : `_${safe}`;
}
