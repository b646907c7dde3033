import type { EventSource } from '../event.ts';
import type { MemberRole } from '../schema/correlation.ts';
import type { Chain, ChainStatus, Parent } from './chain.ts';
import type { Slot } from './compile.ts';
import { entriesOfFinding, holds, sentenceOf } from './conditions.ts';
import { keyOf, valueAt } from './entry.ts';
import type { Entry, Moment } from './journal.ts';
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
  const places = new Map(entries.map((entry, index) => [entry, index]));
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
    parents: chain.parents.map((parent) => ({
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
        events: entriesOfFinding(chain, finding)
          .map((entry) => places.get(entry) as number)
          .sort((a, b) => a - b),
      })),
  };
}

const inOrder = (chain: Chain) => [...chain.entries()].sort((a, b) => a.order - b.order);

/** The event to which a chain's others are linked: its opening, or its first. */
const anchorOf = (chain: Chain) => chain.opener ?? chain.first;

/** The index of an event of a chain that may still be growing, and is read anew each time. */
const placeOf = (entry: Entry, entries: readonly Entry[]) =>
  entries.findIndex(({ place }) => place === entry.place);

function timeOf<Name extends string>(name: Name, entry: Moment | undefined) {
  if (!entry || Number.isNaN(entry.time)) return {};
  return { [name]: new Date(entry.time).toISOString() } as Record<Name, string>;
}

function clockSet(start: Moment | undefined, end: Moment | undefined): { clockSetMs?: number } {
  if (!start || !end || start.host !== end.host) return {};
  const by = Math.round(end.time - start.time - (end.steady - start.steady));
  return Math.abs(by) >= 1000 ? { clockSetMs: by } : {};
}

function eventOf(entry: Entry): ChainEvent {
  const { action, event, host, member } = entry;
  const values = event.data.filter(
    ({ name, value }) => value !== '' && action.plan.fields.has(name),
  );
  return {
    eventId: action.plan.eventId,
    provider: member.data.providerName,
    ...(event.recordId === undefined ? {} : { recordId: event.recordId }),
    ...timeOf('time', entry),
    ...(host.name === '' ? {} : { computer: host.name }),
    role: member.data.role,
    member: member.data.id,
    source: event.source,
    values: Object.fromEntries(values.map(({ name, value }) => [name, value])),
  };
}

function keyText(chain: Chain): Record<string, string> {
  const names = chain.rule.members[0]?.data.key ?? [];
  const entry = anchorOf(chain);
  const { key, gives } = entry.action;
  const slots = ownKey(entry, key) === chain.key ? key : gives;
  return Object.fromEntries(
    names.flatMap((name, at) => {
      const slot = slots[at];
      return slot ? [[name, valueAt(slot, entry.event, entry.host)]] : [];
    }),
  );
}

const ownKey = ({ action, event, host }: Entry, slots: readonly Slot[]) =>
  keyOf(slots, event, host, action.rule.never);

function linksOf(chain: Chain, entries: readonly Entry[]): Link[] {
  const anchor = entries.indexOf(anchorOf(chain));
  return entries.flatMap((entry, to) => {
    if (to === anchor) return [];
    const { key } = entry.action;
    const own = ownKey(entry, key);
    const alias =
      own === chain.key
        ? undefined
        : entries.find(
            (one) => one.member.data.role === 'alias' && ownKey(one, one.action.gives) === own,
          );
    const source = alias ?? (entries[anchor] as Entry);
    return [
      {
        from: alias ? entries.indexOf(alias) : anchor,
        to,
        kind: kindOf(chain, entry, alias !== undefined),
        fields: matched(source, alias ? source.action.gives : source.action.key, entry, key),
        why: why(chain, source, entry),
      },
    ];
  });
}

function kindOf({ rule }: Chain, { member }: Entry, byAlias: boolean): Link['kind'] {
  if (byAlias || member.data.role === 'alias') return 'alias';
  if (member.data.role === 'evidence') return 'evidence';
  return rule.opens && rule.closes ? 'interval' : 'equality';
}

function matched(
  from: Entry,
  fromSlots: readonly Slot[],
  to: Entry,
  toSlots: readonly Slot[],
): Link['fields'] {
  return toSlots.flatMap((slot, at) => {
    const other = fromSlots[at];
    if (!other) return [];
    return [
      {
        from: other.field,
        to: slot.field,
        fromValue: valueAt(other, from.event, from.host),
        toValue: valueAt(slot, to.event, to.host),
      },
    ];
  });
}

function why(chain: Chain, from: Entry, to: Entry): string {
  const { member } = to;
  const scope = scopeText(chain.rule.scope, from, to);
  const interval =
    member.data.role !== 'evidence' && chain.rule.closes && chain.rule.opens && chain.opener
      ? ', and nothing had ended it before'
      : '';
  return `${scope}, ${apart(from, to)}${interval}.`;
}

function scopeText(scope: string, from: Entry, to: Entry): string {
  const name = to.host.name || 'a computer that the events do not name';
  if (scope === 'boot') return `On ${name}, in the same run of Windows`;
  if (from.host === to.host) return `On ${name}`;
  return `From ${from.host.name} to ${to.host.name}`;
}

function apart(from: Entry, to: Entry): string {
  const distance = to.steady - from.steady;
  if (Number.isNaN(distance)) return 'at times that are not known';
  if (distance === 0) return 'at the same time';
  return `${lengthText(Math.abs(distance))} ${distance > 0 ? 'later' : 'earlier'}`;
}

function parentLink({ chain, under, entry }: Parent, entries: readonly Entry[]): Link {
  const anchor = anchorOf(chain);
  const scope = scopeText(under.rule.scope, anchor, entry);
  return {
    from: placeOf(anchor, inOrder(chain)),
    to: entries.indexOf(entry),
    kind: 'parent',
    fields: [
      ...matched(anchor, anchor.action.key, entry, under.key),
      ...under.agree.flatMap(({ here, there }) => {
        const fromValue = anchor.value(there);
        const toValue = valueAt(here, entry.event, entry.host);
        return fromValue && toValue ? [{ from: there, to: here.field, fromValue, toValue }] : [];
      }),
    ],
    why: `${scope}, while it was open, ${apart(anchor, entry)}.`,
  };
}

function pairOf(chain: Chain, twin: Chain, entries: readonly Entry[]): ChainJson['pair'] & object {
  const [mine, theirs] = [anchorOf(chain), anchorOf(twin)];
  const { pair } = mine.action;
  return {
    chain: twin.id,
    link: {
      from: placeOf(theirs, inOrder(twin)),
      to: entries.indexOf(mine),
      kind: 'pair',
      fields: matched(theirs, theirs.action.key, mine, pair ? [pair] : []),
      why: `${scopeText(chain.rule.scope, theirs, mine)}, ${apart(theirs, mine)}.`,
    },
  };
}
