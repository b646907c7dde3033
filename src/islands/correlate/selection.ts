import { find } from '../element.ts';
import type { How, Parts } from './parts.ts';
import type { Mark } from './protocol.ts';
import type { View } from './view.ts';

export type Selection = ReturnType<typeof makeSelection>;

/** One chain is the selected one, in the picture, the lists and at the side alike. */
export function makeSelection(view: View, parts: Parts) {
  const { root, status, worker, timeline, table, tree, inspector, filters, sideTabs } = parts;

  /** Makes a chain the selected one everywhere, and opens it at the side. */
  function select(chain: string, { event, from }: How = {}): void {
    view.selected = chain;
    view.selectedEvent = event;
    timeline.select(chain);
    table.select(chain);
    tree.select(chain);
    const row = view.rowOf(chain);
    if (!row) return;
    sideTabs.show('tab-selected');
    worker.ask<'detail'>({ kind: 'detail', chain }).then(
      (detail) => {
        if (view.selected === chain) inspector.show(detail, row, event);
        root.dataset['selected'] = chain;
      },
      (error: Error) => {
        if (view.selected === chain) inspector.showFailure(row, error.message);
      },
    );
    if (from !== 'list' && event !== undefined)
      find('#inspector').scrollIntoView({ block: 'nearest' });
  }

  /** Shows anew what is selected, where anything is. */
  function selectAgain(): void {
    const { selected, selectedEvent } = view;
    if (selected !== undefined) select(selected, { event: selectedEvent, from: 'list' });
  }

  /** Shows what the address asks for of the log, once. */
  function showWanted(): void {
    const { record, event, at } = view.wanted;
    view.wanted = {};
    if (record ?? at) showRecord(record, at);
    else if (event) showMark((mark) => String(mark.eventId) === event);
  }

  /** Shows the event of a record number; of several files the one whose event has this time, in milliseconds since 1970. */
  function showRecord(record: string | undefined, at?: string): void {
    const same = (mark: Mark) => record === undefined || mark.record === record;
    // Readers round the tenths of a microsecond that an event log has in their own ways.
    const then = (mark: Mark) => Math.abs((mark.at ?? NaN) - Number(at)) <= 1;
    if (at !== undefined && showMark((mark) => same(mark) && then(mark))) return;
    if (record !== undefined && showMark(same)) return;
    const name = record === undefined ? 'The event' : `Record ${record}`;
    status.textContent = `${name} belongs to no chain.`;
  }

  /** Selects the chain that an event is in: of the chosen rule, else one that is a bar. @returns whether there is one */
  function showMark(fits: (mark: Mark) => boolean): boolean {
    const { rows, shown } = view;
    const bands = view.bands();
    const holding = rows.filter((row) => row.marks.some(fits));
    const row =
      holding.find(({ rule }) => rule === filters.rule) ??
      holding.find((one) => !bands.has(one.rule) && shown.includes(one)) ??
      holding.find(({ rule }) => !bands.has(rule)) ??
      holding[0];
    if (!row) return false;
    const event = row.marks.findIndex(fits);
    if (!shown.includes(row)) {
      view.selected = row.id;
      filters.reveal(row);
    }
    select(row.id, { event });
    return true;
  }

  return { select, selectAgain, showWanted, showRecord };
}
