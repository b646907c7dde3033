import { FAILSAFE_SCHEMA, load, type YAMLException } from 'js-yaml';
import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type ErrorCode,
  type Node,
} from 'yaml';
import type { Problem } from '../problem.ts';

const QUOTE =
  'Quote a value that starts with %, {, [, *, &, ! or holds ": " or " #"; one that holds a quote mark, with the other kind.';
const INDENT = 'Indent with spaces, each line as far as the others of its list or block.';

const HINTS: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: INDENT,
  BLOCK_AS_IMPLICIT_KEY: `${INDENT} Quote a value that holds ": ".`,
  DUPLICATE_KEY: 'Keep one of the two.',
  MULTILINE_IMPLICIT_KEY: INDENT,
  TAB_AS_INDENT: INDENT,
};

export type ContentPath = readonly (string | number)[];

/** A content file, with a way to the places of its values. */
export interface ContentDocument {
  file: string;
  text: string;
  /** Keys of the file in its order. */
  keys: readonly string[];
  problems: Problem[];
  /**
   * Where a value stands.
   *
   * @param path keys and indexes from the root; the nearest ancestor answers for a path that is absent
   * @param part `key` for the key of the last step instead of its value
   */
  placeOf(path: ContentPath, part?: 'key' | 'value'): Problem['place'];
  /** Where a word stands on a line of a block of text, lines counted from 0 below its key. */
  placeInBlock(path: ContentPath, line: number, word: string): Problem['place'];
}

/** A content file as data in which every scalar is text. */
export interface ReadDocument extends ContentDocument {
  value: unknown;
}

/**
 * Reads one YAML file with the failsafe schema (YAML 1.2.2, 10.1): no scalar is anything but text,
 * so `0x3e7`, `538` and `no` mean what they say.
 *
 * js-yaml reads the values, seven times faster than `yaml`, which reads the file a second time, with
 * positions, only when something has to be placed.
 */
export function readYaml(file: string, text: string): ReadDocument {
  let parsed: { contents: Node | null; lines: LineCounter; problems: Problem[] } | undefined;
  const withPositions = () => {
    if (parsed) return parsed;
    const lines = new LineCounter();
    const document = parseDocument(text, {
      schema: 'failsafe',
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: true,
    });
    const reported = new Set<number>();
    const problems = document.errors.flatMap((error): Problem[] => {
      const { line, col } = lines.linePos(error.pos[0]);
      // What else is wrong with a line follows from the first.
      if (reported.has(line)) return [];
      reported.add(line);
      return [
        {
          code: error.code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'not-yaml',
          place: { file, line, column: col },
          message: sentence(error.message),
          hint: HINTS[error.code] ?? QUOTE,
        },
      ];
    });
    parsed = { contents: document.contents as Node | null, lines, problems };
    return parsed;
  };
  let value: unknown;
  let problems: Problem[] = [];
  try {
    value = load(text, { schema: FAILSAFE_SCHEMA });
  } catch (error) {
    ({ problems } = withPositions());
    if (problems.length === 0) problems = [notYaml(file, error as YAMLException)];
  }
  const placeAt = (offset: number): Problem['place'] => {
    const { line, col } = withPositions().lines.linePos(offset);
    return { file, line, column: col };
  };

  const walk = (path: ContentPath): { key?: Node; value: Node | null } => {
    let key: Node | undefined;
    let value: Node | null = withPositions().contents;
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
    text,
    value,
    keys: Object.keys(value ?? {}),
    problems,
    placeOf(path, part = 'value') {
      const { key, value } = walk(path);
      const node = part === 'key' ? (key ?? value) : (value ?? key);
      return placeAt(node?.range?.[0] ?? 0);
    },
    placeInBlock(path, line, word) {
      const start = this.placeOf(path);
      const at = (start.line ?? 1) + line + 1;
      const column = (text.split('\n')[at - 1]?.indexOf(word) ?? -1) + 1;
      return { file, line: at, column: Math.max(column, 1) };
    },
  };
}

function notYaml(file: string, error: YAMLException): Problem {
  return {
    code: 'not-yaml',
    place: { file, line: error.mark.line + 1, column: error.mark.column + 1 },
    message: sentence(`This is not YAML: ${error.reason}`),
    hint: error.reason.startsWith('null byte') ? 'Save the file as UTF-8.' : QUOTE,
  };
}

function sentence(message: string): string {
  const line = message.split('\n')[0] ?? message;
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
