import type { Definitions } from '../../catalog/definitions.ts';
import { findExact, shownAs } from '../values/table.ts';
import { SID_TABLE } from '../values/text-form.ts';

/** Names that are the same on every computer and tell nothing of the one at hand. */
export interface CommonNames {
  isName(name: string): boolean;
  /** Domain part of accounts that Windows itself owns: `NT AUTHORITY`. */
  isAuthority(domain: string): boolean;
  isSid(sid: string): boolean;
}

/** Names of the table of well-known SIDs; nothing is common while the table is not loaded. */
export function commonNames(definitions: Definitions): CommonNames {
  const table = definitions.table(SID_TABLE);
  const names = new Set([
    'home',
    'internal',
    'lan',
    'local',
    'localdomain',
    'localhost',
    'workgroup',
  ]);
  const authorities = new Set<string>();
  for (const entry of table?.entries ?? []) {
    for (const shown of [entry.name, shownAs(entry)]) {
      const parts = shown.toLowerCase().split('\\');
      names.add(parts.at(-1) as string);
      if (parts.length > 1) authorities.add(parts[0] as string);
    }
    const authority = entry.more?.['authority'];
    if (authority) authorities.add(authority.toLowerCase());
  }
  for (const { name } of table?.patterns ?? []) names.add(name.toLowerCase());
  return {
    isName: (name) => names.has(name.toLowerCase()),
    isAuthority: (domain) => authorities.has(domain.toLowerCase()),
    isSid: (sid) => table !== undefined && findExact(table, sid) !== undefined,
  };
}
