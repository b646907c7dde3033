import type { Catalog, CategoryEntry, EventEntry, SubcategoryEntry } from './build.ts';
import { labelLines } from './label-lines.ts';
import { treemap, type Box } from './treemap.ts';

/** How much there is about an event: what it is sized by. */
export type Measure = (event: EventEntry) => number;

export interface MapEvent extends Box {
  event: EventEntry;
}

export interface MapArea extends Box {
  title: string;
  url: string;
  /** The title as it stands in the box, above what is in it; none where it does not fit. */
  lines: string[];
}

export interface EventMap {
  width: number;
  height: number;
  categories: MapArea[];
  subcategories: MapArea[];
  events: MapEvent[];
}

interface Group {
  title: string;
  url: string;
  parts: { title: string; url: string; events: readonly EventEntry[] }[];
}

/** Categories, subcategories and events, each event once: under its first subcategory, or under none. */
export function eventGroups(catalog: Catalog): Group[] {
  const placed = new Set<EventEntry>();
  const members = (subcategory: SubcategoryEntry) =>
    subcategory.events.filter((event) => {
      if (event.subcategories[0]?.subcategory !== subcategory || placed.has(event)) return false;
      placed.add(event);
      return true;
    });
  const groups = catalog.categories.map((category: CategoryEntry) => ({
    title: category.facts.title,
    url: `/policy/#${category.id}`,
    parts: category.subcategories
      .map((subcategory) => ({
        title: subcategory.facts.title,
        url: subcategory.url,
        events: members(subcategory),
      }))
      .filter((part) => part.events.length > 0),
  }));
  const rest = new Map<string, EventEntry[]>();
  for (const event of catalog.events) {
    if (placed.has(event)) continue;
    const list = rest.get(event.provider.title) ?? [];
    rest.set(event.provider.title, [...list, event]);
  }
  const [first] = rest.values();
  if (first?.[0]) {
    const url = `/${first[0].slug}/`;
    groups.push({
      title: 'Without a subcategory',
      url,
      parts: [...rest].map(([title, events]) => ({
        title,
        url: `/${events[0]?.slug}/`,
        events,
      })),
    });
  }
  return groups.filter((group) => group.parts.length > 0);
}

/** Size of the titles, and the height of a line of them. */
export const LETTERS = 12;
export const LINE = 14;
const GAP = 2;
/** Room beside a title, both sides together. */
const SIDES = 8;
/** A title above what is in a box takes at most this part of it. */
const HEADS = 2.5;

/**
 * Lays the whole catalog out as nested boxes.
 *
 * @param measure area of an event, in any unit; positive
 * @param plain only categories and subcategories are shown: titles of subcategories have their whole boxes
 */
export function eventMap(
  catalog: Catalog,
  measure: Measure,
  width: number,
  height: number,
  plain = false,
): EventMap {
  const map: EventMap = { width, height, categories: [], subcategories: [], events: [] };
  const sum = (events: readonly EventEntry[]) =>
    events.reduce((total, event) => total + measure(event), 0);
  const groups = eventGroups(catalog)
    .map((group) => ({
      ...group,
      parts: group.parts
        .map((part) => ({ ...part, weight: sum(part.events) }))
        .sort((a, b) => b.weight - a.weight),
    }))
    .map((group) => ({
      ...group,
      weight: group.parts.reduce((total, part) => total + part.weight, 0),
    }))
    .sort((a, b) => b.weight - a.weight);
  const outer = treemap(
    groups.map(({ weight }) => weight),
    { x: 0, y: 0, width, height },
  );
  for (const [index, group] of groups.entries()) {
    const area = inset(outer[index] as Box, GAP);
    const lines = titleIn(area, group.title, HEADS);
    map.categories.push({ ...area, title: group.title, url: group.url, lines });
    const inner = treemap(
      group.parts.map(({ weight }) => weight),
      below(area, lines),
    );
    for (const [at, part] of group.parts.entries()) {
      const box = inset(inner[at] as Box, GAP / 2);
      const lines = titleIn(box, part.title, plain ? 1 : HEADS);
      map.subcategories.push({ ...box, title: part.title, url: part.url, lines });
      const events = [...part.events].sort((a, b) => measure(b) - measure(a));
      const cells = treemap(events.map(measure), below(box, lines));
      for (const [cell, event] of events.entries())
        map.events.push({ ...inset(cells[cell] as Box, 0.5), event });
    }
  }
  return map;
}

function inset(box: Box, by: number): Box {
  return {
    x: box.x + by,
    y: box.y + by,
    width: Math.max(box.width - 2 * by, 0.1),
    height: Math.max(box.height - 2 * by, 0.1),
  };
}

/** @param share of the box's height that the title may take, as its inverse */
function titleIn(box: Box, title: string, share: number): string[] {
  const most = Math.floor((box.height / share - GAP) / LINE);
  return labelLines(title, box.width - SIDES, most, LETTERS);
}

function below(box: Box, lines: readonly string[]): Box {
  const head = lines.length > 0 ? lines.length * LINE + GAP : 0;
  return { ...box, y: box.y + head, height: Math.max(box.height - head, 0.1) };
}
