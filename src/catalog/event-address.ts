import type { NamedEvent } from '../schema/text.ts';
import type { Catalog, EventEntry } from './build.ts';

/**
 * Address of an event that content names.
 *
 * @param slug first part of the address of the event that names it; of the main log where no event does
 * @param named its id, or log and id where it is of another log: `4688`, `sysmon/1`
 * @returns `security/4688`
 */
export function eventAddress(slug: string, named: NamedEvent): string {
  return String(named).includes('/') ? String(named) : `${slug}/${named}`;
}

/**
 * The shortest name of an event for content beside it: its id, behind its log where that is another.
 *
 * @param slug first part of the addresses of that content's log
 */
export function eventName(
  slug: string | undefined,
  event: { slug: string; id: number },
): NamedEvent {
  return event.slug === slug ? event.id : `${event.slug}/${event.id}`;
}

/** The event that content which belongs to no log names; undefined where there is none. */
export function eventNamed(
  { eventByAddress, main }: Pick<Catalog, 'eventByAddress' | 'main'>,
  named: NamedEvent,
): EventEntry | undefined {
  return eventByAddress.get(eventAddress(main?.slug ?? '', named));
}

/** The name of an event where content belongs to no log: its id in the main log, behind its log in another. */
export function mainName({ main }: Pick<Catalog, 'main'>, event: EventEntry): NamedEvent {
  return eventName(main?.slug, event);
}

/** Events that such content names, in one spelling; names of none are left out. */
export function mainNames(
  catalog: Pick<Catalog, 'eventByAddress' | 'main'>,
  named: readonly NamedEvent[] = [],
): NamedEvent[] {
  return named.flatMap((one) => {
    const event = eventNamed(catalog, one);
    return event ? [mainName(catalog, event)] : [];
  });
}

/** Whether an event is one of those that such content names, or one of the main log where it names none. */
export function isAmong(
  event: EventEntry,
  named: readonly NamedEvent[] | undefined,
  catalog: Pick<Catalog, 'main'>,
): boolean {
  return holdsFor(named, mainName(catalog, event));
}

/** The same, of an event by its name. */
export function holdsFor(named: readonly NamedEvent[] | undefined, event: NamedEvent): boolean {
  return named?.includes(event) ?? typeof event === 'number';
}
