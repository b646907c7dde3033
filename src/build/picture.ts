import { createRequire } from 'node:module';
import { crc32, deflateSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';

/** What the picture of a page says. */
export interface PictureText {
  /** Big, at the top: an event id. */
  head: string;
  title: string;
  /** A line below, such as the audit category. */
  about: string;
}

interface Glyph {
  /** How far the pen moves on. */
  advance: number;
  /** Three numbers for each pixel with ink: x from the pen, y from the base line, shade from 1 to SHADES. */
  ink: Int16Array;
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
/** One buffer for all pictures: a new one each time keeps the garbage collector busy. */
const rows = new Uint8Array(HEIGHT * STRIDE);
/** With three inks and the ground, sixteen colours: four bits a pixel. */
const SHADES = 5;

const MONO = 'DejaVu Sans Mono';
const SANS = 'DejaVu Sans';
const require = createRequire(import.meta.url);
const font = {
  loadSystemFonts: false,
  fontFiles: ['DejaVuSansMono-Bold.ttf', 'DejaVuSans.ttf'].map((file) =>
    require.resolve(`dejavu-fonts-ttf/ttf/${file}`),
  ),
};

const glyphs = new Map<string, Glyph>();

/**
 * Draws the picture that a link to a page is shown with (Open Graph, 1200 × 630). resvg draws every glyph once; pictures
 * are then put together from copies, which takes a fraction of the time of drawing each one.
 *
 * @returns a PNG of sixteen colours (PNG, third edition, 11.2)
 */
export function drawPicture({ head, title, about }: PictureText): Uint8Array {
  rows.fill(0);
  write('Audit Atlas', MARGIN, 110, SANS, 34, ACCENT);
  write(head, MARGIN, 290, MONO, 150, TEXT);
  const lines = wrap(title, SANS, 52, WIDTH - 2 * MARGIN);
  for (const [index, line] of lines.slice(0, 3).entries()) {
    const more = index === 2 && lines.length > 3 ? '…' : '';
    write(line + more, MARGIN, 390 + index * 66, SANS, 52, TEXT);
  }
  write(about, MARGIN, 580, SANS, 30, MUTED);
  return png();
}

function write(
  text: string,
  x: number,
  base: number,
  family: string,
  size: number,
  ink: number,
): void {
  let pen = x;
  for (const char of text) {
    const glyph = glyphOf(char, family, size);
    const from = Math.round(pen);
    for (let at = 0; at < glyph.ink.length; at += 3) {
      const dx = glyph.ink[at] as number;
      const dy = glyph.ink[at + 1] as number;
      dot(from + dx, base + dy, ink * SHADES + (glyph.ink[at + 2] as number));
    }
    pen += glyph.advance;
    if (pen > WIDTH - MARGIN) return;
  }
}

/** The left one of two pixels stands in the high bits of their byte (PNG, third edition, 7.2). */
function dot(x: number, y: number, colour: number): void {
  const at = y * STRIDE + 1 + (x >> 1);
  const pair = rows[at] as number;
  rows[at] = x % 2 === 0 ? (colour << 4) | (pair & 0x0f) : (pair & 0xf0) | colour;
}

function wrap(text: string, family: string, size: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of text.split(' ')) {
    const own = [...`${word} `].reduce((sum, char) => sum + glyphOf(char, family, size).advance, 0);
    if (line !== '' && width + own > most) {
      lines.push(line);
      [line, width] = ['', 0];
    }
    line += (line === '' ? '' : ' ') + word;
    width += own;
  }
  return [...lines, line];
}

function glyphOf(char: string, family: string, size: number): Glyph {
  const key = `${family} ${size} ${char}`;
  const known = glyphs.get(key);
  if (known) return known;
  // A bar on either side keeps the white space of the glyph in the measure.
  const advance = widthOf(`|${char}|`, family, size) - widthOf('||', family, size);
  const side = size * 2;
  const drawing = new Resvg(svgText(char, family, size, size / 2, size * 1.5, side), { font });
  const { pixels } = drawing.render();
  const glyph = { advance, ink: inkOf(pixels, side, size / 2, size * 1.5) };
  glyphs.set(key, glyph);
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

/** The pixels of a drawing that have ink. */
function inkOf(rgba: Uint8Array, side: number, penX: number, penY: number): Int16Array {
  const ink: number[] = [];
  for (let at = 0; at < side * side; at += 1) {
    const shade = Math.round(((rgba[at * 4 + 3] as number) / 255) * SHADES);
    if (shade > 0) ink.push((at % side) - penX, Math.floor(at / side) - penY, shade);
  }
  return Int16Array.from(ink);
}

function png(): Uint8Array {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, WIDTH);
  header.setUint32(4, HEIGHT);
  header.setUint8(8, 4);
  header.setUint8(9, 3);
  const palette = [GROUND, ...INKS.flatMap((ink) => shades(ink))].flat();
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('PLTE', Uint8Array.from(palette)),
    chunk('IDAT', deflateSync(rows, { level: 2 })),
    chunk('IEND', new Uint8Array()),
  ]);
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

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
