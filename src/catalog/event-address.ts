/**
 * Address of an event that content names.
 *
 * @param slug first part of the address of the event that names it
 * @param named its id, or log and id where it is of another log: `4688`, `sysmon/1`
 * @returns `security/4688`
 */
export function eventAddress(slug: string, named: string): string {
  return named.includes('/') ? named : `${slug}/${named}`;
}

/** The shortest name of an event for content beside it: its id, behind its log where that is another. */
export function eventName(slug: string, event: { slug: string; id: number }): string {
  return event.slug === slug ? String(event.id) : `${event.slug}/${event.id}`;
}
