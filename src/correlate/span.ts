import type { Chain } from './chain.ts';
import type { Entry, Moment } from './journal.ts';

/** The event that begins a chain; undefined when its start is missing. */
export function startOf(chain: Chain): Entry | undefined {
  return chain.opener ?? (chain.rule.opens ? undefined : chain.first);
}

/** The event that ends a chain, of its own or of what it ended with; undefined when nothing is known. */
export function endOf(chain: Chain): Moment | undefined {
  if (chain.closer) return chain.closer;
  if (chain.status === 'ambiguous' || chain.status === 'open') return undefined;
  const bySilence = !chain.rule.opens || chain.rule.idle < Number.POSITIVE_INFINITY;
  return chain.more?.endedBy ?? (bySilence ? chain.latest : undefined);
}

/** Milliseconds from start to end by a clock that is never set; undefined when one of them is missing. */
export function durationOf(chain: Chain): number | undefined {
  const start = startOf(chain);
  const end = endOf(chain);
  if (!start || !end) return undefined;
  const length = end.steady - start.steady;
  return Number.isNaN(length) ? undefined : Math.max(0, length);
}

const UNITS: readonly (readonly [name: string, length: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
];

/** A length of time for people, in its two largest units: `2 h 5 min`, `3.2 s`, `15 ms`. */
export function lengthText(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 10_000) return `${Math.floor(milliseconds / 100) / 10} s`;
  let rest = Math.floor(milliseconds / 1_000) * 1_000;
  const parts: string[] = [];
  for (const [name, length] of UNITS) {
    if (rest < length && parts.length === 0) continue;
    const number = Math.floor(rest / length);
    rest -= number * length;
    if (number > 0) parts.push(`${number} ${name}`);
    if (parts.length === 2 || rest === 0) break;
  }
  return parts.join(' ');
}
