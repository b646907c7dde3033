import { grouped } from '../../catalog/grouped.ts';
import { lengthText } from '../../correlate/span.ts';
import type { ChainRow, LogFacts, ShownRule, Status } from './protocol.ts';
import { timeText, type Zone } from './zone.ts';

const STATUS: Record<Status, string> = {
  closed: 'closed',
  open: 'open at the end of the log',
  orphan: 'no beginning in the log',
  lost: 'end lost at a restart',
  ambiguous: 'could be joined in two ways',
};

/** How a chain ended, in words. */
export function statusWords(status: Status): string {
  return STATUS[status];
}

const BRIEFLY: Record<Status, string> = {
  closed: 'closed',
  open: 'open',
  orphan: 'no beginning',
  lost: 'end lost',
  ambiguous: 'ambiguous',
};

/** How a chain ended, where there is little room. */
export function statusBriefly(status: Status): string {
  return BRIEFLY[status];
}

/** Of a path, what comes last: `net.exe`. */
export function lastPart(value: string): string {
  return /[^\\]+$/.exec(value)?.[0] ?? value;
}

/** What kind a chain is of, and which half of a pair: `Interactive, elevated`. */
export function typeWords({ type, half }: ChainRow): string {
  return [type?.name || type?.value, half].filter(Boolean).join(', ');
}

/** Where a chain came from: an address, a name, or the last part of a path. */
export function fromWords({ from }: ChainRow): string | undefined {
  return from === undefined ? undefined : lastPart(from);
}

/** The line of a chain, and which half of a pair it is. */
export const labelWords = ({ label, half }: ChainRow) => [label, half].filter(Boolean).join(', ');

/** What a chain is about, besides whose it is. */
export function whatWords({ account, label, short }: ChainRow): string {
  if (account === undefined) return short ?? label;
  return short === undefined || account.endsWith(`\\${short}`) ? '' : short;
}

/** How long a chain was, with a word where no event says it. */
export function lengthWords(row: ChainRow): string {
  if (row.start === undefined || row.end === undefined) return row.status === 'open' ? 'open' : '';
  // One event lasts no time.
  if (row.marks.length < 2) return '';
  const length = lengthText(row.end - row.start);
  return row.status === 'lost' ? `at least ${length}` : length;
}

/** One line for a chain, for the pointer. */
export function chainWords(row: ChainRow, rule: ShownRule | undefined, zone: Zone): string {
  const times = [row.start, row.end].map((at) => timeText(at, zone, true)).filter(Boolean);
  return [
    rule?.title ?? row.rule,
    row.label,
    typeWords(row),
    times.join(' to '),
    lengthWords(row),
    row.status === 'closed' ? '' : statusWords(row.status),
  ]
    .filter(Boolean)
    .join(' · ');
}

function count(number: number, [one, several]: readonly [string, string]): string {
  return `${grouped(number)} ${number === 1 ? one : several}`;
}

/** The result as a sentence: "4 logon sessions, 6 processes; 2 open at the end of the log." */
export function resultSentence(
  rows: readonly ChainRow[],
  hidden: number,
  rules: readonly ShownRule[],
): string {
  const rulesFound = Map.groupBy(rows, ({ rule }) => rule);
  const statuses = numbersOf(rows, ({ status }) => status);
  const ordered = [...rules].sort((a, b) => Number(a.band ?? false) - Number(b.band ?? false));
  const parts = ordered.flatMap((rule) => {
    const found = rulesFound.get(rule.id);
    if (!found) return [];
    const pairs = rule.countsPairsOnce ? pairsIn(found) : 0;
    const halves = pairs === 0 ? '' : ` (${grouped(pairs)} in two halves)`;
    return [`${count(found.length - pairs, rule.nouns)}${halves}`];
  });
  const most = 5;
  const found =
    parts.length > most
      ? [...parts.slice(0, most - 1), `${parts.length - most + 1} more kinds`]
      : parts;
  const ends = (['open', 'orphan', 'lost', 'ambiguous'] as const).flatMap((status) => {
    const number = statuses.get(status) ?? 0;
    if (number === 0) return [];
    const words: Record<typeof status, string> = {
      open: 'open at the end of the log',
      orphan: 'without a beginning',
      lost: `whose end was lost at a restart`,
      ambiguous: 'that could be joined in two ways',
    };
    return [`${number} ${words[status]}`];
  });
  const noise = hidden === 0 ? [] : [`${grouped(hidden)} hidden`];
  return `${[found.join(', ') || 'No chains', ...ends, ...noise].join('; ')}.`;
}

/** How many pairs have both their halves among the chains. */
function pairsIn(rows: readonly ChainRow[]): number {
  const ids = new Set(rows.map(({ id }) => id));
  return rows.filter(({ pair }) => pair !== undefined && ids.has(pair)).length / 2;
}

function numbersOf(
  rows: readonly ChainRow[],
  of: (row: ChainRow) => string,
): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const row of rows) numbers.set(of(row), (numbers.get(of(row)) ?? 0) + 1);
  return numbers;
}

/** What was read, as a sentence. */
export function logSentence(facts: LogFacts, milliseconds?: number): string {
  const parts = [
    `${count(facts.events, ['event', 'events'])} of ${count(facts.computers.length, ['computer', 'computers'])}`,
    facts.unused > 0 ? `${grouped(facts.unused)} that no rule asks for` : '',
    facts.duplicates > 0
      ? `${count(facts.duplicates, ['repeated event', 'repeated events'])} dropped`
      : '',
    facts.outOfOrder > 0 ? `${grouped(facts.outOfOrder)} put in order` : '',
    milliseconds === undefined ? '' : `${grouped(Math.max(1, Math.round(milliseconds)))} ms`,
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}
