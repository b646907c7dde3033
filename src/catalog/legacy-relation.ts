import type { EventEntry, LegacyEntry } from './build.ts';

/** How a legacy event became today's: which ids, and with which other legacy ids. */
export interface LegacyRelation {
  /** `one`: 1 to 1; `merged`: several legacy ids are one event; `split`: one is several; `both`; `none`: not known. */
  kind: 'one' | 'merged' | 'split' | 'both' | 'none';
  /** Other legacy ids that share a successor. */
  beside: readonly LegacyEntry[];
}

export function legacyRelation(legacy: LegacyEntry): LegacyRelation {
  const beside = [
    ...new Map(
      legacy.successors
        .flatMap(({ event }) => event.legacy)
        .filter((one) => one.event.id !== legacy.id)
        .map((one) => [one.event.id, one.event]),
    ).values(),
  ].sort((a, b) => a.id - b.id);
  const several = legacy.successors.length > 1;
  const kind =
    legacy.successors.length === 0
      ? 'none'
      : several && beside.length > 0
        ? 'both'
        : several
          ? 'split'
          : beside.length > 0
            ? 'merged'
            : 'one';
  return { kind, beside };
}

/** One label of a legacy message and where its value stands today. */
export interface LabelToday {
  label: string;
  field?: string;
  /** How the message of today labels that field, with its heading. */
  today?: string;
}

/** What differs between the message of a legacy event and that of one successor, as far as the labels are known. */
export function labelsToday(
  legacy: LegacyEntry,
  successor: EventEntry,
): { labels: LabelToday[]; fresh: string[] } {
  const slots = successor.layouts[0]?.fields ?? [];
  const labels = (legacy.facts.labels ?? []).map(({ label, field }): LabelToday => {
    const slot = slots.find((one) => one.name === field);
    const today = slot?.label ? [slot.section, slot.label].filter(Boolean).join(' / ') : undefined;
    return { label, ...(slot ? { field: slot.name } : {}), ...(today ? { today } : {}) };
  });
  const known = new Set(labels.map(({ field }) => field));
  return { labels, fresh: slots.map((slot) => slot.name).filter((name) => !known.has(name)) };
}
