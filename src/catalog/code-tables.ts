import type { CodeTable, EventEntry, FieldEntry } from './build.ts';
import type { ContentRecords } from './folders.ts';

/** Code tables with the fields that hold their values; an access mask may hold the rights of any kind of object. */
export function codeTables(
  records: ContentRecords,
  events: readonly EventEntry[],
  fields: ReadonlyMap<string, FieldEntry>,
): Map<string, CodeTable> {
  const held = new Map<string, Map<FieldEntry, Set<EventEntry>>>();
  const hold = (table: string, field: FieldEntry | undefined, event: EventEntry) => {
    if (!field) return;
    const byField = held.get(table) ?? held.set(table, new Map()).get(table);
    const set = byField?.get(field) ?? byField?.set(field, new Set()).get(field);
    set?.add(event);
  };
  const objectTables = [...records.codes].filter(([, facts]) => facts.objects).map(([id]) => id);
  for (const event of events) {
    for (const layout of event.layouts) {
      for (const slot of layout.fields) {
        const field = fields.get(slot.concept ?? '');
        for (const table of slot.tables) hold(table, field, event);
        if (slot.type === 'access-mask')
          for (const table of objectTables) hold(table, field, event);
      }
    }
  }
  const tables = new Map<string, CodeTable>();
  for (const [id, facts] of records.codes) {
    tables.set(id, {
      id,
      url: `/codes/${id}/`,
      facts,
      entries: Object.entries(facts.entries).map(([value, entry]) => ({ value, ...entry })),
      usedBy: [...(held.get(id) ?? [])]
        .map(([field, set]) => ({ field, events: [...set].sort((a, b) => a.id - b.id) }))
        .sort((a, b) => b.events.length - a.events.length),
    });
  }
  return tables;
}
