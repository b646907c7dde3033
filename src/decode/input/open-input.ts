import type { Problem } from '../../problem.ts';
import { concat, peek, slices, type Chunks } from './bytes.ts';
import { gunzip } from './gunzip.ts';
import { isLog } from './is-log.ts';
import { LIMITS, type Limits, type Spent } from './limits.ts';
import { describeBinary, isGzip, isKnownBinary, isZip } from './signatures.ts';
import { STEP, type Step } from './step.ts';
import { encodingOf, isBinary } from './text-encoding.ts';
import { textPieces } from './text-pieces.ts';
import { unzip } from './unzip.ts';

/** A file of an input as it can be read: text, in pieces where it is long, or an event log. */
export type InputPart =
  | { kind: 'text'; file: string; text: string; /** Line of its first character. */ line: number }
  | { kind: 'evtx'; file: string; bytes: Uint8Array }
  | { kind: 'problem'; problem: Problem }
  | Step;

const HEAD = 8_192;
const SLICE = 4 * 1_024 * 1_024;

/**
 * Takes off what is around events: gzip and zip, inside one another too, byte order marks, UTF-16, zero bytes. Bounded:
 * what grows beyond the limits is stopped and said, and what was unpacked before is kept. Text and gzip are read as
 * they come; a zip archive a file at a time.
 *
 * @param input a file's bytes, whole or in pieces
 * @param file its name; a file inside is `logs.zip/folder/Security.evtx`
 */
export function* openInput(
  input: Uint8Array | Chunks,
  file: string,
  limits: Limits = LIMITS,
): Generator<InputPart> {
  const chunks = input instanceof Uint8Array ? slices(input, SLICE) : input;
  yield* open(chunks, file, limits, { bytes: 0, entries: 0 }, 0, input);
}

function* open(
  chunks: Chunks,
  file: string,
  limits: Limits,
  spent: Spent,
  depth: number,
  whole?: Uint8Array | Chunks,
): Generator<InputPart> {
  const { head, all } = peek(chunks, HEAD);
  if (isLog(head)) {
    let bytes = whole instanceof Uint8Array ? whole : undefined;
    bytes ??= yield* joined(all);
    yield { kind: 'evtx', file, bytes };
    return;
  }
  const isPacked = isGzip(head) || isZip(head);
  if (isPacked && depth >= limits.depth) {
    yield problem(
      'too-deep',
      file,
      `There are more than ${limits.depth} archives inside one another.`,
      'Unpack the innermost, and give the files in it.',
    );
    return;
  }
  const problems: Problem[] = [];
  if (isGzip(head)) {
    const name = file.replace(/\.gz(?:ip)?$|\.tgz$/i, '') || file;
    yield* open(gunzip(all, file, problems, limits, spent), name, limits, spent, depth + 1);
  } else if (isZip(head)) {
    for (const entry of unzip(all, file, problems, limits, spent)) {
      yield* problems.splice(0).map((one) => ({ kind: 'problem', problem: one }) as const);
      if ('kind' in entry) {
        yield entry;
        continue;
      }
      if (isOwn(entry.name)) continue;
      yield* open(entry.chunks, `${file}/${entry.name}`, limits, spent, depth + 1);
    }
  } else {
    yield* openText(head, all, file);
  }
  yield* problems.map((one) => ({ kind: 'problem', problem: one }) as const);
}

/** What archivers of other systems add: resource forks and folder settings. */
const isOwn = (name: string) =>
  /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name);

function* openText(head: Uint8Array, all: Chunks, file: string): Generator<InputPart> {
  const encoding = encodingOf(head);
  if (isKnownBinary(head) || isBinary(head, encoding)) {
    const { message, hint } = describeBinary(head);
    yield problem('binary', file, message, hint);
    return;
  }
  for (const piece of textPieces(all, encoding))
    yield 'kind' in piece ? piece : { kind: 'text', file, ...piece };
}

function* joined(chunks: Chunks): Generator<Step, Uint8Array> {
  const all: Uint8Array[] = [];
  for (const chunk of chunks) {
    all.push(chunk);
    yield STEP;
  }
  return concat(all);
}

function problem(code: string, file: string, message: string, hint: string): InputPart {
  return { kind: 'problem', problem: { code, place: { file, offset: 0 }, message, hint } };
}
