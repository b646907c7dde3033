import type { MemberData } from '../../catalog/rule-data.ts';
import { countedBeyondKey, isTimed, nameOf, type Plan } from '../plan.ts';
import { agreed, listOf } from './table.ts';
import { countsOf, isOneOf, leastOf, neighbour, sameOf, sorted, span } from './members.ts';

/** A join needs a column: where every event is of one chain, all have the same. */
const ALONE = '\n| extend One = 1';

/**
 * A chain is an opening event and what follows with the same key until the next one, until its end, or until Windows
 * starts again.
 */
export function openedChains(plan: Plan): string {
  const { closes, others, aliases, pair } = plan;
  const members = [...closes, ...others, ...aliases];
  const keys = [...plan.key.map(({ field }) => field), ...(pair === undefined ? [] : [pair])];
  const shown = [
    'Start',
    ...(closes.length > 0 ? ['End', 'Duration', 'Status'] : []),
    'Host',
    ...keys,
  ];
  const counts = [
    ...members.map(nameOf),
    ...plan.least.flatMap(({ member, field }) =>
      field === undefined ? [] : [`${nameOf(member)}_${field}`],
    ),
  ].map((name) => `${name} = coalesce(${name}, 0)`);
  const summary = [...endOf(plan), ...countsOf(plan, members)];
  const joined =
    members.length > 0
      ? `
| join kind=leftouter (Kept
    | summarize ${summary.join(',\n        ')}
        by OpenHost, OpenRecord) on $left.Host == $right.OpenHost, $left.Record == $right.OpenRecord`
      : '';
  const chains = `Opens${joined}${statusOf(plan)}
| project ${[...shown, ...counts, 'Record'].join(', ')}${leastOf(plan)}`;
  return `${opensOf(plan)}${aliases.length > 0 ? keysOf(plan) : ''}${members.length > 0 ? keptOf(plan) : ''}
${plan.strays.length > 0 ? withStrays(plan, chains, members) : `${chains}\n| sort by Start asc`}`;
}

/** The chains, and the events that belong to one whose opening event is not there. */
function withStrays(plan: Plan, chains: string, members: readonly MemberData[]): string {
  const counted = (member: MemberData) => {
    if (!plan.strays.includes(member)) return 'long(0)';
    return plan.strays.length === 1 ? 'long(1)' : `tolong(${isOneOf([member])})`;
  };
  const columns = [
    'Start = datetime(null)',
    'End = Time',
    'Duration = timespan(null)',
    'Status = "orphan"',
    'Host',
    ...plan.key.map(({ field }) => field),
    ...(plan.pair === undefined ? [] : [`${plan.pair} = ""`]),
    ...members.map((member) => `${nameOf(member)} = ${counted(member)}`),
    'Record',
  ];
  return `let Chains = ${chains};
let Orphans = Named
| where ${isOneOf(plan.strays)}
| join kind=leftanti (Kept | project Host = EventHost, Record = EventRecord, Member) on Host, Record, Member
| project ${columns.join(', ')};
union Chains, Orphans
| sort by coalesce(Start, End) asc`;
}

function opensOf(plan: Plan): string {
  const { opens, boots, merge, agreements, pair } = plan;
  const same = sameOf(plan);
  const merged =
    merge === undefined
      ? ''
      : `\n| where not(${neighbour('prev', same)} and Time - prev(Time) <= ${span(merge)})`;
  const columns = [
    'Until',
    'UntilRecord',
    ...plan.key.map(({ field }) => field),
    ...agreements.map(agreed),
    ...(pair === undefined ? [] : [pair]),
  ];
  const boot =
    boots.length > 0
      ? `
| join kind=leftouter Boots on Host
| summarize NextBoot = minif(BootTime, BootTime > Start) by Host, Record, Start, ${columns.join(', ')}`
      : '';
  // Only these columns: a join would give the events' Member and others of its names a second one.
  return `let Opens = Named
| where ${isOneOf(opens)}
${sorted([...same, 'Time', 'Record'])}${merged}
| extend IsLast = not(${neighbour('next', same)})
| extend Until = iff(IsLast, datetime(null), next(Time)), UntilRecord = iff(IsLast, long(null), next(Record))
| project Host, Record, Start = Time, ${columns.join(', ')}${boot};`;
}

/** Each key that leads to a chain: its own, and those given by members that copy it. */
function keysOf(plan: Plan): string {
  const { aliases, boots, closes } = plan;
  const fields = plan.key.map(({ field }) => field);
  const given = fields.map((field) => `Given${field}`);
  const same = sameOf(plan);
  const columns = ['Host', 'Record', 'Member', 'Time', 'OpenRecord', 'Start', ...given];
  const soon = Math.max(...aliases.map(({ before }) => before ?? 0));
  const boot = boots.length > 0 ? ' and (isnull(NextBoot) or Time < NextBoot)' : '';
  return `
// A copy belongs to the opening that follows it at once, or else to the one that is open.
let Copies = Named
| where ${isOneOf(aliases)}
| join kind=inner (Opens | project-rename OpenRecord = Record) on ${same.join(', ')}
| where Start >= Time and Start - Time <= ${span(soon)} or Start < Time and (isnull(Until) or Time < Until)${boot}
| join kind=leftouter (Named | where ${isOneOf(closes)} | project-rename CloseTime = Time) on ${same.join(', ')}
| summarize Closed = countif(CloseTime > Start and CloseTime < Time) by ${columns.join(', ')}
| where Closed == 0
| extend Away = iff(Start >= Time, Start - Time, ${span(soon)} + (Time - Start))
| summarize arg_min(Away, *) by Host, Record;
let Keys = union (Opens | project Host, OpenRecord = Record, From = Start, FromRecord = Record, ${fields.join(', ')}),
    (Copies | project Host, OpenRecord, From = Time, FromRecord = Record, ${fields.map((field, index) => `${field} = ${given[index]}`).join(', ')})
${sorted([...same, 'From', 'FromRecord'])}
| extend IsLast = not(${neighbour('next', same)})
| extend To = iff(IsLast, datetime(null), next(From)), ToRecord = iff(IsLast, long(null), next(FromRecord));`;
}

/** The events of each chain: linked by key and time, and kept until the chain ends. */
function keptOf(plan: Plan): string {
  const { closes, finals, others, aliases, boots, after, agreements, linger } = plan;
  const same = sameOf(plan);
  const alone = same.length === 0;
  const several = aliases.length > 0;
  const fields = plan.key.map(({ field }) => field);
  const chains = several
    ? `Keys
| join kind=inner (Opens | project Host, OpenRecord = Record, Start${boots.length > 0 ? ', NextBoot' : ''}${agreements.map((one) => `, ${agreed(one)}`).join('')}) on Host, OpenRecord`
    : 'Opens';
  const rows = `Named | where ${isOneOf([...closes, ...others])} | project-rename EventRecord = Record${plan.perComputer ? '' : ', EventHost = Host'}${alone ? ' | extend One = 1' : ''}`;
  const conditions = [
    startsOf(plan),
    several
      ? '(isnull(To) or Time < To or (Time == To and EventRecord < ToRecord))'
      : '(isnull(Until) or Time < Until or (Time == Until and EventRecord < UntilRecord))',
    ...(boots.length > 0 ? ['(isnull(NextBoot) or Time < NextBoot)'] : []),
    ...(after === undefined ? [] : [`Time <= Start + ${span(after)}`]),
    ...agreements.map((one) => {
      const name = agreed(one);
      const none = listOf(one.never);
      return `(${name} in ${none} or ${name}1 in ${none} or ${name} == ${name}1)`;
    }),
  ];
  const keyed = several ? `, ${fields.join(', ')}` : '';
  const by = `OpenHost, OpenRecord${keyed}`;
  const eventHost = plan.perComputer ? 'Host' : 'EventHost';
  const columns = `OpenHost = Host, OpenRecord${several ? '' : ' = Record'}, Start, Time, Member, EventHost = ${eventHost}, EventRecord${keyed}${countedBeyondKey(
    plan,
  )
    .map((field) => `, ${field}`)
    .join('')}`;
  const cut =
    finals.length === 0
      ? ''
      : `
| join kind=leftouter (Linked
    | where ${isOneOf(finals)}
    | summarize Cut = min(Time) by ${by}) on ${by}
| where isnull(Cut) or Time <= Cut${linger > 0 ? ` + ${span(linger)}` : ''}`;
  const early = others.some(({ before }) => before !== undefined);
  const choice = early ? '\n| summarize arg_min(Start, *) by EventHost, EventRecord, Member' : '';
  const copies = several
    ? `
| union (Copies | project OpenHost = Host, OpenRecord, Time, Member, EventRecord = Record)`
    : '';
  return `
let Linked = ${chains}${alone ? ALONE : ''}
| join kind=inner (${rows}) on ${alone ? 'One' : same.join(', ')}
| where ${conditions.join('\n    and ')}
| project ${columns};
let Kept = Linked${cut}${choice}${copies};`;
}

/** From when a member's events belong to the chain, and, where it has a time of its own, until when. */
function startsOf({ closes, others, aliases }: Plan): string {
  const begin =
    aliases.length > 0
      ? '(Time > From or (Time == From and EventRecord > FromRecord))'
      : '(Time > Start or (Time == Start and EventRecord > Record))';
  const timed = [...closes, ...others].filter(isTimed);
  if (timed.length === 0) return begin;
  const cases = timed.map((member) => {
    const from = member.before === undefined ? begin : `Time >= Start - ${span(member.before)}`;
    const to = member.after === undefined ? '' : ` and Time <= Start + ${span(member.after)}`;
    return `${isOneOf([member])}, ${from}${to}`;
  });
  return `case(${cases.join(',\n        ')},\n        ${begin})`;
}

/** When a chain ended: at its first closing event, or, where it has several keys, when all of them were closed. */
function endOf({ closes, aliases, key }: Plan): string[] {
  if (closes.length === 0) return [];
  if (aliases.length === 0) return [`End = minif(Time, ${isOneOf(closes)})`];
  const keyText = `strcat(${key.map(({ field }) => field).join(', " ", ')})`;
  return [
    `Last = maxif(Time, ${isOneOf(closes)})`,
    `Closed = count_distinctif(${keyText}, ${isOneOf(closes)})`,
    `Copied = countif(${isOneOf(aliases)})`,
  ];
}

function statusOf({ rule, closes, boots, aliases }: Plan): string {
  if (closes.length === 0) return '';
  const boot = boots.length > 0;
  const last =
    aliases.length > 0 ? '\n| extend End = iff(Closed == 1 + Copied, Last, datetime(null))' : '';
  const cases = [
    'isnotnull(End), "closed"',
    `isnotnull(Until)${boot ? ' and (isnull(NextBoot) or Until < NextBoot)' : ''}, "${rule.defines === 'boot' ? 'lost' : 'ambiguous'}"`,
    ...(boot ? ['isnotnull(NextBoot), "lost"'] : []),
  ];
  return `${last}
| extend Duration = End - Start, Status = case(${cases.join(', ')}, "open")`;
}
