import { everyVersion, markText, type VersionMark } from '../schema/version-mark.ts';
import type { Catalog, EventEntry } from './build.ts';
import type { FieldSlot, Layout } from './layout.ts';

/** One field of an event, over all its versions. */
export interface FieldRow {
  name: string;
  slot: FieldSlot;
  /** Place in the union of all versions, in XML order; from 0. */
  order: number;
  /** Place in the newest version's XML, from 1; undefined where that version lacks the field. */
  position: number | undefined;
  /** Versions that have it, as `v2+`; empty for all. */
  mark: string;
}

export interface FieldGroup {
  /** Heading of the message; empty for lines without one; undefined for fields that it does not show. */
  section: string | undefined;
  rows: readonly FieldRow[];
}

/** A mark of versions as a reader wants it: releases by their titles. */
export function markWords(mark: string, catalog: Pick<Catalog, 'releases'>): string {
  return mark.replace(
    /(since|before) ([a-z0-9.-]+)/g,
    (_, word: string, id: string) =>
      `${word} ${catalog.releases.find((release) => release.id === id)?.title ?? id}`,
  );
}

/** Layouts whose message text is known, newest first. */
export function knownLayouts(event: EventEntry): Layout[] {
  const known = new Set(
    event.versions.filter(({ text }) => text !== 'none').map(({ version }) => version),
  );
  return event.layouts.filter(({ version }) => known.has(version));
}

/**
 * Fields in the order in which the message shows them, under its headings. The newest message counts;
 * a field that it lacks stands where the newest message that has it shows it.
 */
export function fieldGroups(event: EventEntry): FieldGroup[] {
  const rows = new Map<string, FieldRow>();
  const slots = new Map(
    [...event.layouts]
      .reverse()
      .flatMap((layout) => layout.fields.map((slot) => [slot.name, slot])),
  );
  const positions = new Map(
    event.layouts[0]?.fields.map((slot, index) => [slot.name, index + 1] as const),
  );
  const marks = new Map<string, VersionMark>();
  for (const { name, mark } of event.facts.fields ?? [])
    marks.set(name, marks.has(name) ? everyVersion : mark);
  for (const [order, { name }] of (event.facts.fields ?? []).entries()) {
    const slot = slots.get(name);
    if (!slot || rows.has(name)) continue;
    const mark = markText(marks.get(name) ?? everyVersion);
    rows.set(name, { name, slot, order, position: positions.get(name), mark });
  }
  const groups = new Map<string | undefined, FieldRow[]>();
  const left = new Map(rows);
  for (const layout of event.layouts) {
    const take = (name: string, section: string) => {
      const row = left.get(name);
      if (!row || row.slot.label === undefined) return;
      left.delete(name);
      const group = groups.get(section);
      if (group) group.push(row);
      else groups.set(section, [row]);
    };
    for (const part of layout.first) if ('field' in part) take(part.field, '');
    for (const line of layout.lines) {
      for (const part of line.parts) if ('field' in part) take(part.field, line.section);
    }
  }
  if (left.size > 0) groups.set(undefined, [...left.values()]);
  return [...groups].map(([section, members]) => ({ section, rows: members }));
}
