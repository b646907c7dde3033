import { counted } from '../catalog/grouped.ts';
import type { Chain } from '../correlate/chain.ts';
import { describeChain, type ChainJson } from '../correlate/describe.ts';
import { endOf, lengthText, durationOf, startOf } from '../correlate/span.ts';

/** Length of a date: `2024-03-05`. */
const DAY = 10;
const LONGEST = 200;
const NEVER = '…';
/** What stands deeper is set in no further: a log may nest as deep as it is long. */
const DEEPEST = 120;

interface Drawn {
  chain: Chain;
  indent: string;
  last: boolean;
}

/** Chains as a tree a computer: each below the chain that it belongs to, with its time and findings. */
export function chainTree(chains: readonly Chain[]): string {
  const given = new Set(chains);
  const children = new Map<Chain | string, Chain[]>();
  for (const chain of [...chains].sort(byStart)) {
    const parent = chain.parents.map((one) => one.chain).find((one) => given.has(one));
    const place = parent && !isBelow(parent, chain) ? parent : chain.host.name;
    const list = children.get(place);
    if (list) list.push(chain);
    else children.set(place, [chain]);
  }
  const lines: string[] = [];
  const left: Drawn[] = [];
  const add = (list: readonly Chain[], indent: string) => {
    for (let at = list.length - 1; at >= 0; at -= 1)
      left.push({ chain: list[at] as Chain, indent, last: at === list.length - 1 });
  };
  for (const [place, list] of children) {
    if (typeof place !== 'string') continue;
    lines.push(place === '' ? 'Computer not named' : place);
    add(list, '');
    for (let one = left.pop(); one; one = left.pop()) {
      const { chain, indent, last } = one;
      const told = describeChain(chain);
      lines.push(`${indent}${last ? '└ ' : '├ '}${headOf(chain, told)}`);
      const below = children.get(chain) ?? [];
      const next = indent.length < DEEPEST ? `${indent}${last ? '  ' : '│ '}` : indent;
      for (const note of notesOf(told))
        lines.push(`${next}${below.length > 0 ? '│ ' : '  '}${note}`);
      add(below, next);
    }
    lines.push('');
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** Whether a chain stands somewhere below another, so that neither can hang below the other again. */
function isBelow(chain: Chain, above: Chain): boolean {
  for (let at: Chain | undefined = chain, depth = 0; at && depth < 1000; depth += 1) {
    if (at === above) return true;
    at = at.parents[0]?.chain;
  }
  return false;
}

const byStart = (a: Chain, b: Chain) => a.first.order - b.first.order;

function headOf(chain: Chain, { title, label, status, events, clockSetMs }: ChainJson): string {
  const start = startOf(chain);
  const end = endOf(chain);
  const duration = durationOf(chain);
  const set = clockSetMs === undefined ? '' : ', the clock was set meanwhile';
  const length = duration === undefined ? '' : ` (${lengthText(duration)}${set})`;
  const parts = [
    `${title}  ${short(label)}`,
    start || end ? `${times(start?.time, end?.time, status === 'closed')}${length}` : '',
    `${wordOf(status)}, ${counted(events.length, 'event')}`,
  ];
  return parts.filter(Boolean).join('  ');
}

function notesOf({ findings, pair }: ChainJson): string[] {
  return [
    ...(pair ? [`= one logon with ${pair.chain}`] : []),
    ...findings.map(({ level, message }) => `${level === 'warning' ? '!' : '·'} ${short(message)}`),
  ];
}

const STATUS = {
  closed: 'closed',
  open: 'still open at the end of the log',
  orphan: 'its start is not in the log',
  lost: 'lost when the computer stopped',
  ambiguous: 'its end is not in the log',
} as const;

const wordOf = (status: Chain['status']) => STATUS[status];

/** From when to when, the date once where both are of one day; what is over without an end has only a start. */
function times(start: number | undefined, end: number | undefined, over: boolean): string {
  const [from, to] = [clock(start), clock(end)];
  if (over && to === NEVER) return from;
  return `${from} – ${from.slice(0, DAY) === to.slice(0, DAY) ? to.slice(DAY + 1) : to}`;
}

/** A command line may be a whole program; `--json` prints it all. */
function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** `2024-03-05 08:15:02.417`, in UTC; an open end is `…`. */
function clock(time: number | undefined): string {
  if (time === undefined || Number.isNaN(time)) return NEVER;
  return new Date(time).toISOString().replace('T', ' ').replace('Z', '');
}
