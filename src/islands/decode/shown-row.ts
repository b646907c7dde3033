import { outcomes, type EventStore } from './event-store.ts';
import type { ShownRow } from './protocol.ts';

/** A row of the list; decodes an event that was only indexed so far. */
export function shownRow(store: EventStore, row: number): ShownRow {
  store.learn(row);
  const raw = store.event(row);
  const kind = store.kindAt(row);
  const time = store.time.at(row);
  return {
    row,
    time: Number.isNaN(time) ? null : time,
    written: raw.timeCreated ?? '',
    local: raw.timeIsLocal === true,
    id: kind.id === undefined ? '?' : String(kind.id),
    title: kind.title || firstLine(raw.message) || kind.provider,
    outcome: outcomes[store.outcome.at(row)] ?? '',
    who: store.word(store.who.at(row)),
    from: store.word(store.from.at(row)),
    computer: store.word(store.computer.at(row)),
    missing: store.missingBefore(row),
    flawed: store.isFlawed(row),
  };
}

function firstLine(message: string | undefined): string {
  return (message ?? '').split('\n', 1)[0]?.slice(0, 200) ?? '';
}
