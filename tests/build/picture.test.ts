import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { drawPicture, type PictureText } from '../../src/build/picture.ts';

const STRIDE = 601;

/** Rows of a picture, two pixels a byte; fails where a checksum of the file is wrong. */
function rowsOf(text: PictureText): Buffer[] {
  const file = Buffer.from(drawPicture(text));
  const data: Buffer[] = [];
  for (let at = 8; at < file.length;) {
    const end = at + 8 + file.readUInt32BE(at);
    expect(file.readUInt32BE(end)).toBe(crc32(file.subarray(at + 4, end)));
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(file.subarray(at + 8, end));
    at = end + 4;
  }
  const bytes = inflateSync(Buffer.concat(data));
  return Array.from({ length: bytes.length / STRIDE }, (_, row) =>
    bytes.subarray(row * STRIDE, (row + 1) * STRIDE),
  );
}

const inked = (rows: Buffer[]) => rows.flatMap((row, at) => (row.some(Boolean) ? [at] : []));
const short = { head: '4624', title: 'Logon', about: 'Logon/Logoff' };

test('a picture is a whole PNG of 1200 by 630 pixels, whatever stands in it', () => {
  for (const text of [short, { head: '', title: '', about: '' }, { ...short, title: 'ÅÊ 中' }])
    expect(rowsOf(text)).toHaveLength(630);
  expect(drawPicture(short)).toEqual(drawPicture(short));
});

test('a title takes up to three lines, and ends in dots where it has more', () => {
  const between = (title: string, from: number, to: number) =>
    inked(rowsOf({ ...short, title })).filter((row) => row >= from && row < to).length;
  const words = (count: number) => Array.from({ length: count }, () => 'permissions').join(' ');
  expect(between(words(3), 404, 540)).toBe(0);
  expect(between(words(5), 404, 470)).toBeGreaterThan(0);
  expect(between(words(5), 470, 540)).toBe(0);
  expect(between(words(9), 470, 540)).toBeGreaterThan(0);
  expect(rowsOf({ ...short, title: words(30) })).not.toEqual(rowsOf({ ...short, title: words(9) }));
});
