import { anchorOf } from '../../catalog/anchor.ts';
import type { TableData, TableEntry } from '../../catalog/definitions.ts';
import type { Meaning } from './explain.ts';
import { shownAs } from './table.ts';

/** What an entry of a table says of a value, and where it stands on the table's page. */
export function entryMeaning(table: TableData, entry: TableEntry): Meaning {
  return {
    text: shownAs(entry),
    table: table.id,
    anchor: anchorOf(entry.value),
    ...(entry.means ? { detail: entry.means } : {}),
  };
}
