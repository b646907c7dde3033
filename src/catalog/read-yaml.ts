import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import type { Problem } from '../problem.ts';

export type ContentPath = readonly (string | number)[];

/** A content file as data in which every scalar is text, with a way back to its places. */
export interface ContentDocument {
  file: string;
  value: unknown;
  problems: Problem[];
  /**
   * Where a value stands.
   *
   * @param path keys and indexes from the root; the nearest ancestor answers for a path that is absent
   * @param part `key` for the key of the last step instead of its value
   * @param lineOffset lines below the start of a block of text
   */
  placeOf(path: ContentPath, part?: 'key' | 'value', lineOffset?: number): Problem['place'];
  /** Keys of a mapping in the order of the file. */
  keysOf(path: ContentPath): string[];
}

/**
 * Reads one YAML file with the failsafe schema (YAML 1.2.2, 10.1): no scalar is anything but text,
 * so `0x3e7`, `538` and `no` mean what they say.
 */
export function readYaml(file: string, text: string): ContentDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
  });
  const placeAt = (offset: number): Problem['place'] => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const problems = document.errors.map((error): Problem => ({
    code: error.code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'not-yaml',
    place: placeAt(error.pos[0]),
    message: sentence(error.message),
    hint:
      error.code === 'DUPLICATE_KEY'
        ? 'Keep one of the two.'
        : 'Quote a value that starts with %, {, [, *, &, ! or holds ": " or " #".',
  }));

  const walk = (path: ContentPath): { key?: Node; value: Node | null } => {
    let key: Node | undefined;
    let value: Node | null = document.contents as Node | null;
    for (const step of path) {
      if (isMap(value)) {
        const pair = value.items.find(
          (item) => isPair(item) && isScalar(item.key) && item.key.value === String(step),
        );
        if (!pair) break;
        key = pair.key as Node;
        value = pair.value as Node | null;
      } else if (isSeq(value)) {
        const item = value.items[Number(step)] as Node | undefined;
        if (!item) break;
        key = undefined;
        value = item;
      } else {
        break;
      }
    }
    return key ? { key, value } : { value };
  };

  return {
    file,
    value: problems.length === 0 ? document.toJS() : undefined,
    problems,
    placeOf(path, part = 'value', lineOffset = 0) {
      const { key, value } = walk(path);
      const node = part === 'key' ? (key ?? value) : (value ?? key);
      const place = placeAt(node?.range?.[0] ?? 0);
      if (lineOffset === 0) return place;
      return { file, line: (place.line ?? 1) + lineOffset, column: 1 };
    },
    keysOf(path) {
      const { value } = walk(path);
      return isMap(value)
        ? value.items.flatMap((item) => (isScalar(item.key) ? [String(item.key.value)] : []))
        : [];
    },
  };
}

function sentence(message: string): string {
  const line = message.split('\n')[0] ?? message;
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
