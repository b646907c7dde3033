const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const UPPER = HEX.map((pair) => pair.toUpperCase());

/** Bytes of a GUID in the order in which its text shows them: the first three parts are little-endian. */
const ORDER = [3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15];

/** A GUID (16 bytes) as `{54849625-5478-4994-a5ba-3e3b0328c30d}`. */
export function guidText(bytes: Uint8Array, at: number): string {
  let text = '{';
  for (const place of ORDER) text += place < 0 ? '-' : HEX[bytes[at + place] as number];
  return `${text}}`;
}

/**
 * A SID ([MS-DTYP] 2.4.2.2): revision, number of sub-authorities, six bytes of authority, then the sub-authorities.
 *
 * @returns undefined when the bytes do not have the size that they state
 */
export function sidText(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  size: number,
): string | undefined {
  const count = bytes[at + 1] as number;
  if (size < 8 || size < 8 + 4 * count) return undefined;
  const high = view.getUint16(at + 2, false);
  const low = view.getUint32(at + 4, false);
  const authority =
    high === 0
      ? String(low)
      : `0x${high.toString(16).padStart(4, '0')}${low.toString(16).padStart(8, '0')}`;
  let text = `S-${bytes[at]}-${authority}`;
  for (let index = 0; index < count; index += 1)
    text += `-${view.getUint32(at + 8 + 4 * index, true)}`;
  return text;
}

/** Size in bytes of the SID that begins here. */
export const sidSize = (bytes: Uint8Array, at: number): number => 8 + 4 * (bytes[at + 1] as number);

/** Bytes as upper-case hexadecimal without spaces. */
export function binaryText(bytes: Uint8Array, at: number, size: number): string {
  let text = '';
  for (let place = at; place < at + size; place += 1) text += UPPER[bytes[place] as number];
  return text;
}
