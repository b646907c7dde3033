import { compareMessages } from '../catalog/message-difference.ts';
import { compareLayouts } from '../catalog/version-steps.ts';
import type { FieldSlot, Layout } from '../catalog/layout.ts';
import { readTemplate } from '../schema/message-template.ts';
import type { EventRecord } from '../schema/api.ts';
import { make } from './element.ts';

/** Two events side by side, from their JSON; `?a=4624&b=4625` says which. */
class EventCompare extends HTMLElement {
  #run = 0;

  connectedCallback(): void {
    const form = this.querySelector('form') as HTMLFormElement;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const address = new URL(location.href);
      for (const input of this.#inputs()) address.searchParams.set(input.name, input.value.trim());
      history.pushState(null, '', address);
      void this.#show();
    });
    addEventListener('popstate', () => void this.#show());
    void this.#show();
  }

  #inputs(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('input')];
  }

  #say(text: string): void {
    (this.querySelector('[role=status]') as HTMLElement).textContent = text;
  }

  async #show(): Promise<void> {
    this.#run += 1;
    const run = this.#run;
    const query = new URLSearchParams(location.search);
    const place = this.querySelector('.compared') as HTMLElement;
    const keepRoom = (on: boolean) => document.documentElement.toggleAttribute('data-asked', on);
    for (const input of this.#inputs()) input.value = query.get(input.name) ?? '';
    const names = this.#inputs().map((input) => input.value.trim());
    if (names.some((name) => name === '')) {
      place.replaceChildren();
      keepRoom(false);
      this.#say(query.size > 0 ? 'Name two events.' : '');
      return;
    }
    const urls = names.map((name) => this.#urlOf(name));
    const unknown = names.filter((_, index) => urls[index] === undefined);
    if (unknown.length > 0) {
      place.replaceChildren();
      keepRoom(false);
      this.#say(`No event is called ${unknown.join(' or ')}.`);
      return;
    }
    keepRoom(true);
    const records = await Promise.all(urls.map((url) => load(url as string))).catch(
      () => undefined,
    );
    if (run !== this.#run) return;
    if (!records) {
      keepRoom(false);
      this.#say('The facts could not be fetched. Is the network there?');
      return;
    }
    const [a, b] = records as [EventRecord, EventRecord];
    document.title = `${a.id} and ${b.id} compared · Audit Atlas`;
    place.replaceChildren(...comparison(a, b));
    this.#markEntities(place);
    this.#say('');
  }

  /** Puts the mark of the account, process or endpoint below each field that is a part of one. */
  #markEntities(place: HTMLElement): void {
    const marks = new Map(
      [...this.querySelectorAll<HTMLElement>('.entities li')].flatMap((item) =>
        (item.dataset['fields'] ?? '').split(' ').map((field) => [field, item.children] as const),
      ),
    );
    for (const cell of place.querySelectorAll('.matrix:not(.words) th[scope=row]')) {
      const [mark] = marks.get(cell.textContent ?? '') ?? [];
      if (mark) cell.append(mark.cloneNode(true));
    }
  }

  #urlOf(name: string): string | undefined {
    const options = this.querySelectorAll<HTMLOptionElement>('option');
    return [...options].find((option) => option.value === name)?.dataset['url'];
  }
}

async function load(url: string): Promise<EventRecord> {
  const response = await fetch(`/api/v1/events${url.replace(/\/$/, '')}.json`);
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as EventRecord;
}

function comparison(a: EventRecord, b: EventRecord): HTMLElement[] {
  const [old, now] = [newest(a), newest(b)];
  const difference = compareLayouts(old, now);
  const both = now.fields.length - difference.added.length;
  const words = make(
    'p',
    '',
    `${both} field${both === 1 ? ' is' : 's are'} in both`,
    `; ${difference.removed.length} only in ${a.id}, ${difference.added.length} only in ${b.id}.`,
  );
  return [
    facts(a, b),
    make('h2', { id: 'fields' }, 'Fields, with their places in the XML'),
    words,
    fields(a, b, old, now),
    make('h2', { id: 'message' }, 'Message'),
    message(a, b),
  ];
}

function facts(a: EventRecord, b: EventRecord): HTMLElement {
  const list = (values: readonly unknown[] | undefined) => (values ?? []).join(', ') || '–';
  const rows: [string, (record: EventRecord) => string][] = [
    ['Title', (record) => record.title ?? '–'],
    ['In short', (record) => record.summary ?? '–'],
    ['Outcome', (record) => list(record.outcome)],
    ['Subcategory', (record) => list(record.subcategories.map(({ title }) => title))],
    ['Written', (record) => record.written ?? '–'],
    ['Computers', (record) => list(record.on)],
    ['Versions', (record) => list(record.versions.map(({ version }) => version ?? 'none'))],
    ['Before Vista', (record) => list(record.legacy.map(({ id }) => id))],
    ['Criticality', (record) => record.criticality?.rating ?? '–'],
    ['Sigma rules', (record) => String(record.sigma.length)],
  ];
  return matrix(
    'Facts',
    ['Fact', a, b],
    rows.map(([name, read]) => ({
      name,
      cells: [read(a), read(b)],
      changed: read(a) !== read(b),
    })),
  );
}

function fields(a: EventRecord, b: EventRecord, old: Layout, now: Layout): HTMLElement {
  const places = (layout: Layout) =>
    new Map(layout.fields.map((slot, index) => [slot.name, { slot, place: index + 1 }]));
  const [left, right] = [places(old), places(now)];
  const names = [...new Set([...left.keys(), ...right.keys()])];
  const cell = (at: { slot: FieldSlot; place: number } | undefined) => {
    if (!at) return '–';
    const { label, section } = at.slot;
    return `${at.place}  ${[section, label].filter(Boolean).join('\u00a0› ') || '(not shown)'}`;
  };
  return matrix(
    'Fields',
    ['Field', a, b],
    names.map((name) => ({
      name,
      cells: [cell(left.get(name)), cell(right.get(name))],
      changed: !left.has(name) || !right.has(name),
    })),
  );
}

function matrix(
  label: string,
  head: readonly [string, EventRecord, EventRecord],
  rows: readonly { name: string; cells: string[]; changed: boolean }[],
): HTMLElement {
  const link = (record: EventRecord) =>
    make('a', { href: record.url, class: 'id' }, String(record.id));
  const table = make(
    'table',
    head[0] === 'Field' ? 'matrix' : 'matrix words',
    make(
      'thead',
      '',
      make(
        'tr',
        '',
        make('th', { scope: 'col' }, head[0]),
        make('th', { scope: 'col' }, link(head[1])),
        make('th', { scope: 'col' }, link(head[2])),
      ),
    ),
    make(
      'tbody',
      '',
      ...rows.map(({ name, cells, changed }) =>
        make(
          'tr',
          changed ? 'changed' : '',
          make('th', { scope: 'row' }, name),
          ...cells.map((cell) => make('td', '', cell)),
        ),
      ),
    ),
  );
  return make('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': label }, table);
}

function message(a: EventRecord, b: EventRecord): HTMLElement {
  const pre = make('pre', { class: 'difference', tabindex: 0 });
  for (const line of compareMessages(lines(a), lines(b))) {
    const kind = ({ both: 'span', old: 'del', new: 'ins' } as const)[line.in];
    const sign = { both: '       ', old: `${a.id} − `, new: `${b.id} + ` }[line.in];
    pre.append(make(kind, '', sign, line.text), '\n');
  }
  return pre;
}

/** The newest message as lines: what a release or a later version has dropped is left out. */
function lines(record: EventRecord): string[] {
  const last = record.versions.at(-1)?.version ?? 0;
  const write = readTemplate(record.message ?? '').lines.filter(
    ({ mark }) => mark.from <= last && mark.to >= last && mark.before === undefined,
  );
  return [
    record.title ? `${record.title}.` : '',
    ...write.map(
      ({ depth, parts }) =>
        (depth > 0 ? '  ' : '') +
        parts.map((part) => ('text' in part ? part.text : `{${part.field}}`)).join(''),
    ),
  ];
}

/** The newest layout as the core has it. */
function newest(record: EventRecord): Layout {
  const fields = (record.layouts[0]?.fields ?? []) as unknown as FieldSlot[];
  return { version: null, fields, first: [], lines: [] };
}

customElements.define('event-compare', EventCompare);
