import { fieldTable } from './field-table.ts';
import { link, make } from './make.ts';
import { problemNote } from './notes.ts';
import type { ShownEvent } from './protocol.ts';
import { pairUp, sourcePane } from './source-pane.ts';
import { timeDetail, timeText, type Zone } from './times.ts';
import type { ValueActions } from './value-menu.ts';

export interface CardOptions extends ValueActions {
  zone: Zone;
  /** Form of the event that was looked at last. */
  remembered: { tab: string };
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
    ...event.problems.map(problemNote),
    ...event.newer.map((text) => make('p', 'note', text)),
    make(
      'div',
      'pair',
      make('div', 'table', event.fields.length > 0 ? fieldTable(event, options) : nothing()),
      sourcePane(event, options.remembered),
    ),
    headerTable(event),
  );
  pairUp(card);
  return card;
}

const nothing = () => make('p', 'note', 'The event holds no values besides its header.');

function actorList({ actors }: ShownEvent): HTMLElement {
  return make(
    'dl',
    'actors',
    ...actors.map(({ role, text, detail }) =>
      make(
        'div',
        '',
        make('dt', '', role),
        make(
          'dd',
          '',
          make('strong', '', text),
          detail ? make('span', 'note', ` ${detail}`) : undefined,
        ),
      ),
    ),
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
