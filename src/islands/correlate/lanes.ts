import { push } from '../../catalog/push.ts';
import { fromWords } from './chain-words.ts';
import type { ChainRow } from './protocol.ts';

/** A bar in its place. */
export interface Bar {
  row: ChainRow;
  /** Lane from the top, from 0. */
  lane: number;
  /** A band lies in the lane of its computer; the others stand at the top of the tree, or below something. */
  kind: 'band' | 'upper' | 'below';
  /** Its first event, where that was before it began: the failures before a lockout. */
  lead?: number;
  from: number;
  to: number;
}

/** What stands left of a lane. */
export interface LaneLabel {
  lane: number;
  text: string;
  /** 0 a computer, 1 what stands at the top of the tree, 2 what hangs below. */
  depth: number;
}

export interface Lanes {
  count: number;
  labels: LaneLabel[];
  /** In the order of the table: lane group by lane group, by time within each. */
  bars: Bar[];
  byId: ReadonlyMap<string, Bar>;
  /** Chain → the bar that follows it in its lane. */
  next: ReadonlyMap<string, Bar>;
  /** Chains whose bar is the first of its lane. */
  leads: ReadonlySet<string>;
}

/** Rows between two places where the work may rest. */
const STEP = 200;

interface Placing {
  /** Lanes that are taken. */
  lanes: number;
  bars: Bar[];
  labels: LaneLabel[];
  byId: Map<string, Bar>;
  next: Map<string, Bar>;
  leads: Set<string>;
  children: Map<string, ChainRow[]>;
  titles: ReadonlyMap<string, string>;
  logEnd: (row: ChainRow) => number;
  /** Time that a bar takes up at least, so that instants of one moment do not cover one another. */
  least: number;
}

/** Where a chain begins and ends in the drawing: what has no end reaches to the end of its log. */
function extentOf(row: ChainRow, logEnd: number): { lead?: number; from: number; to: number } {
  let first: number | undefined;
  let last: number | undefined;
  for (const { at } of row.marks) {
    first ??= at;
    last = at ?? last;
  }
  const from = row.start ?? first ?? row.end ?? logEnd;
  const to = row.status === 'open' ? Math.max(logEnd, from) : (row.end ?? last ?? from);
  const extent = { from, to: Math.max(from, to) };
  return first !== undefined && first < from ? { lead: first, ...extent } : extent;
}

/**
 * Puts chains into lanes. Chains of one account at one computer share a lane, one after the other; what overlaps goes
 * into the lane below; what hangs below a chain follows it.
 *
 * It yields where it may rest.
 *
 * @param rows in the order in which they began
 * @param titles rule → what a lane of it is called
 * @param logEnds computer → time of its last event
 * @param bands rules whose chains lie in the computer's own lane, behind everything else: runs of Windows
 */
export function* layLanes(
  rows: readonly ChainRow[],
  titles: ReadonlyMap<string, string>,
  logEnds: ReadonlyMap<string, number>,
  bands: ReadonlySet<string>,
  least = 0,
): Generator<undefined, Lanes> {
  const shown = new Map(rows.map((row) => [row.id, row]));
  const placing: Placing = {
    lanes: 0,
    bars: [],
    labels: [],
    byId: new Map(),
    next: new Map(),
    leads: new Set(),
    children: new Map(),
    titles,
    logEnd: (row) => logEnds.get(row.computer) ?? row.end ?? row.start ?? 0,
    least,
  };
  const computers = new Map<string, ChainRow[]>();
  for (const [at, row] of rows.entries()) {
    if (at % STEP === STEP - 1) yield;
    const parent = row.parent === undefined ? undefined : shown.get(row.parent);
    if (parent && !bands.has(parent.rule)) {
      push(placing.children, parent.id, row);
    } else {
      push(computers, row.computer, row);
    }
  }
  for (const [computer, roots] of computers) {
    placing.labels.push({ lane: placing.lanes, text: computer || 'several computers', depth: 0 });
    let before: string | undefined;
    for (const row of roots.filter(({ rule }) => bands.has(rule))) {
      const extent = extentOf(row, placing.logEnd(row));
      const bar = { row, lane: placing.lanes, kind: 'band' as const, ...extent };
      placing.bars.push(bar);
      placing.byId.set(row.id, bar);
      if (before !== undefined) placing.next.set(before, bar);
      before = row.id;
    }
    placing.lanes += 1;
    const others = roots.filter(({ rule }) => !bands.has(rule));
    for (const group of groupsOf(others, (row) => `${row.rule} ${laneName(row, titles)}`)) {
      yield* placeGroup(group, laneName(group[0] as ChainRow, titles), 1, placing);
    }
  }
  const { lanes: count, labels, bars, byId, next, leads } = placing;
  return { count, labels, bars, byId, next, leads };
}

/** What a lane at the top is called: who and from where, or the rule. */
function laneName(row: ChainRow, titles: ReadonlyMap<string, string>): string {
  if (row.account === undefined && row.from === undefined) return titles.get(row.rule) ?? row.rule;
  return [row.account, fromWords(row)].filter(Boolean).join(', ');
}

function groupsOf(rows: readonly ChainRow[], nameOf: (row: ChainRow) => string): ChainRow[][] {
  const groups = new Map<string, ChainRow[]>();
  for (const row of rows) push(groups, nameOf(row), row);
  return [...groups.values()];
}

function* placeGroup(
  roots: readonly ChainRow[],
  name: string,
  depth: number,
  placing: Placing,
): Generator<undefined, void> {
  const base = placing.lanes;
  placing.labels.push({ lane: base, text: name, depth });
  const own = new Map(roots.map((row) => [row.id, row]));
  const ends: number[] = [];
  const lasts: Bar[] = [];
  const others: ChainRow[] = [];
  const put = (row: ChainRow, lowest: number): void => {
    if (placing.byId.has(row.id)) return;
    const extent = extentOf(row, placing.logEnd(row));
    const begins = extent.lead ?? extent.from;
    let lane = lowest;
    while ((ends[lane] ?? -Infinity) > begins) lane += 1;
    ends[lane] = Math.max(extent.to, begins + placing.least);
    const bar = {
      row,
      lane: base + lane,
      kind: depth === 1 ? ('upper' as const) : ('below' as const),
      ...extent,
    };
    placing.bars.push(bar);
    placing.byId.set(row.id, bar);
    const before = lasts[lane];
    if (before) placing.next.set(before.row.id, bar);
    else placing.leads.add(row.id);
    lasts[lane] = bar;
    const twin = row.pair === undefined ? undefined : own.get(row.pair);
    if (twin) put(twin, lane + 1);
  };
  // What hangs below a chain of the same rule goes below it, and so on: processes stand like steps.
  const queue = [...roots];
  for (let head = 0; head < queue.length; head += 1) {
    if (head % STEP === STEP - 1) yield;
    const row = queue[head] as ChainRow;
    const parent = row.parent === undefined ? undefined : placing.byId.get(row.parent);
    const sameGroup = parent && parent.row.rule === row.rule && parent.lane >= base;
    put(row, sameGroup ? parent.lane - base + 1 : 0);
    for (const child of placing.children.get(row.id) ?? []) {
      if (child.rule === row.rule) insertByStart(queue, head + 1, child);
      else others.push(child);
    }
  }
  placing.lanes = base + Math.max(1, ends.length);
  yield;
  for (const group of groupsOf(others, (row) => row.rule)) {
    const rule = group[0]?.rule ?? '';
    yield* placeGroup(group, placing.titles.get(rule) ?? rule, depth + 1, placing);
  }
}

function insertByStart(queue: ChainRow[], from: number, row: ChainRow): void {
  const start = row.start ?? 0;
  let low = from;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((queue[middle]?.start ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  queue.splice(low, 0, row);
}
