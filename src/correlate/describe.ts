import type { EventSource } from '../event.ts';
import type { MemberRole } from '../schema/correlation.ts';
import type { Chain, ChainStatus } from './chain.ts';
import { entriesOfFinding, holds, sentenceOf } from './conditions.ts';
import { valueAt } from './entry.ts';
import type { Entry, Moment } from './journal.ts';
import { anchorOf, inOrder, linksOf, ownKey, pairOf, parentLink, type Link } from './links.ts';
import { durationOf, endOf, startOf } from './span.ts';

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
  const isOwn = gives.length !== key.length || ownKey(entry, key) === chain.key;
  const slots = isOwn ? key : gives;
  return Object.fromEntries(
    names.flatMap((name, at) => {
      const slot = slots[at];
      return slot ? [[name, valueAt(slot, entry.event, entry.host)]] : [];
    }),
  );
}
