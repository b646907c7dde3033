import type { Definitions, TableEntry } from '../../catalog/definitions.ts';
import { maskTable, STANDARD_RIGHTS } from './access-mask.ts';
import { explainFlags } from './code.ts';
import type { Explain, Meaning } from './explain.ts';
import { nameDirectoryGuid } from './guid.ts';
import { readSddl, type SddlSection } from './read-sddl.ts';
import { nameSid } from './sid.ts';
import { findExact, shownAs } from './table.ts';

const ACE_TYPE = 'sddl-ace-type';
const ACE_FLAG = 'sddl-ace-flag';
const RIGHT = 'sddl-right';
const SID_ALIAS = 'sddl-sid-alias';
/** In the place of a list that is not there (SDDL_NULL_ACL of sddl.h). */
const NO_LIST = 'NO_ACCESS_CONTROL';

interface Context {
  data: ReadonlyMap<string, string>;
  definitions: Definitions;
}

/**
 * Explains a security descriptor in SDDL ([MS-DTYP] 2.5.1): owner, group, and each entry as who is allowed, denied or
 * audited what, on which property, under which condition.
 */
export const explainSddl: Explain = (value, _slot, data, definitions) => {
  const sections = readSddl(value.trim());
  if (sections.length === 0) return undefined;
  const context = { data, definitions };
  const parts = sections.flatMap((section) => explainSection(section, context));
  const count = (kind: 'D' | 'S', one: string) => {
    const list = sections.find((section) => section.kind === kind);
    if (!list) return [];
    if (list.head.endsWith(NO_LIST))
      return [kind === 'D' ? 'no access list: everybody has full access' : 'no audit list'];
    const { length } = list.entries;
    if (list.cut) return [`${length} ${one} ${length === 1 ? 'entry' : 'entries'} before a cut`];
    return [`${length === 0 ? 'no' : length} ${one} ${length === 1 ? 'entry' : 'entries'}`];
  };
  const owner = sections.find((section) => section.kind === 'O');
  const text = [
    ...(owner ? [`owner ${accountName(owner.head, context)}`] : []),
    ...count('D', 'access'),
    ...count('S', 'audit or label'),
  ].join(', ');
  return parts.length > 0 ? { text, parts } : { text };
};

function explainSection({ kind, head, entries }: SddlSection, context: Context): Meaning[] {
  if (kind === 'O' || kind === 'G') {
    const what = kind === 'O' ? 'Owner' : 'Group';
    return [{ value: `${kind}:${head}`, text: `${what}: ${accountName(head, context)}` }];
  }
  return entries.map((entry) => explainEntry(entry, context));
}

/** `(A;CI;FA;;;BA)`: type, flags, rights, object, inherited object, account, and for some a condition. */
function explainEntry(entry: string, context: Context): Meaning {
  const [type = '', flags = '', rights = '', object = '', heir = '', account = '', ...rest] =
    entry.split(';');
  const typeEntry = find(context, ACE_TYPE, type);
  const condition = rest.join(';');
  const named = (guid: string) => nameDirectoryGuid(guid, context.definitions)?.text ?? guid;
  const text = [
    typeEntry ? shownAs(typeEntry) : type,
    `${accountName(account, context)}:`,
    nameRights(rights, context).join(', '),
    object ? `on ${named(object)}` : '',
    heir ? `for objects of class ${named(heir)}` : '',
    condition
      ? condition.startsWith('(@') || /^\((?!")/.test(condition)
        ? `if ${condition}`
        : condition
      : '',
  ];
  const detail = pairs(flags).map((flag) => find(context, ACE_FLAG, flag)?.means ?? flag);
  return {
    value: `(${entry})`,
    text: text.filter(Boolean).join(' '),
    ...(detail.length > 0 ? { detail: detail.join(' ') } : {}),
  };
}

/** Letters of rights of a directory stand for bits, which mean what the object that the event names says. */
function nameRights(rights: string, context: Context): string[] {
  const id = maskTable(context.data, context.definitions);
  const table = context.definitions.table(id ?? STANDARD_RIGHTS);
  if (!/^(?:0x[0-9a-f]+|\d+)$/i.test(rights)) {
    return pairs(rights).map((right) => {
      const { name, more } = find(context, RIGHT, right) ?? {};
      const ofObject = id !== undefined && table && more?.['group'] === 'directory-object';
      return (ofObject ? findExact(table, more?.['mask'] ?? '')?.name : name) ?? right;
    });
  }
  const bits = table && explainFlags(rights, table)?.parts;
  return bits && bits.every((bit) => bit.table) ? bits.map((bit) => bit.text) : [rights];
}

function accountName(sid: string, context: Context): string {
  if (/^S-1-/i.test(sid)) {
    const found = nameSid(sid.toUpperCase(), context.data, context.definitions);
    if (found?.exact) return found.meaning.text;
    return found ? `${sid} (${found.meaning.text})` : sid;
  }
  const entry = find(context, SID_ALIAS, sid);
  return entry ? shownAs(entry) : sid;
}

function find({ definitions }: Context, table: string, value: string): TableEntry | undefined {
  const data = definitions.table(table);
  return data && value !== '' ? findExact(data, value) : undefined;
}

/** Flags and rights are two letters each, without a separator. */
const pairs = (text: string) => text.match(/[A-Z]{2}/g) ?? [];
