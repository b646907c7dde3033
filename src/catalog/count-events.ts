import type { Catalog } from './build.ts';
import { counted } from './grouped.ts';

/**
 * How many events there are, those of the main log counted alone.
 *
 * @param of what follows their number, such as ` of the Windows Security log`
 * @returns `435 events`, or `435 events and 12 of other logs`
 */
export function countEvents({ events, main }: Catalog, of = ''): string {
  const own = events.filter(({ slug }) => slug === main?.slug).length;
  const others = events.length - own;
  return `${counted(own, 'event')}${of}${others > 0 ? ` and ${others} of other logs` : ''}`;
}

/** What a page says that names the main log, where it also holds events of others: ` and other logs`, or nothing. */
export const andOtherLogs = ({ events, main }: Catalog): string =>
  events.some(({ slug }) => slug !== main?.slug) ? ' and other logs' : '';
