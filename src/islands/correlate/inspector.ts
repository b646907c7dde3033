import { grouped } from '../../catalog/grouped.ts';
import { labelWords, lengthWords, statusWords } from './chain-words.ts';
import { button, make } from '../element.ts';
import { eventCard } from './event-card.ts';
import type { ChainDetail, ChainRow, Neighbour, ShownEvent, ShownRule } from './protocol.ts';
import { timeText, type Zone } from './zone.ts';

type ChainJson = ChainDetail['chain'];
type Link = ChainJson['links'][number];
type ChainEvent = ChainJson['events'][number];

const ROLE: Record<ChainEvent['role'], string> = {
  open: 'begins it',
  during: 'during it',
  close: 'ends it',
  evidence: 'says more',
  alias: 'gives a second key',
  clock: 'sets the clock',
};

export interface InspectorEvents {
  onSelect(chain: string, event?: number): void;
  askEvent(chain: string, event: number): Promise<ShownEvent>;
}

/** One chain, opened up: what it is, its events, and for each why it belongs to it. */
export class Inspector {
  #root: HTMLElement;
  #events: InspectorEvents;
  #rules: ReadonlyMap<string, ShownRule> = new Map();
  zone: Zone;
  /** The chain that is shown, and one that takes the focus once it is. */
  #shown: string | undefined;
  #wanted: string | undefined;

  constructor(root: HTMLElement, zone: Zone, events: InspectorEvents) {
    this.#root = root;
    this.#events = events;
    this.zone = zone;
  }

  setRules(rules: readonly ShownRule[]): void {
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
  }

  clear(): void {
    this.#shown = undefined;
    this.#root.replaceChildren(
      make(
        'p',
        { class: 'note' },
        'Select a bar or a row to see its events and why they belong together.',
      ),
    );
  }

  /** Shows a chain, with one of its events opened. */
  show(detail: ChainDetail, row: ChainRow, event?: number): void {
    const { chain } = detail;
    const rule = this.#rules.get(chain.rule);
    const heading = make('h2', { tabindex: -1 }, rule?.title ?? chain.title);
    const times = [row.start, row.end].map((at) => timeText(at, this.zone));
    const facts: [string, string][] = [
      ['Computer', row.computer],
      ['From', times[0] || 'before the log begins'],
      // What is one moment has no end.
      ['To', row.status === 'open' ? 'open at the end of the log' : (times[1] ?? '')],
      ['Length', row.status === 'open' ? '' : lengthWords(row)],
      ['Status', statusWords(row.status)],
    ];
    const held = this.#wanted === row.id || this.#root.contains(document.activeElement);
    this.#wanted = undefined;
    this.#shown = row.id;
    this.#root.replaceChildren(
      heading,
      make('p', { class: 'what' }, labelWords(row)),
      make(
        'dl',
        { class: 'pairs' },
        ...facts.flatMap(([name, value]) =>
          value ? [make('dt', {}, name), make('dd', {}, value)] : [],
        ),
      ),
      ...chain.findings.map((finding) =>
        make(
          'p',
          { class: `finding ${finding.level}` },
          make('strong', {}, finding.level === 'warning' ? 'Warning: ' : 'Note: '),
          finding.message,
        ),
      ),
      this.#eventList(detail, event),
      ...this.#neighbours(detail),
      rule
        ? make(
            'p',
            { class: 'small' },
            make('a', { href: rule.url }, `How the rule “${rule.title}” joins`),
          )
        : '',
    );
    if (held) heading.focus();
  }

  /** Says of a chain that cannot be opened why, and what to do. */
  showFailure(row: ChainRow, message: string): void {
    this.#wanted = undefined;
    this.#shown = row.id;
    this.#root.replaceChildren(
      make('h2', { tabindex: -1 }, this.#rules.get(row.rule)?.title ?? row.rule),
      make('p', { class: 'what' }, labelWords(row)),
      failureNote(message),
    );
  }

  /** Takes the focus; where the chain is still being fetched, once it is there. */
  focus(chain: string | undefined): void {
    if (chain === this.#shown) this.#root.querySelector<HTMLElement>('h2')?.focus();
    else this.#wanted = chain;
  }

  /** Opens why the shown chain hangs below another, and goes there. */
  openParent(): void {
    const why = this.#root.querySelector<HTMLDetailsElement>('.why.parent');
    if (!why) return;
    why.open = true;
    why.querySelector('summary')?.focus();
    why.scrollIntoView({ block: 'center' });
  }

  #eventList(detail: ChainDetail, opened: number | undefined): HTMLElement {
    const { chain } = detail;
    const member = new Map(this.#rules.get(chain.rule)?.members.map((one) => [one.id, one.title]));
    const items = chain.events.slice(0, 200).map((event, index) => {
      const links = chain.links.filter((link) => link.to === index);
      const item = make(
        'li',
        { class: `step ${event.role}` },
        make(
          'div',
          { class: 'step-head' },
          make('span', { class: 'id' }, String(event.eventId)),
          make(
            'span',
            { class: 'step-title' },
            member.get(event.member) ?? detail.titles[index] ?? '',
          ),
          make('span', { class: 'role' }, ROLE[event.role]),
        ),
        make(
          'div',
          { class: 'step-when mono' },
          [
            timeText(event.time === undefined ? undefined : Date.parse(event.time), this.zone),
            event.computer === chain.computer ? '' : event.computer,
            event.recordId && `record ${event.recordId}`,
          ]
            .filter(Boolean)
            .join(' · '),
        ),
        make('p', { class: 'step-says' }, detail.sentences[index] ?? ''),
        ...links.map((link) => joinDetails(link, chain.events[link.from], event)),
      );
      const card = make(
        'details',
        { class: 'open-event' },
        make('summary', {}, `All fields of record ${event.recordId ?? index + 1}`),
      );
      let loaded = false;
      const load = () => {
        if (loaded) return;
        loaded = true;
        this.#events.askEvent(chain.id, index).then(
          (shown) => card.append(eventCard(shown)),
          (error: Error) => card.append(failureNote(error.message)),
        );
      };
      card.addEventListener('toggle', () => card.open && load());
      item.append(card);
      if (index === opened) {
        card.open = true;
        item.classList.add('opened');
        load();
      }
      return item;
    });
    const more = chain.events.length - items.length;
    return make(
      'div',
      {},
      make(
        'h3',
        {},
        chain.events.length === 1
          ? 'Its event'
          : `Its ${grouped(chain.events.length)} events, and why they belong together`,
      ),
      make('ol', { class: 'steps' }, ...items),
      more > 0 &&
        make('p', { class: 'note' }, `${grouped(more)} more; export the chain to have them all.`),
    );
  }

  #neighbours(detail: ChainDetail): HTMLElement[] {
    const { chain } = detail;
    const lists: HTMLElement[] = [];
    const parents = chain.parents.flatMap((parent, at) => {
      const neighbour = detail.parents[at];
      return neighbour ? [this.#neighbour(parent.means, neighbour, parent.link, chain)] : [];
    });
    if (parents.length > 0)
      lists.push(make('h3', {}, 'It hangs below'), make('ul', { class: 'steps' }, ...parents));
    if (chain.pair && detail.pair) {
      const means = this.#rules.get(chain.rule)?.pairMeans ?? '';
      lists.push(
        make('h3', {}, 'Its other half'),
        make('ul', { class: 'steps' }, this.#neighbour(means, detail.pair, chain.pair.link, chain)),
      );
    }
    if (detail.children.length > 0) {
      lists.push(
        make('h3', {}, 'Below it'),
        make(
          'ul',
          { class: 'below' },
          ...detail.children.slice(0, 30).map((row) => make('li', {}, this.#jump(row))),
          detail.children.length > 30 &&
            make('li', { class: 'note' }, `and ${grouped(detail.children.length - 30)} more`),
        ),
      );
    }
    return lists;
  }

  #jump(row: ChainRow): HTMLElement {
    const rule = this.#rules.get(row.rule);
    return button(
      `${rule?.nouns[0] ?? row.rule}: ${row.label}`,
      () => this.#events.onSelect(row.id),
      { class: 'jump' },
    );
  }

  #neighbour(means: string, neighbour: Neighbour, link: Link, chain: ChainJson): HTMLElement {
    return make(
      'li',
      { class: 'step' },
      this.#jump(neighbour.row),
      make('p', { class: 'step-says' }, means),
      joinDetails(link, neighbour.event, chain.events[link.to]),
    );
  }
}

const failureNote = (message: string) =>
  make('p', { class: 'finding warning', role: 'alert' }, message);

/** Why two events belong together: the fields that matched with both values, and the sentence. */
function joinDetails(
  link: Link,
  from: ChainEvent | undefined,
  to: ChainEvent | undefined,
): HTMLElement {
  const names = [...new Set(link.fields.map((field) => field.to))].join(', ');
  const summary = make(
    'summary',
    {},
    names ? 'joined by ' : 'joined by time and place',
    names && make('code', {}, names),
  );
  const heads = [from, to].map((event, at) =>
    make(
      'th',
      { scope: 'col' },
      event
        ? `${event.eventId}${event.recordId ? `, record ${event.recordId}` : ''}`
        : at === 0
          ? 'from'
          : 'to',
    ),
  );
  const rows = link.fields.map((field) =>
    make(
      'tr',
      {},
      make(
        'td',
        {},
        make('code', { class: 'field' }, field.from),
        make('code', { class: 'value' }, field.fromValue),
      ),
      make('td', { class: 'equals' }, '='),
      make(
        'td',
        {},
        make('code', { class: 'field' }, field.to),
        make('code', { class: 'value' }, field.toValue),
      ),
    ),
  );
  const table = make(
    'table',
    { class: 'join' },
    make('thead', {}, make('tr', {}, heads[0], make('td'), heads[1])),
    make('tbody', {}, ...rows),
  );
  return make(
    'details',
    { class: `why ${link.kind}` },
    summary,
    rows.length > 0 && table,
    make('p', {}, link.why),
  );
}
