import type { ChainRow } from '../../../src/islands/correlate/protocol.ts';

const time = (text: string) => Date.parse(`2024-03-05T${text}Z`);

/** A row from what matters of it; times as `08:00:00`. */
export function rowOf(
  id: string,
  start: string,
  end: string | undefined,
  more: Partial<ChainRow> = {},
): ChainRow {
  return {
    id,
    rule: 'session',
    status: end === undefined ? 'open' : 'closed',
    computer: 'ws7',
    boot: 0,
    label: id,
    start: time(start),
    ...(end === undefined ? {} : { end: time(end) }),
    marks: [
      { eventId: 1, role: 'open', at: time(start), record: `${id}-1` },
      ...(end === undefined
        ? []
        : [{ eventId: 2, role: 'close' as const, at: time(end), record: `${id}-2` }]),
    ],
    noise: [],
    warnings: 0,
    ...more,
  };
}

export { time };
