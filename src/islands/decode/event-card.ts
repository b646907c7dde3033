import { counted } from '../../catalog/grouped.ts';
import { fieldTable, lostList } from './field-table.ts';
import { link, make } from '../element.ts';
import { problemNote, type ReadBytes } from './notes.ts';
import type { ShownEvent } from './protocol.ts';
import { pairUp, sourcePane } from './source-pane.ts';
import { timeDetail, timeText, type Zone } from './times.ts';
import type { ValueActions } from './value-menu.ts';

export interface CardOptions extends ValueActions {
  zone: Zone;
  /** Form of the event that was looked at last. */
  remembered: { tab: string; what: boolean };
  bytes: ReadBytes;
  /** Buttons for the whole event. */
  actions: HTMLElement[];
}

/** One event, readable: what happened, who and where, then every field beside its place in the input. */
export function eventCard(event: ShownEvent, options: CardOptions): HTMLElement {
  const id = make('span', 'id', event.id);
  const heading = make(
    'h2',
    '',
    event.url ? link(event.url, id) : id,
    ' ',
    event.title || 'Unknown event',
  );
  heading.tabIndex = -1;
  const time = make('time', '', timeText(event, options.zone));
  time.title = timeDetail(event).join('\n');
  const about = [
    event.outcome && make('span', event.outcome, event.outcome),
    time.textContent && time,
    event.computer && make('span', '', event.computer),
    event.version !== undefined && make('span', '', `version ${event.version}`),
    event.recordId && make('span', '', `record ${event.recordId}`),
    event.file !== '-' && make('span', '', event.file),
  ].filter((part) => part instanceof Node);
  const card = make(
    'article',
    'event-card',
    make(
      'header',
      '',
      heading,
      make('p', 'about', ...about),
      make('div', 'actions', ...options.actions),
    ),
    event.summary ? make('p', 'lead', event.summary) : undefined,
    event.actors.length > 0 ? actorList(event) : undefined,
    ...event.problems.map((problem) => problemNote(problem, options.bytes)),
    event.missing > 0 && missingNote(event),
    ...event.related.map(({ text, links }) =>
      make(
        'p',
        'note',
        text,
        ...links.flatMap(({ url, text: name }, at) => [at > 0 ? ', ' : ' ', link(url, name)]),
      ),
    ),
    make(
      'div',
      'pair',
      make(
        'div',
        'table',
        event.fields.length > 0 ? fieldTable(event, options, options.remembered) : nothing(),
        event.lost.length > 0 && lostList(event.lost),
      ),
      sourcePane(event, options.remembered),
    ),
    headerTable(event),
  );
  pairUp(card);
  return card;
}

function missingNote({ missing, recordId }: ShownEvent): HTMLElement {
  const first = Number(recordId) - missing;
  const last = Number(recordId) - 1;
  const numbers = first === last ? `number ${first}` : `numbers ${first} to ${last}`;
  return make(
    'p',
    'callout',
    `${counted(missing, 'record')} ${missing === 1 ? 'is' : 'are'} missing before this one in the log (${numbers}).`,
  );
}

const nothing = () => make('p', 'note', 'The event holds no values besides its header.');

function actorList(event: ShownEvent): HTMLElement {
  return make(
    'dl',
    'actors',
    ...event.actors.map(({ title, text, fields }) => {
      const actor = make('div', '', make('dt', '', title), make('dd', '', text));
      const index = event.fields.findIndex(
        ({ name, value }) => fields.includes(name) && text.includes(value) && value.length > 1,
      );
      if (index >= 0) actor.dataset['field'] = String(index);
      return actor;
    }),
  );
}

function headerTable({ header }: ShownEvent): HTMLElement {
  const rows = header.flatMap(({ name, value }) => [
    make('dt', '', name),
    make('dd', '', make('code', '', value)),
  ]);
  return make(
    'details',
    'header',
    make('summary', '', 'Header of the event'),
    make('dl', '', ...rows),
  );
}
