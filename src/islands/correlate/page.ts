import { counted, grouped } from '../../catalog/grouped.ts';
import { pause } from '../pause.ts';
import { getJson } from '../get-json.ts';
import { takeFiles } from '../handed-files.ts';
import { addKeys } from '../keys.ts';
import { chainWords, logSentence, resultSentence } from './chain-words.ts';
import { ChainTable } from './chain-table.ts';
import { ChainTree } from './chain-tree.ts';
import { button, find, make } from '../element.ts';
import { offerExports } from './exports.ts';
import { Filters } from './filters.ts';
import { Folds } from './folds.ts';
import { listenForInput } from './inputs.ts';
import { Inspector } from './inspector.ts';
import { inSteps } from './in-steps.ts';
import { layLanes } from './lanes.ts';
import { noneFound } from './none-found.ts';
import type {
  ChainRow,
  LogFacts,
  Mark,
  ReadLog,
  Reply,
  ShownRule,
  ShownRules,
} from './protocol.ts';
import { useTabs } from './tabs.ts';
import { TimeInputs } from './time-inputs.ts';
import { Timeline } from './timeline.ts';
import type { Span } from './time-scale.ts';
import { WorkerClient } from './worker-client.ts';
import { localZone, utc, type Zone } from './zone.ts';

const root = find('#correlate');
const status = find('#correlate-status');
const result = find('#correlate-result');
const means = find('#scenario-means');

let rules: readonly ShownRule[] = [];
/** Number of the newest drawing. */
let drawing = 0;
let rows: ChainRow[] = [];
let shown: readonly ChainRow[] = [];
let facts: LogFacts | undefined;
let folds = new Folds([]);
let selected: string | undefined;
/** Of the selected chain, the event that is open. */
let selectedEvent: number | undefined;
let zone: Zone = utc;
let fresh = true;
/** The open log is a scenario, shown as it was read when the site was built; the worker reads it for what is asked. */
let readBefore = false;
/** What the address asks to be shown once the log is read. */
let wanted: { rule?: string; record?: string; event?: string; at?: string } = {};

/** Done once the names of rules are there; without them, chains are called by the ids of their rules. */
const named = getJson<ShownRules>('/correlate/shown-rules.json').then(
  (names) => {
    rules = names.rules;
    for (const part of [table, tree, inspector]) part.setRules(rules);
    filters.setNames(rules, names.noise);
  },
  () => undefined,
);
const worker = new WorkerClient(told);
const listEvents = {
  onSelect: (chain: string) => select(chain, { from: 'list' }),
  onKey: (event: KeyboardEvent) => timeline.key(event),
  onOpen: () => {
    sideTabs.show('tab-selected');
    inspector.focus(selected);
  },
};
const timeline = new Timeline(find('#timeline'), {
  onSelect: (chain, event) => select(chain, { event }),
  onParent: () => {
    sideTabs.show('tab-selected');
    inspector.openParent();
  },
  nounOf: (rule) => rules.find(({ id }) => id === rule)?.nouns[0] ?? rule,
  describe: (chain) => {
    const row = rows.find(({ id }) => id === chain);
    return row
      ? chainWords(
          row,
          rules.find(({ id }) => id === row.rule),
          zone,
        )
      : '';
  },
});
const table = new ChainTable(root, listEvents);
const tree = new ChainTree(root, listEvents);
const inspector = new Inspector(find('#inspector-body'), zone, {
  onSelect: (chain, event) => select(chain, { event }),
  askEvent: (chain, event) => worker.ask<'event'>({ kind: 'event', chain, event }),
});
const filters = new Filters(find('#filters'), () => void redraw());
const times = new TimeInputs(find('#time-range'), (span) => timeline.showTimes(span));
timeline.onSpan((span) => times.show(span, zone));
const input = listenForInput({
  onScenario: (id) => openScenario(id),
  onFiles: (files) => {
    forgetAddress();
    openLog(files.map(({ name }) => name).join(', '));
    worker.open({ kind: 'open-files', files });
  },
  onText: (text) => {
    forgetAddress();
    openLog('the paste');
    worker.open({ kind: 'open-text', name: 'paste', text });
  },
});
const sideTabs = useTabs(find('#inspector [role=tablist]'), () => undefined);
useTabs(find('#lists [role=tablist]'), () => {
  if (!find('#panel-tree').hidden) tree.look();
  table.select(selected);
  tree.select(selected);
});

/** Forgets the log before, also where it is still being drawn. */
function openLog(name: string): void {
  drawing += 1;
  rows = [];
  shown = [];
  facts = undefined;
  selected = undefined;
  fresh = true;
  readBefore = false;
  wanted = {};
  inspector.clear();
  for (const story of document.querySelectorAll('[data-story]'))
    story.toggleAttribute('data-current', false);
  input.setScenario('');
  means.textContent = '';
  find('#tab-story').hidden = true;
  sideTabs.show('tab-selected');
  status.textContent = `Reading ${name} …`;
  find('#correlate-cancel').hidden = false;
}

/** A log of the reader's own has no address. */
function forgetAddress(): void {
  if (location.hash) history.replaceState(null, '', location.pathname);
}

function openScenario(id: string, ask: typeof wanted = {}): void {
  openLog('the scenario');
  wanted = ask;
  input.setScenario(id);
  const address = new URLSearchParams({ scenario: id, ...ask });
  history.replaceState(null, '', `#${address}`);
  const story = document.querySelector(`[data-story="${id}"]`);
  story?.toggleAttribute('data-current', true);
  means.textContent = story?.querySelector('.lead')?.textContent ?? '';
  find('#tab-story').hidden = false;
  sideTabs.show('tab-story');
  worker.open({
    kind: 'open-address',
    name: `${id}.xml`,
    address: `/correlate/scenarios/${id}.xml`,
  });
  void showReadBefore(id, worker.run);
}

/** Shows a scenario before the worker has read it, where that can be had. */
async function showReadBefore(id: string, run: number): Promise<void> {
  const log = await getJson<ReadLog>(`/correlate/scenarios/${id}.json`).catch(() => undefined);
  if (!log || run !== worker.run || rows.length > 0 || facts) return;
  readBefore = true;
  rows = log.rows;
  showLog(log.facts, logSentence(log.facts));
}

/** All of the log has been read. */
function showLog(log: LogFacts, sentence: string): void {
  facts = log;
  folds = new Folds(log.times);
  find('#correlate-cancel').hidden = true;
  status.textContent = sentence;
  showProblems(log);
  void firstDrawing(worker.run);
}

function told(reply: Exclude<Reply, { kind: 'answer' }>): void {
  if (readBefore && reply.kind !== 'failed') return;
  if (reply.kind === 'rows') {
    rows.push(...reply.rows);
  } else if (reply.kind === 'progress') {
    const share =
      reply.of > 0 && reply.bytes > 0 ? `, ${Math.round((reply.bytes / reply.of) * 100)} %` : '';
    status.textContent = `Reading ${reply.file}: ${grouped(reply.events)} events${share} …`;
  } else if (reply.kind === 'failed') {
    find('#correlate-cancel').hidden = true;
    status.textContent = `The log could not be read: ${reply.message}`;
  } else {
    const cancelled = reply.cancelled ? 'Stopped; this is what had been read. ' : '';
    showLog(reply.facts, `${cancelled}${logSentence(reply.facts, reply.milliseconds)}`);
  }
}

/** Fills the filters and draws, in steps between which the page can answer. */
async function firstDrawing(run: number): Promise<void> {
  await named;
  await inSteps(filters.fill(rows));
  if (run !== worker.run) return;
  if (wanted.rule) filters.setRule(wanted.rule);
  await pause();
  await redraw();
  await pause();
  offerLocalZone();
  if (run !== worker.run) return;
  const { record, event, at } = wanted;
  wanted = {};
  if (record ?? at) showRecord(record, at);
  else if (event) showMark((mark) => String(mark.eventId) === event);
}

/** Draws what the filters let through. Long logs take several steps; a later drawing overtakes an earlier one. */
async function redraw(): Promise<void> {
  if (!facts) return;
  const log = facts;
  drawing += 1;
  const own = drawing;
  const current = () => own === drawing;
  const filtered = await inSteps(filters.apply(rows), current);
  if (!filtered) return;
  const { rows: left, hidden } = filtered;
  const bounds = boundsOf(log, left);
  const titles = new Map(rules.map((rule) => [rule.id, rule.title]));
  const bands = new Set(rules.filter(({ band }) => band).map(({ id }) => id));
  const ends = new Map(Object.entries(log.ends));
  const lanes = await inSteps(
    layLanes(left, titles, ends, bands, (folds.fold(bounds.to) - folds.fold(bounds.from)) / 150),
    current,
  );
  if (!lanes) return;
  shown = lanes.bars.map(({ row }) => row);
  result.textContent = resultSentence(left, hidden, rules);
  find('#noise-summary').textContent = hidden === 0 ? 'Noise' : `Noise: ${grouped(hidden)} hidden`;
  find('#export-count').textContent = `${counted(shown.length, 'chain')} shown`;
  find('#correlate-work').hidden = rows.length === 0;
  find('#none-found').replaceChildren(...emptyNote(log, left));
  timeline.show(lanes, log.times, folds, bounds, !fresh);
  await pause();
  if (!current()) return;
  table.show(shown, [bounds.from, bounds.to]);
  await pause();
  if (!current()) return;
  tree.show(left);
  fresh = false;
  root.dataset['drawn'] = String(own);
  if (selected !== undefined) select(selected, { event: selectedEvent, from: 'list' });
}

/** What is said where there is nothing to draw. */
function emptyNote(log: LogFacts, left: readonly ChainRow[]): Node[] {
  if (rows.length === 0) return [noneFound(rules, log)];
  if (left.length > 0) return [];
  const clear = button('Clear filters', () => filters.clear());
  return [make('p', { class: 'note' }, 'The filters leave nothing.'), clear];
}

function boundsOf(log: LogFacts, left: readonly ChainRow[]): Span {
  let [from, to] = [Infinity, -Infinity];
  for (const row of left) {
    for (const at of [row.start, row.end, row.marks[0]?.at, row.marks.at(-1)?.at]) {
      if (at === undefined) continue;
      from = Math.min(from, at);
      to = Math.max(to, at);
    }
    if (row.status === 'open') to = Math.max(to, log.ends[row.computer] ?? to);
  }
  // What has no end fades out in some room of its own.
  const drawn = folds.fold(to) - folds.fold(from);
  const room = left.some(({ status }) => status === 'open') ? drawn * 0.06 : 0;
  return from <= to ? { from, to: to + room } : { from: 0, to: 1 };
}

/** Makes a chain the selected one everywhere, and opens it at the side. */
function select(
  chain: string,
  { event, from }: { event?: number | undefined; from?: 'list' } = {},
): void {
  selected = chain;
  selectedEvent = event;
  timeline.select(chain);
  table.select(chain);
  tree.select(chain);
  const row = rows.find(({ id }) => id === chain);
  if (!row) return;
  sideTabs.show('tab-selected');
  worker.ask<'detail'>({ kind: 'detail', chain }).then(
    (detail) => {
      if (selected === chain) inspector.show(detail, row, event);
      root.dataset['selected'] = chain;
    },
    (error: Error) => {
      if (selected === chain) inspector.showFailure(row, error.message);
    },
  );
  if (from !== 'list' && event !== undefined)
    find('#inspector').scrollIntoView({ block: 'nearest' });
}

/** Shows the event of a record number; of several files the one whose event has this time, in milliseconds since 1970. */
function showRecord(record: string | undefined, at?: string): void {
  const same = (mark: Mark) => record === undefined || mark.record === record;
  // Readers round the tenths of a microsecond that an event log has in their own ways.
  const then = (mark: Mark) => Math.abs((mark.at ?? NaN) - Number(at)) <= 1;
  if (at !== undefined && showMark((mark) => same(mark) && then(mark))) return;
  if (record !== undefined && showMark(same)) return;
  status.textContent = `${record === undefined ? 'The event' : `Record ${record}`} belongs to no chain.`;
}

/** Selects the chain that an event is in: of the chosen rule, else one that is a bar. @returns whether there is one */
function showMark(fits: (mark: Mark) => boolean): boolean {
  const bands = new Set(rules.filter(({ band }) => band).map(({ id }) => id));
  const holding = rows.filter((row) => row.marks.some(fits));
  const row =
    holding.find(({ rule }) => rule === filters.rule) ??
    holding.find((one) => !bands.has(one.rule) && shown.includes(one)) ??
    holding.find(({ rule }) => !bands.has(rule)) ??
    holding[0];
  if (!row) return false;
  const event = row.marks.findIndex(fits);
  if (!shown.includes(row)) {
    selected = row.id;
    filters.reveal(row);
  }
  select(row.id, { event });
  return true;
}

function showProblems(log: LogFacts): void {
  const list = find('#correlate-problems');
  list.hidden = log.problemCount === 0;
  find('summary', list).textContent = `${counted(log.problemCount, 'part')} could not be read`;
  find('ul', list).replaceChildren(
    ...log.problems.map(({ where, message, hint }) =>
      make('li', {}, where ? `${where}: ` : '', message, hint ? ` ${hint}` : ''),
    ),
  );
}

offerExports({ shown: () => shown, worker, timeline });
find('#correlate-cancel').addEventListener('click', () => worker.cancel());
const zoneSelect = find<HTMLSelectElement>('#zone');
let local = utc;
/** The browser takes its time to name its zone: it is asked once the first picture stands. */
function offerLocalZone(): void {
  if (local !== utc) return;
  local = localZone();
  if (local.name !== 'UTC') zoneSelect.append(make('option', { value: 'local' }, local.name));
}
zoneSelect.addEventListener('change', () => {
  zone = zoneSelect.value === 'local' ? local : utc;
  inspector.zone = zone;
  for (const part of [timeline, table, tree]) part.setZone(zone);
  if (selected !== undefined) select(selected, { event: selectedEvent, from: 'list' });
});
find('#timeline').addEventListener('keydown', (event) => {
  if ((event.target as Element).closest('input, select')) return;
  if (timeline.key(event)) event.preventDefault();
});
document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest<HTMLElement>('[data-record]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  showRecord(link.dataset['record'] ?? '');
});

const inPicture = { key: [], run: () => undefined };
addKeys([
  { key: ['+', '='], shown: '+', does: 'Zoom in', run: () => timeline.zoomBy(0.5) },
  { key: '-', does: 'Zoom out', run: () => timeline.zoomBy(2) },
  { key: 'f', does: 'Fit the selected chain', run: () => timeline.fitSelected() },
  { key: 'a', does: 'Show the whole log', run: () => timeline.fitAll() },
  { key: 'j', does: 'Next chain', run: () => table.step(1) },
  { key: 'k', does: 'Previous chain', run: () => table.step(-1) },
  { ...inPicture, shown: '← →', does: 'Earlier, later (in the picture and the table)' },
  { ...inPicture, shown: '↑ ↓ Home End', does: 'Other rows (in the table and the tree)' },
  { ...inPicture, shown: 'Enter', does: 'Read the selected chain (in the table and the tree)' },
]);

/**
 * `#scenario=uac-pair&rule=logon-session&record=49613`, or `event=4672` for the first of them;
 * `#files&record=49613&at=1709629200000` (milliseconds since 1970) for what the decoder hands over.
 */
function openAddress(): boolean {
  const address = new URLSearchParams(location.hash.slice(1));
  if (address.has('files')) {
    void takeOver(address);
    return true;
  }
  const scenario = address.get('scenario');
  if (!scenario || !document.querySelector(`#scenario option[value="${CSS.escape(scenario)}"]`))
    return false;
  const ask = ['rule', 'record', 'event'].flatMap((name) => {
    const value = address.get(name);
    return value ? [[name, value]] : [];
  });
  openScenario(scenario, Object.fromEntries(ask) as typeof wanted);
  return true;
}
addEventListener('hashchange', () => openAddress());
async function takeOver(address: URLSearchParams): Promise<void> {
  const { run } = worker;
  const files = await takeFiles();
  if (run !== worker.run) return;
  if (!files) return openFirst();
  forgetAddress();
  openLog('the events of the decoder');
  const [record, at] = [address.get('record'), address.get('at')];
  wanted = { ...(record ? { record } : {}), ...(at ? { at } : {}) };
  worker.open({ kind: 'open-files', files });
}
function openFirst(): void {
  const first = find<HTMLSelectElement>('#scenario').options[0]?.value;
  if (first) openScenario(first);
}
if (!openAddress()) openFirst();
