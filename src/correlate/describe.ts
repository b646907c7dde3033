import type { EventSource } from '../event.ts';
import type { MemberRole } from '../schema/correlation.ts';
import type { Chain, ChainStatus, Entry, Parent } from './chain.ts';
import type { Action, Slot } from './compile.ts';
import { holds, rowsOfFinding, sentenceOf } from './conditions.ts';
import { keyOf, type Row } from './row.ts';
import { durationOf, endOf, lengthText, startOf } from './span.ts';

export interface ChainEvent {
  eventId: number;
  provider: string;
  recordId?: string;
  /** ISO 8601. */
  time?: string;
  computer?: string;
  role: MemberRole;
  member: string;
  source: EventSource;
  /** The values that the rules ask for, as printed. */
  values: Record<string, string>;
}

/** Why two events belong together. */
export interface Link {
  /** Indexes into the events of the chain; for a parent or a twin, `from` counts in that chain's events. */
  from: number;
  to: number;
  kind: 'equality' | 'interval' | 'alias' | 'evidence' | 'parent' | 'pair';
  /** Fields that matched, with the values of both sides as printed. */
  fields: { from: string; to: string; fromValue: string; toValue: string }[];
  /** One sentence. */
  why: string;
}

export interface Finding {
  code: string;
  level: 'notice' | 'warning';
  message: string;
  /** Indexes into the events of the chain. */
  events: number[];
}

/** One chain as plain data: what `correlate --json` prints. */
export interface ChainJson {
  id: string;
  rule: string;
  title: string;
  /** One line for the chain. */
  label: string;
  status: ChainStatus;
  /** Field of the rule's first member → value as printed. */
  key: Record<string, string>;
  computer: string;
  /** Runs of the computer counted from 0, the run in which the log begins; null without such a scope. */
  boot: number | null;
  start?: string;
  end?: string;
  /** By a clock that is never set. */
  durationMs?: number;
  /** By how much the computer's clock was set forward between start and end; absent below a second. */
  clockSetMs?: number;
  events: ChainEvent[];
  links: Link[];
  /** The first is the parent in a tree. */
  parents: { rule: string; chain: string; means: string; link: Link }[];
  /** The chain's twin, such as the other half of a pair of sessions. */
  pair?: { chain: string; link: Link };
  findings: Finding[];
}

/** Spells a chain out: its events in order, why each belongs to it, its parents and its findings. */
export function describeChain(chain: Chain): ChainJson {
  const entries = inOrder(chain);
  const start = startOf(chain);
  const end = endOf(chain);
  const duration = durationOf(chain);
  const { data } = chain.rule;
  const places = new Map(entries.map(({ row }, index) => [row, index]));
  return {
    id: chain.id,
    rule: chain.rule.id,
    title: data.title,
    label: data.label ? sentenceOf(chain, data.label) : Object.values(keyText(chain)).join(', '),
    status: chain.status,
    key: keyText(chain),
    computer: chain.host.name,
    boot: chain.boot?.number ?? null,
    ...timeOf('start', start),
    ...timeOf('end', end),
    ...(duration === undefined ? {} : { durationMs: Math.round(duration * 1000) / 1000 }),
    ...clockSet(start, end),
    events: entries.map(eventOf),
    links: linksOf(chain, entries),
    parents: (chain.parents ?? []).map((parent) => ({
      rule: parent.under.rule.id,
      chain: parent.chain.id,
      means: parent.under.means,
      link: parentLink(parent, entries),
    })),
    ...(chain.twin ? { pair: pairOf(chain, chain.twin, entries) } : {}),
    findings: (data.findings ?? [])
      .filter(({ when }) => when.every((one) => holds(chain, one)))
      .map((finding) => ({
        code: finding.code,
        level: finding.level,
        message: sentenceOf(chain, finding.says),
        events: rowsOfFinding(chain, finding)
          .map((row) => places.get(row) as number)
          .sort((a, b) => a - b),
      })),
  };
}

const inOrder = (chain: Chain) => [...chain.entries()].sort((a, b) => a.row.order - b.row.order);

/** The event to which a chain's others are linked: its opening, or its first. */
const anchorOf = (chain: Chain) => chain.opener ?? chain.first.row;

const actionOf = ({ row, member }: Pick<Entry, 'row' | 'member'>) =>
  row.plan.actions.find((action) => action.member === member) as Action;

function timeOf<Name extends string>(name: Name, row: Row | undefined) {
  if (!row || Number.isNaN(row.time)) return {};
  return { [name]: new Date(row.time).toISOString() } as Record<Name, string>;
}

function clockSet(start: Row | undefined, end: Row | undefined): { clockSetMs?: number } {
  if (!start || !end || start.host !== end.host) return {};
  const by = Math.round(end.time - start.time - (end.steady - start.steady));
  return Math.abs(by) >= 1000 ? { clockSetMs: by } : {};
}

function eventOf({ row, member }: Entry): ChainEvent {
  return {
    eventId: row.plan.eventId,
    provider: member.data.providerName,
    ...(row.record >= 0 ? { recordId: String(row.record) } : {}),
    ...timeOf('time', row),
    ...(row.host.name === '' ? {} : { computer: row.host.name }),
    role: member.data.role,
    member: member.data.id,
    source: row.source,
    values: Object.fromEntries(
      row.plan.fields.flatMap((field, at) =>
        row.values[at] ? [[field, row.values[at] as string]] : [],
      ),
    ),
  };
}

function keyText(chain: Chain): Record<string, string> {
  const names = chain.rule.members[0]?.data.key ?? [];
  const entry = [...chain.entries()].find(({ row }) => row === anchorOf(chain)) ?? chain.first;
  const { key, gives } = actionOf(entry);
  const slots =
    entry.member.data.role === 'alias' && chain.key !== keyOf(entry.row, key, []) ? gives : key;
  return Object.fromEntries(
    names.flatMap((name, at) => {
      const slot = slots[at];
      return slot ? [[name, entry.row.valueAt(slot)]] : [];
    }),
  );
}

function linksOf(chain: Chain, entries: readonly Entry[]): Link[] {
  const anchor = entries.findIndex(({ row }) => row === anchorOf(chain));
  const never = chain.rule.never;
  return entries.flatMap((entry, to) => {
    if (to === anchor) return [];
    const { key } = actionOf(entry);
    const own = keyOf(entry.row, key, never);
    const alias =
      own === chain.key
        ? undefined
        : entries.find(
            (one) =>
              one.member.data.role === 'alias' &&
              keyOf(one.row, actionOf(one).gives, never) === own,
          );
    const from = alias ? entries.indexOf(alias) : anchor;
    const source = entries[from] as Entry;
    const sourceSlots = alias ? actionOf(source).gives : actionOf(source).key;
    return [
      {
        from,
        to,
        kind: kindOf(chain, entry, alias !== undefined),
        fields: matched(source.row, sourceSlots, entry.row, key),
        why: why(chain, source.row, entry),
      },
    ];
  });
}

function kindOf({ rule }: Chain, { member }: Entry, byAlias: boolean): Link['kind'] {
  if (byAlias || member.data.role === 'alias') return 'alias';
  if (member.data.role === 'evidence') return 'evidence';
  return rule.opens && rule.closes ? 'interval' : 'equality';
}

function matched(from: Row, fromSlots: readonly Slot[], to: Row, toSlots: readonly Slot[]) {
  return toSlots.flatMap((slot, at) => {
    const other = fromSlots[at];
    if (!other) return [];
    return [
      {
        from: other.field,
        to: slot.field,
        fromValue: from.valueAt(other),
        toValue: to.valueAt(slot),
      },
    ];
  });
}

function why(chain: Chain, from: Row, { row, member }: Entry): string {
  const scope = scopeText(chain.rule.scope, from, row);
  const interval =
    member.data.role !== 'evidence' && chain.rule.closes && chain.rule.opens && chain.opener
      ? ', and nothing had ended it before'
      : '';
  return `${scope}, ${apart(from, row)}${interval}.`;
}

function scopeText(scope: string, from: Row, to: Row): string {
  const name = to.host.name || 'a computer that the events do not name';
  if (scope === 'boot') return `On ${name}, in the same run of Windows`;
  if (from.host === to.host) return `On ${name}`;
  return `From ${from.host.name} to ${to.host.name}`;
}

function apart(from: Row, to: Row): string {
  const distance = to.steady - from.steady;
  if (Number.isNaN(distance)) return 'at times that are not known';
  if (distance === 0) return 'at the same time';
  return `${lengthText(Math.abs(distance))} ${distance > 0 ? 'later' : 'earlier'}`;
}

function parentLink({ chain, under, row }: Parent, entries: readonly Entry[]): Link {
  const others = inOrder(chain);
  const anchor = anchorOf(chain);
  const from = others.findIndex((entry) => entry.row === anchor);
  const slots = actionOf(others[from] as Entry).key;
  const scope = scopeText(under.rule.scope, anchor, row);
  return {
    from,
    to: entries.findIndex((entry) => entry.row === row),
    kind: 'parent',
    fields: [
      ...matched(anchor, slots, row, under.key),
      ...under.agree.flatMap(({ here, there }) => {
        const fromValue = anchor.value(there);
        const toValue = row.valueAt(here);
        return fromValue && toValue ? [{ from: there, to: here.field, fromValue, toValue }] : [];
      }),
    ],
    why: `${scope}, while it was open, ${apart(anchor, row)}.`,
  };
}

function pairOf(chain: Chain, twin: Chain, entries: readonly Entry[]): ChainJson['pair'] & object {
  const others = inOrder(twin);
  const from = others.findIndex(({ row }) => row === anchorOf(twin));
  const to = entries.findIndex(({ row }) => row === anchorOf(chain));
  const mine = entries[to] as Entry;
  const theirs = others[from] as Entry;
  const { pair } = actionOf(mine);
  return {
    chain: twin.id,
    link: {
      from,
      to,
      kind: 'pair',
      fields: matched(theirs.row, actionOf(theirs).key, mine.row, pair ? [pair] : []),
      why: `${scopeText(chain.rule.scope, theirs.row, mine.row)}, ${apart(theirs.row, mine.row)}.`,
    },
  };
}
