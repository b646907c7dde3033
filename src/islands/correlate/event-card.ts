import { copy } from '../copy.ts';
import { button, make } from '../element.ts';
import type { ShownEvent } from './protocol.ts';

/** One event with the meaning of each of its fields, and the way to the decoder. */
export function eventCard(event: ShownEvent): HTMLElement {
  const rows = event.fields.map((field) =>
    make(
      'tr',
      {},
      make(
        'th',
        { scope: 'row' },
        field.concept ? make('a', { href: `/fields/${field.concept}/` }, field.name) : field.name,
      ),
      make(
        'td',
        {},
        make('code', {}, field.value),
        field.meaning !== undefined &&
          field.meaning !== field.value &&
          make('div', { class: 'meaning' }, field.meaning),
      ),
    ),
  );
  const copied = button('Copy as XML', () => copy(event.xml, copied));
  return make(
    'div',
    { class: 'event-card' },
    make(
      'p',
      {},
      event.url
        ? make('a', { href: event.url }, `${event.eventId ?? ''} ${event.title ?? ''}`)
        : (event.title ?? String(event.eventId ?? '')),
      ' ',
      event.outcome && make('span', { class: event.outcome }, event.outcome),
    ),
    ...event.warnings.map((warning) => make('p', { class: 'callout' }, warning)),
    make('table', {}, make('tbody', {}, ...rows)),
    make(
      'p',
      { class: 'actions' },
      event.decoder !== undefined &&
        make('a', { href: event.decoder, class: 'button' }, 'Open in decoder'),
      copied,
    ),
  );
}
