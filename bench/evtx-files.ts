import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';

const CHUNK = 65_536;
const HEADER = 4096;

/** Folder of the corpora; ends the program where there is none. */
export function corporaFolder(): string {
  const folder =
    process.env['AUDIT_ATLAS_CORPORA'] ??
    fileURLToPath(new URL('../../shared/corpora', import.meta.url));
  if (existsSync(join(folder, 'evtx'))) return folder;
  console.error('Set AUDIT_ATLAS_CORPORA to a folder that holds evtx/.');
  process.exit(2);
}

/** All event logs of the corpora, by path. */
export function eventLogs(folder: string): string[] {
  return readdirSync(join(folder, 'evtx'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.evtx'))
    .sort()
    .map((name) => join(folder, 'evtx', name));
}

/** Writes a log of whole, well-filled chunks of the Security logs of the corpora, again and again. */
export function writeBigLog(
  folder: string,
  path: string,
  count: number,
): { size: number; records: number; chunks: number } {
  const chunks: Buffer[] = [];
  let header: Buffer | undefined;
  for (const log of eventLogs(folder)) {
    const bytes = readFileSync(log);
    for (let at = HEADER; at + CHUNK <= bytes.length; at += CHUNK) {
      const chunk = bytes.subarray(at, at + CHUNK);
      if (!isFull(chunk) || !chunk.includes(Buffer.from('Security-Auditing', 'utf16le'))) continue;
      header ??= Buffer.from(bytes.subarray(0, HEADER));
      chunks.push(chunk);
    }
  }
  if (!header) throw new Error('The corpora have no full chunk of a Security log.');
  const log = Buffer.alloc(HEADER + count * CHUNK);
  let next = 1n;
  for (let index = 0; index < count; index += 1) {
    const chunk = log.subarray(HEADER + index * CHUNK, HEADER + (index + 1) * CHUNK);
    chunk.set(chunks[index % chunks.length] as Buffer);
    next = renumber(chunk, next);
  }
  log.set(header);
  log.writeBigUInt64LE(next, 24);
  log.writeUInt16LE(count, 42);
  log.writeUInt32LE(crc32(log.subarray(0, 120)), 124);
  writeFileSync(path, log);
  return { size: log.length, records: Number(next - 1n), chunks: chunks.length };
}

/** Whole, and nearly full of records. */
function isFull(chunk: Buffer): boolean {
  const free = chunk.readUInt32LE(48);
  if (chunk.toString('latin1', 0, 7) !== 'ElfChnk' || free < 60_000 || free > CHUNK) return false;
  return crc32(chunk.subarray(512, free)) === chunk.readUInt32LE(52);
}

/** Numbers the records of a chunk from `first` and sets its sums. @returns the number after the last */
function renumber(chunk: Buffer, first: bigint): bigint {
  const free = chunk.readUInt32LE(48);
  let next = first;
  for (let at = 512; at < free; at += chunk.readUInt32LE(at + 4)) {
    chunk.writeBigUInt64LE(next, at + 8);
    next += 1n;
  }
  for (const [place, number] of [first, next - 1n, first, next - 1n].entries())
    chunk.writeBigUInt64LE(number, 8 + 8 * place);
  chunk.writeUInt32LE(crc32(chunk.subarray(512, free)), 52);
  chunk.writeUInt32LE(crc32(chunk.subarray(128, 512), crc32(chunk.subarray(0, 120))), 124);
  return next;
}
