const WIDTH = 16;

/**
 * Bytes as hexadecimal numbers and signs, sixteen a line: `00011a40  2a 2a 00 00 …  **..`.
 *
 * @param from place of the first byte
 */
export function hexDump(bytes: Uint8Array, from: number): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += WIDTH) {
    const row = [...bytes.subarray(at, at + WIDTH)];
    const place = (from + at).toString(16).padStart(8, '0');
    const numbers = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const signs = row.map((byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '.'));
    lines.push(`${place}  ${numbers.padEnd(WIDTH * 3 - 1)}  ${signs.join('')}`);
  }
  return lines.join('\n');
}
