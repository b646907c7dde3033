import type { DecodedEvent } from '../decode.ts';

/** One event as one line for a chat or a note: time, computer, id, title, then the values that are not empty. */
export function eventLine(event: DecodedEvent): string {
  const { raw, definition, outcome } = event;
  const head = [
    raw.timeCreated,
    raw.computer,
    raw.eventId === undefined ? undefined : String(raw.eventId),
    definition?.title,
    outcome ? `(${outcome})` : undefined,
  ].filter(Boolean);
  const values = event.fields
    .filter(({ value }) => value !== '' && value !== '-')
    .map(({ name, value, meaning, parts }) => {
      const flat = value.replace(/\s+/g, ' ').trim();
      const quoted = /[\s"]/.test(flat) ? JSON.stringify(flat) : flat;
      const named = meaning && !parts && meaning !== value && meaning.length < 60;
      return `${name}=${quoted}${named ? ` (${meaning.replace(/\s+/g, ' ')})` : ''}`;
    });
  return [...head, ...values].join(' ');
}
