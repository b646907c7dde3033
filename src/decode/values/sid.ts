import type { Definitions } from '../../catalog/definitions.ts';
import { anchorOf } from '../../catalog/anchor.ts';
import { entryMeaning } from './entry-meaning.ts';
import type { Explain, Meaning } from './explain.ts';
import { serviceOf } from './service-sid.ts';
import { findExact, findPattern } from './table.ts';
import { SID_TABLE } from './text-form.ts';

/**
 * Names a SID: an account that is the same on every computer, the name that the event itself gives it, or the kind
 * of account by the shape of the SID.
 */
export const explainSid: Explain = (value, slot, data, definitions) => {
  const sid = /^%?\{?(S-1-[\d-]+)\}?$/i.exec(value.trim())?.[1]?.toUpperCase();
  if (sid === undefined) return undefined;
  const meaning = nameSid(sid, data, definitions, slot.tables);
  // An account that is the same everywhere needs no name from the event.
  if (meaning?.exact) return meaning.meaning;
  const name = nameInEvent(slot.name, data, definitions);
  const kind = meaning?.meaning;
  if (!name) return kind && { ...kind, aside: true };
  return {
    ...kind,
    text: name,
    aside: true,
    ...(kind ? { detail: kind.detail ? `${kind.text}: ${kind.detail}` : kind.text } : {}),
  };
};

/** Names a SID without regard to the field that it stands in. */
export function nameSid(
  sid: string,
  data: ReadonlyMap<string, string>,
  definitions: Definitions,
  tables: readonly string[] = [],
): { meaning: Meaning; exact: boolean } | undefined {
  for (const id of new Set([...tables, SID_TABLE])) {
    const table = definitions.table(id);
    const entry = table?.written === 'sid' ? findExact(table, sid) : undefined;
    if (table && entry) return { meaning: entryMeaning(table, entry), exact: true };
  }
  const table = definitions.table(SID_TABLE);
  const kind = table && findPattern(table, sid);
  if (!table || !kind) return undefined;
  const service = kind.pattern.endsWith('<h5>') ? serviceOf(sid, data) : undefined;
  const guid = /<g1>-<g2>-<g3>-<g4>/.test(kind.pattern) ? guidInSid(sid) : undefined;
  const number = /<(?:n|pid)>$/.test(kind.pattern) ? sid.slice(sid.lastIndexOf('-') + 1) : '';
  const text = service
    ? `NT SERVICE\\${service}`
    : number
      ? kind.name.replace(/<(?:n|pid)>/, number)
      : kind.name;
  const detail = [kind.means, guid ? `Its GUID is ${guid}.` : ''].filter(Boolean).join(' ');
  return {
    meaning: {
      text,
      table: SID_TABLE,
      anchor: anchorOf(kind.pattern),
      ...(detail ? { detail } : {}),
    },
    exact: service !== undefined,
  };
}

/** The last four numbers of a SID as the GUID that they hold, little-endian ([MS-DTYP] 2.3.4). */
function guidInSid(sid: string): string {
  const numbers = sid.split('-').slice(-4).map(Number);
  const bytes = new DataView(new ArrayBuffer(16));
  for (const [at, number] of numbers.entries()) bytes.setUint32(at * 4, number, true);
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const byte = (at: number) => hex(bytes.getUint8(at), 2);
  const tail = [10, 11, 12, 13, 14, 15].map(byte).join('');
  return `${hex(bytes.getUint32(0, true), 8)}-${hex(bytes.getUint16(4, true), 4)}-${hex(bytes.getUint16(6, true), 4)}-${byte(8)}${byte(9)}-${tail}`;
}

/** The name that the event itself gives to the account of a SID. */
function nameInEvent(
  field: string,
  data: ReadonlyMap<string, string>,
  definitions: Definitions,
): string | undefined {
  const entity = definitions.entities.find((candidate) => candidate.parts['sid']?.includes(field));
  if (!entity) return undefined;
  const part = (key: string) =>
    entity.parts[key]?.map((name) => data.get(name)).find((value) => value && value !== '-');
  const name = part('name');
  const domain = part('domain');
  return name ? (domain ? `${domain}\\${name}` : name) : undefined;
}
