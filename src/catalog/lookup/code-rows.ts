import type { Catalog, CodeTable } from '../build.ts';
import { integerText } from '../integer.ts';
import type { CodeShape, Query } from './read-query.ts';

/** Entries of code tables: value as written, place of its table in the lookup index, name, meaning. */
export type CodeRows = [value: string, table: number, name: string, means: string][];

const shapeOf = {
  decimal: 'number',
  hex: 'number',
  message: 'message',
  guid: 'guid',
  sid: 'sid',
  text: 'text',
} as const;

/** A name as headers write it: `STATUS_WRONG_PASSWORD`. */
const CONSTANT = /^[A-Z][A-Za-z0-9]*[_-][\w-]+$/;
/** What Samba and MIT Kerberos write before the names of others: `NT_STATUS_…`, `KRB5KDC_ERR_…`, `KRB5KRB_AP_ERR_…`. */
const BEFORE_NAME = /^(?:nt_(?=status_)|krb5(?=kdc_|krb_))/;
const LABEL_FILES = 32;
const HEX = [...'0123456789abcdef'];
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
/** A network that has a name: `10.0.0.0/8`. */
const NETWORK = /^[\da-f.:]+\/\d+$/;

/** One spelling of a code, by which it is found. */
export function codeKey(text: string, shape: CodeShape): string {
  if (shape === 'number') return integerText(text) ?? text;
  if (shape === 'message') return text.startsWith('%%') ? text : `%%${text}`;
  if (shape === 'guid') return text.replace(/^(?:0x|%?\{)|\}$/g, '').toLowerCase();
  if (shape === 'label') return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  if (shape === 'account') return text.slice(text.indexOf('\\') + 1).toLowerCase();
  if (shape === 'name') return text.toLowerCase().replace(BEFORE_NAME, '');
  return text.toLowerCase();
}

/**
 * The file that holds a code, so that a reader loads a few kilobytes for one code: numbers by their last hexadecimal
 * digit, GUIDs by their first, names and labels by their last letter and length, texts and accounts, which any word may be,
 * by their first letter, so that a word that is being typed asks once; the other shapes are one file each.
 */
export function codeShard(text: string, shape: CodeShape): string {
  const key = codeKey(text, shape);
  if (shape === 'number')
    return `number-${(BigInt(/^\d+$/.test(key) ? key : 0) & 15n).toString(16)}`;
  if (shape === 'guid') return `guid-${key[0]}`;
  if (shape === 'name') return `name-${(key.length + key.charCodeAt(key.length - 1)) % 16}`;
  if (shape === 'address' || NETWORK.test(key)) return 'address';
  if (shape === 'text' || shape === 'account')
    return `word-${LETTERS.includes(key[0] ?? '') ? key[0] : 'other'}`;
  if (shape === 'label')
    return `label-${(key.length * 5 + (key.at(-1)?.charCodeAt(0) ?? 0)) % LABEL_FILES}`;
  return shape;
}

/** The files that hold the codes of a query; none when it can be no code. */
export function shardsOf({ parts, only }: Query): string[] {
  if (only === 'field' || only === 'policy') return [];
  return [
    ...new Set(parts.flatMap((part) => part.shapes.map((shape) => codeShard(part.text, shape)))),
  ];
}

/** The files that hold names and texts of codes. */
export function labelShardsOf(parts: readonly { text: string }[]): string[] {
  return [...new Set(parts.map(({ text }) => codeShard(text, 'label')))];
}

/** Every file that may be asked for, so that a site can write them all, empty ones too. */
export const codeShardNames: readonly string[] = [
  ...['number', 'guid'].flatMap((shape) => HEX.map((digit) => `${shape}-${digit}`)),
  ...HEX.map((_, index) => `name-${index}`),
  ...[...LETTERS, 'other'].map((letter) => `word-${letter}`),
  ...Array.from({ length: LABEL_FILES }, (_, index) => `label-${index}`),
  'message',
  'sid',
  'address',
];

/** All code entries by the file that they belong to. */
export function codeShards(catalog: Catalog): ReadonlyMap<string, CodeRows> {
  const shards = new Map<string, CodeRows>();
  const add = (shard: string, row: CodeRows[number]) => {
    const rows = shards.get(shard);
    if (rows) rows.push(row);
    else shards.set(shard, [row]);
  };
  for (const [place, table] of [...catalog.codes.values()].entries()) {
    const shape = shapeOf[table.facts.written];
    for (const row of rowsOf(table, place)) {
      add(codeShard(row[0], shape), row);
      if (shape === 'sid') add(codeShard(row[2], 'account'), row);
    }
    for (const { value, name, label = name, aliases = [], means = '' } of table.entries) {
      // `ReadData (or ListDirectory)` is looked for as `ReadData` as well.
      const names = [name, label, ...aliases].flatMap((one) => [
        one,
        one.replace(/\s*\(.*\)$/, ''),
      ]);
      for (const called of new Set(names)) {
        if (called === value && shape !== 'text') continue;
        const kind = CONSTANT.test(called) ? 'name' : 'label';
        add(codeShard(called, kind), [value, place, called, means]);
      }
    }
  }
  return shards;
}

function rowsOf(table: CodeTable, place: number): CodeRows {
  const entries = table.entries.map((entry): CodeRows[number] => [
    entry.value,
    place,
    entry.label ?? entry.name,
    entry.means ?? '',
  ]);
  const patterns = (table.facts.patterns ?? []).map((entry): CodeRows[number] => [
    entry.pattern,
    place,
    entry.name,
    entry.means ?? '',
  ]);
  return [...entries, ...patterns];
}
