import type { RawEvent } from '../../event.ts';
import type { Positioned } from '../message/by-position.ts';
import { placeOf } from './known-fields.ts';

/** What a message in another language gives: its values by position, and a word on what it cannot give. */
export function addPositioned(raw: RawEvent, { version, data, lost }: Positioned): void {
  raw.data = data;
  raw.partial = true;
  if (version !== undefined) raw.version ??= version;
  raw.problems.push({
    code: 'other-language',
    place: placeOf(raw),
    message: `The message${raw.eventId === undefined ? '' : ` of event ${raw.eventId}`} is not in English: its values are taken by their position${
      lost.length > 0 ? `, and ${lost.join(', ')} left out` : ''
    }.`,
    hint: "Paste the XML, which is the same in every language: Event Viewer's Details tab, XML View.",
  });
}
