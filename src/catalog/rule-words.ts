import type { CorrelationFacts, MemberFacts } from '../schema/correlation.ts';

/** What an event is for its chain, as one says it of the event. */
export const roleWords: Record<MemberFacts['role'], string> = {
  open: 'begins it',
  during: 'happens while it is open',
  close: 'ends it',
  evidence: 'says more about it',
  alias: 'gives it a second key',
  clock: 'says that the clock was set',
};

/** Within what the key of a rule means one thing, with its preposition. */
export function scopeWords(scope: CorrelationFacts['scope']): string {
  if (scope.includes('boot')) return 'within one computer and one run of Windows';
  return scope.includes('computer') ? 'within one computer' : 'across all computers of the log';
}

/** A noun with its article: `an account`. */
export const withArticle = (noun: string) =>
  `${/^[aeiou]/i.test(noun) && !/^us/i.test(noun) ? 'an' : 'a'} ${noun}`;

/** A length of time as a rule says it: `10 seconds`. ES|QL reads it too, so thousands are not set apart. */
export function periodText(milliseconds: number): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1_000],
  ] as const;
  const [unit, size] = units.find(([, one]) => milliseconds % one === 0) ?? ['millisecond', 1];
  const number = milliseconds / size;
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

/** Conditions of a member that narrow which of its events count. */
export function memberLimits(member: MemberFacts): string[] {
  const any = (fields: Record<string, string[]> | undefined, not: string) =>
    Object.entries(fields ?? {}).map(
      ([field, values]) => `${field} is ${not}${values.join(not ? ' nor ' : ' or ')}`,
    );
  return [
    ...any(member.when, ''),
    ...any(member.unless, 'not '),
    ...Object.entries(member.agree ?? {}).map(
      ([here, there]) =>
        `${here} agrees with ${there === here ? 'that' : there} of the opening event`,
    ),
    ...(member.before === undefined ? [] : [`at most ${periodText(member.before)} before it`]),
    ...(member.after === undefined
      ? []
      : [member.after === 0 ? 'never after it' : `within ${periodText(member.after)} after it`]),
    ...(member.final ? ['another closing event may follow'] : []),
    ...(member.unsure ? ['counts only where nothing better was seen'] : []),
    ...(member.alone ? ['makes no chain by itself'] : []),
  ];
}

/** What ends a chain for which no event says so. */
export function endWords({ ends, scope, members }: CorrelationFacts): string {
  const silent =
    ends === undefined
      ? undefined
      : 'parent' in ends
        ? 'It ends with the chain that it hangs below.'
        : 'idle' in ends
          ? `It ends when nothing has joined it for ${periodText(ends.idle)}.`
          : `It ends ${periodText(ends.after)} after it began.`;
  const closes = members.some(({ role }) => role === 'close');
  return [
    silent,
    closes && scope.includes('boot')
      ? 'A chain that is open when Windows starts again is lost: it ended, and nobody wrote when.'
      : undefined,
    closes ? 'One that is open when the log ends stays open; no end is made up for it.' : undefined,
    closes
      ? 'An ending without a beginning is kept too: the chain is older than the log.'
      : undefined,
  ]
    .filter(Boolean)
    .join(' ');
}
