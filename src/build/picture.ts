import { createRequire } from 'node:module';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';

/** What the picture of a page says. */
export interface PictureText {
  /** Big, at the top: an event id. */
  head: string;
  title: string;
  /** A line below, such as the audit category. */
  about: string;
}

/** What a glyph adds to the bytes of its band: where, from the byte of the pen on the base line, and the pixels there. */
interface Ink {
  at: Int32Array;
  pixels: Uint8Array;
}

interface Glyph {
  /** How far the pen moves on. */
  advance: number;
  /** For a pen on the left pixel of a byte, and for one on the right. */
  ink: [Ink, Ink];
}

interface Font {
  family: string;
  size: number;
  glyphs: Map<string, Glyph>;
}

/** Rows that hold one line of text, and nothing of another. */
interface Band {
  rows: number;
  /** Row of the base line. */
  base: number;
  font: Font;
  /** Number of its colour in INKS. */
  ink: number;
}

/** A band as it stands in the file. */
interface PackedBand {
  /** Blocks of deflate, the last of which ends at a byte (RFC 1951). */
  blocks: Buffer;
  /** The two sums of Adler-32 (RFC 1950, 8.2), each begun at 0. */
  sums: [number, number];
}

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 80;
const GROUND = [0x14, 0x17, 0x1a] as const;
const INKS = [
  [0xe7, 0xea, 0xee],
  [0xa3, 0xab, 0xb5],
  [0x7d, 0xb7, 0xf0],
] as const;
const [TEXT, MUTED, ACCENT] = [0, 1, 2];
/** Bytes of a row: one for its filter, then two pixels in each. */
const STRIDE = WIDTH / 2 + 1;
/** With three inks and the ground, sixteen colours: four bits a pixel. */
const SHADES = 5;

/** About as long as the longest line packed; each takes a buffer of so many bytes. */
const PACKED = 4096;

const MONO = 'DejaVu Sans Mono';
const SANS = 'DejaVu Sans';
const require = createRequire(import.meta.url);
const font = {
  loadSystemFonts: false,
  fontFiles: ['DejaVuSansMono-Bold.ttf', 'DejaVuSans.ttf'].map((file) =>
    require.resolve(`dejavu-fonts-ttf/ttf/${file}`),
  ),
};

const fontOf = (family: string, size: number): Font => ({ family, size, glyphs: new Map() });
const TITLE = fontOf(SANS, 52);
/** From top to bottom; together they are as high as the picture. */
const BANDS = {
  name: { rows: 140, base: 110, font: fontOf(SANS, 34), ink: ACCENT },
  head: { rows: 196, base: 150, font: fontOf(MONO, 150), ink: TEXT },
  title: { rows: 68, base: 54, font: TITLE, ink: TEXT },
  second: { rows: 66, base: 52, font: TITLE, ink: TEXT },
  third: { rows: 70, base: 52, font: TITLE, ink: TEXT },
  about: { rows: 90, base: 40, font: fontOf(SANS, 30), ink: MUTED },
} as const satisfies Record<string, Band>;

/** One buffer for all bands: a new one each time keeps the garbage collector busy. */
const page = new Uint8Array(Math.max(...Object.values(BANDS).map(({ rows }) => rows)) * STRIDE);

const packed = new Map<Band, Map<string, PackedBand>>();

/**
 * Draws the picture that a link to a page is shown with (Open Graph, 1200 × 630). resvg draws every glyph once; lines are
 * put together from copies and packed one by one, and those that many pictures share are packed once.
 *
 * @returns a PNG of sixteen colours (PNG, third edition, 11.2)
 */
export function drawPicture({ head, title, about }: PictureText): Uint8Array {
  const lines = wrap(title, TITLE, WIDTH - 2 * MARGIN);
  const last = lines.length > 3 ? `${lines[2]}…` : (lines[2] ?? '');
  return png([
    shared(BANDS.name, 'Audit Atlas'),
    pack(BANDS.head, head),
    pack(BANDS.title, lines[0] ?? ''),
    (lines[1] ? pack : shared)(BANDS.second, lines[1] ?? ''),
    (last ? pack : shared)(BANDS.third, last),
    shared(BANDS.about, about),
  ]);
}

function shared(band: Band, text: string): PackedBand {
  const known = packed.get(band) ?? new Map<string, PackedBand>();
  packed.set(band, known);
  const ready = known.get(text) ?? pack(band, text);
  known.set(text, ready);
  return ready;
}

function pack({ rows, base, font, ink }: Band, text: string): PackedBand {
  const bytes = page.subarray(0, rows * STRIDE);
  bytes.fill(0);
  let pen = MARGIN;
  for (const char of text) {
    const glyph = glyphOf(char, font);
    const from = Math.round(pen);
    blend(bytes, base * STRIDE + 1 + (from >> 1), glyph.ink[from % 2 === 0 ? 0 : 1], ink * SHADES);
    pen += glyph.advance;
    if (pen > WIDTH - MARGIN) break;
  }
  return {
    blocks: deflateRawSync(bytes, {
      level: 2,
      chunkSize: PACKED,
      finishFlush: constants.Z_FULL_FLUSH,
    }),
    sums: sumsOf(bytes, Math.min((pen + font.size) >> 1, STRIDE)),
  };
}

/** Where two glyphs meet in a pixel, the darker of both counts. */
function blend(bytes: Uint8Array, pen: number, { at, pixels }: Ink, colour: number): void {
  const both = (colour << 4) | colour;
  for (let index = 0; index < at.length; index += 1) {
    const place = pen + (at[index] as number);
    if (place < 0 || place >= bytes.length) continue;
    const shades = pixels[index] as number;
    const mask = (shades & 0xf0 ? 0xf0 : 0) | (shades & 0x0f ? 0x0f : 0);
    const added = shades + (both & mask);
    const there = bytes[place] as number;
    bytes[place] =
      there === 0
        ? added
        : Math.max(there & 0xf0, added & 0xf0) | Math.max(there & 0x0f, added & 0x0f);
  }
}

function wrap(text: string, font: Font, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of text.split(' ')) {
    let own = glyphOf(' ', font).advance;
    for (const char of word) own += glyphOf(char, font).advance;
    if (line !== '' && width + own > most) {
      lines.push(line);
      [line, width] = ['', 0];
    }
    line += (line === '' ? '' : ' ') + word;
    width += own;
  }
  return [...lines, line];
}

function glyphOf(char: string, { family, size, glyphs }: Font): Glyph {
  const known = glyphs.get(char);
  if (known) return known;
  // A bar on either side keeps the white space of the glyph in the measure.
  const advance = widthOf(`|${char}|`, family, size) - widthOf('||', family, size);
  const side = size * 2;
  const drawing = new Resvg(svgText(char, family, size, size / 2, size * 1.5, side), { font });
  const { pixels } = drawing.render();
  const inkAt = (odd: number) => inkOf(pixels, side, size / 2 - odd, size * 1.5);
  const glyph: Glyph = { advance, ink: [inkAt(0), inkAt(1)] };
  glyphs.set(char, glyph);
  return glyph;
}

function widthOf(text: string, family: string, size: number): number {
  return (
    new Resvg(svgText(text, family, size, size, size * 2, size * 6), { font }).innerBBox()?.width ??
    0
  );
}

function svgText(text: string, family: string, size: number, x: number, y: number, side: number) {
  const escaped = text.replace(/[&<]/g, (char) => `&#${char.charCodeAt(0)};`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><text x="${x}" y="${y}" xml:space="preserve" font-family="${family}" font-weight="${family === MONO ? 'bold' : 'normal'}" font-size="${size}">${escaped}</text></svg>`;
}

/**
 * The pixels of a drawing that have ink, two in each byte, of which the left one stands in the high bits (PNG, third
 * edition, 7.2).
 */
function inkOf(rgba: Uint8Array, side: number, penX: number, penY: number): Ink {
  const bytes = new Map<number, number>();
  for (let pixel = 0; pixel < side * side; pixel += 1) {
    const shade = Math.round(((rgba[pixel * 4 + 3] as number) / 255) * SHADES);
    if (shade === 0) continue;
    const x = (pixel % side) - penX;
    const at = (Math.floor(pixel / side) - penY) * STRIDE + (x >> 1);
    bytes.set(at, (bytes.get(at) ?? 0) | (x % 2 === 0 ? shade << 4 : shade));
  }
  return { at: Int32Array.from(bytes.keys()), pixels: Uint8Array.from(bytes.values()) };
}

const MODULUS = 65_521;

/** @param inked bytes of each row behind which all are 0 */
function sumsOf(bytes: Uint8Array, inked: number): [number, number] {
  let a = 0;
  let b = 0;
  for (let row = 0; row < bytes.length; row += STRIDE) {
    for (let at = row; at < row + inked; at += 1) {
      a += bytes[at] as number;
      b += a;
    }
    b = (b + a * (STRIDE - inked)) % MODULUS;
    a %= MODULUS;
  }
  return [a, b];
}

/** Adler-32 of all bands, from the sums of each. */
function checksumOf(bands: readonly PackedBand[]): Buffer {
  let [a, b] = [1, 0];
  for (const [index, { sums }] of bands.entries()) {
    const length = (Object.values(BANDS)[index] as Band).rows * STRIDE;
    b = (b + ((a * length) % MODULUS) + sums[1]) % MODULUS;
    a = (a + sums[0]) % MODULUS;
  }
  const sum = Buffer.alloc(4);
  sum.writeUInt16BE(b, 0);
  sum.writeUInt16BE(a, 2);
  return sum;
}

/** Head of a zlib stream that was packed fast (RFC 1950, 2.2), and the empty block that ends one (RFC 1951, 3.2.3). */
const [STREAM, END] = [Buffer.from([0x78, 0x01]), Buffer.from([0x03, 0x00])];

function png(bands: readonly PackedBand[]): Uint8Array {
  const stream = [STREAM, ...bands.map(({ blocks }) => blocks), END, checksumOf(bands)];
  return Buffer.concat([...START, ...chunk('IDAT', stream), ...LAST]);
}

/** From almost the ground to the ink. */
function shades(ink: readonly number[]): number[][] {
  return Array.from({ length: SHADES }, (_, index) =>
    ink.map((value, part) =>
      Math.round(
        (GROUND[part] as number) + ((value - (GROUND[part] as number)) * (index + 1)) / SHADES,
      ),
    ),
  );
}

/** A chunk of a PNG (third edition, 5.3), in pieces: to join it here and the file later takes a buffer more each time. */
function chunk(type: string, data: readonly Uint8Array[]): Uint8Array[] {
  const name = Buffer.from(type, 'latin1');
  const [size, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  let length = 0;
  let sum = crc32(name);
  for (const piece of data) {
    length += piece.length;
    sum = crc32(piece, sum);
  }
  size.writeUInt32BE(length);
  check.writeUInt32BE(sum);
  return [size, name, ...data, check];
}

/** What all pictures begin and end with. */
const START = [
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  ...chunk('IHDR', [header()]),
  ...chunk('PLTE', [Uint8Array.from([GROUND, ...INKS.flatMap((ink) => shades(ink))].flat())]),
];
const LAST = chunk('IEND', []);

function header(): Uint8Array {
  const fields = new DataView(new ArrayBuffer(13));
  fields.setUint32(0, WIDTH);
  fields.setUint32(4, HEIGHT);
  fields.setUint8(8, 4);
  fields.setUint8(9, 3);
  return new Uint8Array(fields.buffer);
}
