import type { Explain } from './explain.ts';

/** Bytes of a hash → functions whose hashes are that long. */
const LENGTHS: Record<number, string> = {
  16: 'MD5',
  20: 'SHA-1',
  32: 'SHA-256',
  48: 'SHA-384',
  64: 'SHA-512',
};

/** Says how long a hash or thumbprint is, and which function gives hashes of that length. */
export const explainHash: Explain = (value) => {
  const digits = value.replace(/[\s:]/g, '');
  if (!/^(?:[0-9a-f]{2})+$/i.test(digits)) return undefined;
  const bytes = digits.length / 2;
  const name = LENGTHS[bytes];
  return name ? { text: `${bytes} bytes, as long as a ${name} hash` } : undefined;
};
