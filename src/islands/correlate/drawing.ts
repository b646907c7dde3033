import { counted, grouped } from '../../catalog/grouped.ts';
import { button, find, make } from '../element.ts';
import { pause } from '../pause.ts';
import { resultSentence } from './chain-words.ts';
import { inSteps } from './in-steps.ts';
import { layLanes } from './lanes.ts';
import { noneFound } from './none-found.ts';
import type { Parts } from './parts.ts';
import type { ChainRow, LogFacts } from './protocol.ts';
import type { Span } from './time-scale.ts';
import type { View } from './view.ts';

export type Drawing = ReturnType<typeof makeDrawing>;

/**
 * Draws what the filters let through: the picture, both lists, and how much it is.
 *
 * @param onDrawn called once all of it stands
 */
export function makeDrawing(view: View, parts: Parts, onDrawn: () => void) {
  const { filters, timeline, table, tree, root } = parts;
  /** Number of the newest drawing. */
  let newest = 0;

  /** Stops what is still being drawn. */
  function stop(): void {
    newest += 1;
  }

  /** Long logs take several steps; a later drawing overtakes an earlier one. */
  async function draw(): Promise<void> {
    const { facts, folds, rules, rows } = view;
    if (!facts) return;
    newest += 1;
    const own = newest;
    const current = () => own === newest;
    const filtered = await inSteps(filters.apply(rows), current);
    if (!filtered) return;
    const { rows: left, hidden } = filtered;
    const bounds = boundsOf(facts, left);
    const titles = new Map(rules.map((rule) => [rule.id, rule.title]));
    const ends = new Map(Object.entries(facts.ends));
    const length = folds.fold(bounds.to) - folds.fold(bounds.from);
    const lanes = await inSteps(layLanes(left, titles, ends, view.bands(), length / 150), current);
    if (!lanes) return;
    view.shown = lanes.bars.map(({ row }) => row);
    find('#correlate-result').textContent = resultSentence(left, hidden, rules);
    find('#noise-summary').textContent =
      hidden === 0 ? 'Noise' : `Noise: ${grouped(hidden)} hidden`;
    find('#export-count').textContent = `${counted(view.shown.length, 'chain')} shown`;
    find('#correlate-work').hidden = rows.length === 0;
    find('#none-found').replaceChildren(...emptyNote(facts, left));
    timeline.show(lanes, facts.times, folds, bounds, !view.fresh);
    await pause();
    if (!current()) return;
    table.show(view.shown, [bounds.from, bounds.to]);
    await pause();
    if (!current()) return;
    tree.show(left);
    view.fresh = false;
    root.dataset['drawn'] = String(own);
    onDrawn();
  }

  /** What is said where there is nothing to draw. */
  function emptyNote(facts: LogFacts, left: readonly ChainRow[]): Node[] {
    if (view.rows.length === 0) return [noneFound(view.rules, facts)];
    if (left.length > 0) return [];
    const clear = button('Clear filters', () => filters.clear());
    return [make('p', { class: 'note' }, 'The filters leave nothing.'), clear];
  }

  function boundsOf({ ends }: LogFacts, left: readonly ChainRow[]): Span {
    const { folds } = view;
    let [from, to] = [Infinity, -Infinity];
    for (const row of left) {
      for (const at of [row.start, row.end, row.marks[0]?.at, row.marks.at(-1)?.at]) {
        if (at === undefined) continue;
        from = Math.min(from, at);
        to = Math.max(to, at);
      }
      if (row.status === 'open') to = Math.max(to, ends[row.computer] ?? to);
    }
    // What has no end fades out in some room of its own.
    const drawn = folds.fold(to) - folds.fold(from);
    const room = left.some(({ status }) => status === 'open') ? drawn * 0.06 : 0;
    return from <= to ? { from, to: to + room } : { from: 0, to: 1 };
  }

  return { stop, draw };
}
