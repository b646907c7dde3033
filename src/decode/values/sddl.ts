import type { Definitions, TableEntry } from '../../catalog/definitions.ts';
import type { Explain, Meaning } from './explain.ts';
import { findEntry, shownAs } from './table.ts';
import { SID_TABLE } from './text-form.ts';

const ACE_TYPE = 'sddl-ace-type';
const ACE_FLAG = 'sddl-ace-flag';
const RIGHT = 'sddl-right';
const SID_ALIAS = 'sddl-sid-alias';

/** One part of a security descriptor: owner, group, or a list of entries. */
interface Section {
  kind: 'O' | 'G' | 'D' | 'S';
  /** What stands before the first parenthesis: a SID, or flags of the list. */
  head: string;
  entries: string[];
}

/**
 * Explains a security descriptor in SDDL ([MS-DTYP] 2.5.1): owner, group, and each entry as who is allowed, denied or
 * audited what.
 */
export const explainSddl: Explain = (value, _slot, _data, definitions) => {
  const sections = readSections(value.trim());
  if (sections.length === 0) return undefined;
  const parts = sections.flatMap((section) => explainSection(section, definitions));
  const count = (kind: 'D' | 'S', one: string) => {
    const list = sections.find((section) => section.kind === kind);
    if (!list) return [];
    const { length } = list.entries;
    return [`${length === 0 ? 'no' : length} ${one} ${length === 1 ? 'entry' : 'entries'}`];
  };
  const owner = sections.find((section) => section.kind === 'O');
  const text = [
    ...(owner ? [`owner ${sidName(owner.head, definitions)}`] : []),
    ...count('D', 'access'),
    ...count('S', 'audit or label'),
  ].join(', ');
  return parts.length > 0 ? { text, parts } : { text };
};

function explainSection({ kind, head, entries }: Section, definitions: Definitions): Meaning[] {
  if (kind === 'O' || kind === 'G') {
    const what = kind === 'O' ? 'Owner' : 'Group';
    return [{ value: `${kind}:${head}`, text: `${what}: ${sidName(head, definitions)}` }];
  }
  return entries.map((entry) => explainEntry(entry, definitions));
}

/** `(A;CI;FA;;;BA)`: type, flags, rights, object, inherited object, account, and for some a condition. */
function explainEntry(entry: string, definitions: Definitions): Meaning {
  const [type = '', flags = '', rights = '', object = '', , account = ''] = entry.split(';');
  const typeEntry = find(definitions, ACE_TYPE, type);
  const text = [
    typeEntry ? shownAs(typeEntry) : type,
    `${sidName(account, definitions)}:`,
    nameRights(rights, definitions).join(', '),
    object ? `on ${object}` : '',
  ];
  const detail = pairs(flags).map((flag) => find(definitions, ACE_FLAG, flag)?.means ?? flag);
  return {
    value: `(${entry})`,
    text: text.filter(Boolean).join(' '),
    ...(detail.length > 0 ? { detail: detail.join(' ') } : {}),
  };
}

function nameRights(rights: string, definitions: Definitions): string[] {
  if (/^(?:0x[0-9a-f]+|\d+)$/i.test(rights)) return [rights];
  return pairs(rights).map((right) => find(definitions, RIGHT, right)?.name ?? right);
}

function sidName(sid: string, definitions: Definitions): string {
  const entry = find(definitions, sid.startsWith('S-') ? SID_TABLE : SID_ALIAS, sid);
  return entry ? shownAs(entry) : sid;
}

function find(definitions: Definitions, table: string, value: string): TableEntry | undefined {
  const data = definitions.table(table);
  return data && value !== '' ? findEntry(data, value) : undefined;
}

/** Flags and rights are two letters each, without a separator. */
const pairs = (text: string) => text.match(/[A-Z]{2}/g) ?? [];

/** Splits a descriptor at the sections of its top level; parentheses of conditions are kept together. */
function readSections(text: string): Section[] {
  const sections: Section[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    const last = sections.at(-1);
    if (depth === 0 && text[at + 1] === ':' && 'OGDS'.includes(char)) {
      sections.push({ kind: char as Section['kind'], head: '', entries: [] });
      at += 1;
    } else if (!last) {
      return [];
    } else if (char === '(') {
      if (depth === 0) start = at + 1;
      depth += 1;
    } else if (char === ')') {
      depth -= 1;
      if (depth === 0) last.entries.push(text.slice(start, at));
      if (depth < 0) return [];
    } else if (depth === 0) {
      last.head += char;
    }
  }
  return sections;
}
