import { find } from '../element.ts';
import { ChainTable } from './chain-table.ts';
import { ChainTree } from './chain-tree.ts';
import { chainWords } from './chain-words.ts';
import { Filters } from './filters.ts';
import { Inspector } from './inspector.ts';
import type { Reply } from './protocol.ts';
import { useTabs } from './tabs.ts';
import { TimeInputs } from './time-inputs.ts';
import { Timeline } from './timeline.ts';
import type { View } from './view.ts';
import { WorkerClient } from './worker-client.ts';

export type Told = Exclude<Reply, { kind: 'answer' }>;

/** How a chain is selected: with one of its events opened; by a list, which is in sight already. */
export interface How {
  event?: number | undefined;
  from?: 'list';
}

/** What the parts of the page call for. */
export interface Calls {
  select(chain: string, how: How): void;
  redraw(): void;
  /** The worker has something to tell. */
  told(reply: Told): void;
}

export type Parts = ReturnType<typeof makeParts>;

/** The parts of the page, each of which shows the view in its own way, and the worker behind them. */
export function makeParts(view: View, { select, redraw, told }: Calls) {
  const root = find('#correlate');
  const worker = new WorkerClient(told);
  const readSelected = () => {
    sideTabs.show('tab-selected');
    inspector.focus(view.selected);
  };
  const listEvents = {
    onSelect: (chain: string) => select(chain, { from: 'list' }),
    onKey: (event: KeyboardEvent) => timeline.key(event),
    onOpen: readSelected,
  };
  const timeline = new Timeline(find('#timeline'), {
    onSelect: (chain, event) => select(chain, { event }),
    onParent: () => {
      sideTabs.show('tab-selected');
      inspector.openParent();
    },
    nounOf: (rule) => view.ruleOf(rule)?.nouns[0] ?? rule,
    describe: (chain) => {
      const row = view.rowOf(chain);
      return row ? chainWords(row, view.ruleOf(row.rule), view.zone) : '';
    },
  });
  const table = new ChainTable(root, listEvents);
  const tree = new ChainTree(root, listEvents);
  const inspector = new Inspector(find('#inspector-body'), view.zone, {
    onSelect: (chain, event) => select(chain, { event }),
    askEvent: (chain, event) => worker.ask<'event'>({ kind: 'event', chain, event }),
  });
  const filters = new Filters(find('#filters'), redraw);
  const times = new TimeInputs(find('#time-range'), (span) => timeline.showTimes(span));
  timeline.onSpan((span) => times.show(span, view.zone));
  find('#timeline').addEventListener('keydown', (event) => {
    if ((event.target as Element).closest('input, select')) return;
    if (timeline.key(event)) event.preventDefault();
  });
  const sideTabs = useTabs(find('#inspector [role=tablist]'), () => undefined);
  useTabs(find('#lists [role=tablist]'), () => {
    if (!find('#panel-tree').hidden) tree.look();
    table.select(view.selected);
    tree.select(view.selected);
  });
  const status = find('#correlate-status');
  return { root, status, worker, timeline, table, tree, inspector, filters, sideTabs };
}
