import { nameOf, type Plan } from '../plan.ts';
import { countsOf, isOneOf, leastOf, neighbour, sameOf, sorted, span } from './members.ts';

/** No event opens a chain: it is all that has one key, up to a silence where the rule names one. */
export function keyedChains(plan: Plan): string {
  const { closes, others, idle, boots } = plan;
  const same = [...sameOf(plan), ...(boots.length > 0 ? ['Boot'] : [])];
  const evidence = idle === undefined ? [] : others.filter(({ role }) => role === 'evidence');
  const members = [...closes, ...others].filter((member) => !evidence.includes(member));
  const begin = evidence.length > 0 ? `Named\n| where ${isOneOf(members)}` : 'Named';
  const boot =
    boots.length > 0
      ? `
| join kind=leftouter Boots on Host
| summarize Boot = countif(BootTime <= Time) by Time, Record, Member, ${sameOf(plan).join(', ')}`
      : '';
  const parts =
    idle === undefined
      ? ''
      : `
${sorted([...same, 'Time'])}
| extend Begins = iff(${neighbour('prev', same)} and Time - prev(Time) <= ${span(idle)}, 0, 1)
| extend Part = row_cumsum(Begins)`;
  const by = [...same, ...(idle === undefined ? [] : ['Part'])];
  const columns = ['Start = min(Time)', 'End = max(Time)', ...countsOf(plan, members)];
  const names = columns.slice(2).map((column) => column.split(' = ', 1)[0]);
  const joined =
    evidence.length > 0 && idle !== undefined
      ? `
// Evidence neither begins nor prolongs a chain.
| join kind=leftouter (Named | where ${isOneOf(evidence)}) on ${same.join(', ')}
| extend In = Time >= Start and Time <= End + ${span(idle)}
| summarize ${evidence.map((member) => `${nameOf(member)} = countif(In and ${isOneOf([member])})`).join(', ')}
    by ${['Start', 'End', ...by, ...names].join(', ')}`
      : '';
  return `${begin}${boot}${parts}
| summarize ${columns.join(',\n    ')}${by.length > 0 ? `\n    by ${by.join(', ')}` : ''}${leastOf(plan)}${joined}
| extend Duration = End - Start
| sort by Start asc`;
}
