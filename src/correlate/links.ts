import type { Chain, Parent } from './chain.ts';
import { exactOf, keyOf, valueAt } from './entry.ts';
import type { Entry } from './journal.ts';
import type { Slot } from './plan.ts';
import { lengthText } from './span.ts';

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

/** The events of a chain in the order in which they were joined. */
export const inOrder = (chain: Chain) => [...chain.entries()].sort((a, b) => a.order - b.order);

/** The event to which a chain's others are linked: its opening, or its first. */
export const anchorOf = (chain: Chain) => chain.opener ?? chain.first;

/** Found once for the events of a chain that is over: thousands may stand under it. */
const anchorPlaces = new WeakMap<readonly Entry[], number>();

/** The index of a chain's anchor among its events in order; one that may still be growing is read anew each time. */
function anchorPlace(chain: Chain): number {
  const entries = chain.entries();
  let found = anchorPlaces.get(entries);
  if (found === undefined) {
    const anchor = anchorOf(chain);
    found = inOrder(chain).findIndex(({ place }) => place === anchor.place);
    anchorPlaces.set(entries, found);
  }
  return found;
}

/** The key that some fields of an event make. */
export const ownKey = ({ action, event, host }: Entry, slots: readonly Slot[]) =>
  keyOf(slots, event, host, action.rule.never);

/** Why each event but the first belongs to its chain. */
export function linksOf(chain: Chain, entries: readonly Entry[]): Link[] {
  const anchor = entries.indexOf(anchorOf(chain));
  return entries.flatMap((entry, to) => {
    if (to === anchor) return [];
    const { exact, key } = entry.action;
    const giver = exactGiver(chain, entry, entries);
    if (giver) {
      const [from, slots] = giver;
      return [
        {
          from: entries.indexOf(from),
          to,
          kind: kindOf(chain, entry, false),
          fields: matched(from, slots, entry, exact),
          why: why(chain, from, entry),
        },
      ];
    }
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

/** The event whose exact values an event has, and where they stand in it. */
function exactGiver(
  chain: Chain,
  entry: Entry,
  entries: readonly Entry[],
): [Entry, readonly Slot[]] | undefined {
  const own = ownExact(entry, entry.action.exact);
  if (own === undefined) return undefined;
  const anchor = anchorOf(chain);
  if (ownExact(anchor, anchor.action.exact) === own) return [anchor, anchor.action.exact];
  const giver = entries.find((one) => one !== entry && ownExact(one, one.action.gives) === own);
  return giver && [giver, giver.action.gives];
}

const ownExact = ({ action, event, host }: Entry, slots: readonly Slot[]) =>
  action.exact.length === 0 ? undefined : exactOf(slots, event, host, action.rule.neverExact);

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
  const scope = scopeText(chain.rule.scope, from, to);
  return `${scope}, ${apart(from, to)}${interval(chain, to)}.`;
}

/** What had ended a chain before an event of it: one that has opened may only go on until it ends. */
function interval({ rule, opener, closer }: Chain, { member, order }: Entry): string {
  if (member.data.role === 'evidence' || !rule.closes || !rule.opens || !opener) return '';
  if (!closer || order <= closer.order) return ', and nothing had ended it before';
  return `, after its end had begun with ${closer.action.plan.eventId}`;
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

/** Why a chain stands under another. */
export function parentLink({ chain, under, entry }: Parent, entries: readonly Entry[]): Link {
  const anchor = anchorOf(chain);
  const scope = scopeText(under.rule.scope, anchor, entry);
  const exact = exactOf(under.exact, entry.event, entry.host, under.rule.neverExact);
  const isExact = exact !== undefined && exact === ownExact(anchor, anchor.action.exact);
  return {
    from: anchorPlace(chain),
    to: entries.indexOf(entry),
    kind: 'parent',
    fields: [
      ...(isExact
        ? matched(anchor, anchor.action.exact, entry, under.exact)
        : matched(anchor, anchor.action.key, entry, under.key)),
      ...under.agree.flatMap(({ here, there }) => {
        const fromValue = anchor.value(there);
        const toValue = valueAt(here, entry.event, entry.host);
        return fromValue && toValue ? [{ from: there, to: here.field, fromValue, toValue }] : [];
      }),
    ],
    why: `${scope}, while it was open, ${apart(anchor, entry)}.`,
  };
}

/** Why two chains are a pair. */
export function pairOf(
  chain: Chain,
  twin: Chain,
  entries: readonly Entry[],
): { chain: string; link: Link } {
  const [mine, theirs] = [anchorOf(chain), anchorOf(twin)];
  const { pair } = mine.action;
  return {
    chain: twin.id,
    link: {
      from: anchorPlace(twin),
      to: entries.indexOf(mine),
      kind: 'pair',
      fields: matched(theirs, theirs.action.key, mine, pair ?? []),
      why: `${scopeText(chain.rule.scope, theirs, mine)}, ${apart(theirs, mine)}.`,
    },
  };
}
