import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import { Zip, type ZipInputFile } from 'fflate';

/** A file of an archive: its name in it, and where it stands or what it holds. */
export interface FileToZip {
  name: string;
  from: string | Uint8Array<ArrayBuffer>;
  /** What its text becomes in the archive; without it, it stays as it is. */
  change?: (text: string) => string;
}

/** No file is newer than another: equal files give equal archives. */
const TIME = new Date('2000-01-01T00:00:00');
/** Enough to keep the threads of zlib busy, few enough for the memory. */
const AT_ONCE = 16;
/** What is compressed already is stored. */
const STORED = /\.(?:png|woff2|wasm|zip|pf_\w+|pagefind)$/;
const STORE = 0;
const DEFLATE = 8;

const deflate = promisify(deflateRaw);

/**
 * Puts files into one ZIP archive. zlib compresses, several at once; fflate writes the archive.
 * @returns the archive, piece by piece: it is never whole in memory
 */
export async function* zipFiles(files: readonly FileToZip[]): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for (let at = 0; at < files.length; at += AT_ONCE) {
    for (const add of await Promise.all(files.slice(at, at + AT_ONCE).map(compress))) add(zip);
    yield* pieces;
    pieces = [];
  }
  zip.end();
  yield* pieces;
}

/** @returns what puts the file into an archive */
async function compress({ name, from, change }: FileToZip): Promise<(zip: Zip) => void> {
  const own = typeof from === 'string' ? await readFile(from) : from;
  const body = change ? Buffer.from(change(Buffer.from(own).toString())) : own;
  const stored = STORED.test(name);
  const packed = stored ? body : await deflate(body, { level: 6 });
  return (zip) => {
    const entry: ZipInputFile = {
      filename: name,
      size: body.length,
      crc: crc32(body),
      compression: stored ? STORE : DEFLATE,
      mtime: TIME,
    };
    zip.add(entry);
    entry.ondata?.(null, packed, true);
  };
}
