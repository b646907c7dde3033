import { labelWords, lengthWords, statusWords } from './chain-words.ts';
import type { ListEvents } from './chain-table.ts';
import { find, make } from '../element.ts';
import { inSteps } from './in-steps.ts';
import { push } from '../../catalog/push.ts';
import type { ChainRow, ShownRule } from './protocol.ts';
import { windowedRows, type WindowedRows } from './windowed-rows.ts';
import { timeText, utc, type Zone } from './zone.ts';

/** Rows between two places where the work may rest. */
const STEP = 500;

interface Node {
  /** A computer has no chain. */
  row?: ChainRow;
  id: string;
  text: string;
  level: number;
  children: Node[];
  place: number;
  of: number;
  above?: Node;
}

/** Chains as a tree: computer, run of Windows, session, process, object. */
export class ChainTree {
  #roots: Node[] = [];
  #byId = new Map<string, Node>();
  #closed = new Set<string>();
  #shown: Node[] = [];
  #rules = new Map<string, ShownRule>();
  #zone: Zone = utc;
  #selected: string | undefined;
  #list: WindowedRows;
  #box: HTMLElement;
  #waiting: readonly ChainRow[] | undefined;
  #building = 0;

  constructor(root: HTMLElement, events: ListEvents) {
    const box = find('.chain-tree', root);
    this.#box = box;
    const body = make('div', { role: 'tree', 'aria-label': 'Chains by what they hang below' });
    box.append(body);
    this.#list = windowedRows({
      box,
      body,
      row: (index) => this.#item(this.#shown[index] as Node),
      spacer: () => make('div', { 'aria-hidden': 'true', role: 'none' }),
      onCurrent: (index) => {
        const row = this.#shown[index]?.row;
        if (row) events.onSelect(row.id);
      },
      onKey: (event, index) =>
        this.#key(event, index) || this.#enter(event, events) || events.onKey(event),
    });
    body.addEventListener('click', (event) => {
      const twist = (event.target as Element).closest('.twist');
      const item = twist?.closest<HTMLElement>('[data-node]');
      if (item) this.#toggle(item.dataset['node'] ?? '');
    });
  }

  setRules(rules: readonly ShownRule[]): void {
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
  }

  setZone(zone: Zone): void {
    this.#zone = zone;
    this.#list.refresh();
  }

  /** Shows other chains; a tree that is out of sight is built when it is looked at. */
  show(rows: readonly ChainRow[]): void {
    this.#waiting = rows;
    if (!this.#box.hidden) this.look();
  }

  /** The tree is looked at now. */
  look(): void {
    const rows = this.#waiting;
    if (!rows) return;
    this.#waiting = undefined;
    this.#building += 1;
    const own = this.#building;
    void inSteps(this.#build(rows), () => own === this.#building).then((done) => {
      if (done) this.select(this.#selected);
    });
  }

  *#build(rows: readonly ChainRow[]): Generator<undefined, true> {
    const shown = new Set(rows.map((row) => row.id));
    const children = new Map<string, ChainRow[]>();
    const computers = new Map<string, ChainRow[]>();
    for (const [at, row] of rows.entries()) {
      if (at % STEP === STEP - 1) yield;
      if (row.parent !== undefined && shown.has(row.parent)) push(children, row.parent, row);
      else push(computers, row.computer, row);
    }
    const byId = new Map<string, Node>();
    const roots: Node[] = [];
    const queue: Node[] = [];
    const hang = (above: Node, list: readonly ChainRow[]): void => {
      for (const row of list) {
        const { id } = row;
        const text = labelWords(row);
        const place = above.children.length + 1;
        const level = above.level + 1;
        const made = { row, id, text, level, children: [], place, of: list.length, above };
        above.children.push(made);
        byId.set(id, made);
        queue.push(made);
      }
    };
    for (const [computer, list] of computers) {
      const id = `computer ${computer}`;
      const text = computer || 'Across computers';
      const place = roots.length + 1;
      const made: Node = { id, text, level: 1, children: [], place, of: computers.size };
      roots.push(made);
      byId.set(id, made);
      hang(made, list);
    }
    for (let head = 0; head < queue.length; head += 1) {
      if (head % STEP === STEP - 1) yield;
      const node = queue[head] as Node;
      hang(node, children.get(node.id) ?? []);
    }
    this.#roots = roots;
    this.#byId = byId;
    // A long tree opens with its upper levels.
    this.#closed = new Set(
      rows.length < 300
        ? []
        : [...this.#byId.values()].filter((one) => one.level >= 3).map(({ id }) => id),
    );
    yield;
    this.#flatten();
    return true;
  }

  select(chain: string | undefined): void {
    this.#selected = chain;
    const node = chain === undefined ? undefined : this.#byId.get(chain);
    if (!node) return this.#list.refresh();
    let opened = false;
    for (let above = node.above; above; above = above.above) {
      opened = this.#closed.delete(above.id) || opened;
    }
    if (opened) this.#flatten();
    this.#list.setCurrent(this.#shown.indexOf(node), false);
  }

  #flatten(): void {
    this.#shown = [];
    const left = this.#roots.toReversed();
    for (let node = left.pop(); node; node = left.pop()) {
      this.#shown.push(node);
      if (this.#closed.has(node.id)) continue;
      for (const child of node.children.toReversed()) left.push(child);
    }
    this.#list.show(this.#shown.length);
  }

  #toggle(id: string): void {
    const node = this.#byId.get(id);
    if (!node || node.children.length === 0) return;
    if (!this.#closed.delete(id)) this.#closed.add(id);
    this.#flatten();
    this.#list.setCurrent(this.#shown.indexOf(node), true);
  }

  #enter(event: KeyboardEvent, events: ListEvents): boolean {
    if (event.key !== 'Enter') return false;
    events.onOpen();
    return true;
  }

  /** Right opens or goes in, left closes or goes out, as trees do (ARIA Authoring Practices, Tree View). */
  #key(event: KeyboardEvent, index: number): boolean {
    const node = this.#shown[index];
    if (!node) return false;
    if (event.key === 'ArrowRight') {
      if (this.#closed.has(node.id)) this.#toggle(node.id);
      else if (node.children[0]) this.#go(node.children[0]);
      return true;
    }
    if (event.key === 'ArrowLeft') {
      if (node.children.length > 0 && !this.#closed.has(node.id)) this.#toggle(node.id);
      else if (node.above) this.#go(node.above);
      return true;
    }
    return false;
  }

  #go(node: Node): void {
    this.#list.setCurrent(this.#shown.indexOf(node), true);
  }

  #item(node: Node): HTMLElement {
    const { row } = node;
    const open = !this.#closed.has(node.id);
    const words = row
      ? [
          timeText(row.start ?? row.marks[0]?.at, this.#zone).slice(11, 19),
          lengthWords(row),
          row.status === 'closed' || row.status === 'open' ? '' : statusWords(row.status),
        ].filter(Boolean)
      : [];
    const item = make(
      'div',
      {
        role: 'treeitem',
        class: row ? `node ${row.status}` : 'node computer',
        'data-node': node.id,
        'aria-level': node.level,
        'aria-posinset': node.place,
        'aria-setsize': node.of,
        'aria-expanded': node.children.length > 0 ? String(open) : undefined,
        'aria-selected': String(row !== undefined && row.id === this.#selected),
      },
      make(
        'span',
        { class: 'twist', 'aria-hidden': 'true' },
        node.children.length === 0 ? '' : open ? '▾' : '▸',
      ),
      row && make('span', { class: 'kind' }, this.#rules.get(row.rule)?.nouns[0] ?? row.rule),
      make('span', { class: 'what' }, node.text),
      make('span', { class: 'when' }, words.join(' · ')),
    );
    item.style.setProperty('--level', String(node.level));
    return item;
  }
}
