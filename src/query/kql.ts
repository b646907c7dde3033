import type { MemberData, ValueKind } from '../catalog/rule-data.ts';
import { idsOf, nameOf, NO_ORPHANS, planOf, providersOf, spanText, type Plan } from './plan.ts';
import { escaped, oneOf, type Columns, type Dialect, type QueryEvent } from './query.ts';

/** A table of Microsoft Sentinel: its name, and where the provider stands. */
interface Table {
  name: string;
  columns: Columns;
  /** How a field is read that has no column of its own. */
  rest(field: string): string;
}

/** SecurityEvent keeps what has no column as XML text. */
const fromXml = (field: string) => `extract(@'Name="${field}">([^<]*)<', 1, EventData)`;

const PROOF =
  "Parsed and bound against the table's columns by Microsoft's Kusto language service in the tests.";

/** KQL over the table that the Log Analytics and Azure Monitor agents fill from the Security log. */
export const kql: Dialect = {
  id: 'kql',
  title: 'KQL (Sentinel, SecurityEvent)',
  language: 'query',
  expects:
    'Table SecurityEvent of Microsoft Sentinel, filled by an agent that collects these events.',
  proof: PROOF,
  event: (event, columns) => eventQuery(event, securityEvent(columns('sentinel-securityevent'))),
  rule: (rule, columns) =>
    ruleQuery(planOf(rule), securityEvent(columns('sentinel-securityevent'))),
};

/** KQL over the table of forwarded events. */
export const kqlWindowsEvent: Dialect = {
  id: 'kql-windowsevent',
  title: 'KQL (Sentinel, WindowsEvent)',
  language: 'query',
  expects: 'Table WindowsEvent of Microsoft Sentinel, filled from Windows Event Forwarding.',
  proof: PROOF,
  event: (event, columns) => eventQuery(event, windowsEvent(columns('sentinel-windowsevent'))),
  rule: (rule, columns) => ruleQuery(planOf(rule), windowsEvent(columns('sentinel-windowsevent'))),
};

const securityEvent = (columns: Columns): Table => ({
  name: 'SecurityEvent',
  columns,
  rest: fromXml,
});

const windowsEvent = (columns: Columns): Table => ({
  name: 'WindowsEvent',
  columns: { ...columns, field: () => undefined },
  rest: (field) =>
    `tostring(EventData${/^\w+$/.test(field) ? `.${field}` : `[${escaped(field)}]`})`,
});

function column(table: Table, field: string): string {
  if (field === 'Computer') return table.columns.system('System/Computer');
  return table.columns.field(field) ?? table.rest(field);
}

function source(
  table: Table,
  members: { providers: readonly string[]; ids: readonly string[] },
): string {
  const id = table.columns.system('System/EventID');
  const provider = table.columns.system('System/Provider/@Name');
  return `${table.name}
| where TimeGenerated > ago(1d)
| where ${id} ${oneOf(members.ids, '==')}
| where ${provider} ${oneOf(members.providers.map(escaped), '==')}`;
}

function eventQuery(event: QueryEvent, table: Table) {
  const extended = event.fields
    .filter((name) => table.columns.field(name) === undefined)
    .map((name) => `${plainName(name)} = ${table.rest(name)}`);
  const shown = event.fields.map((name) => table.columns.field(name) ?? plainName(name));
  return {
    text: `// ${event.id} ${event.title}
${source(table, { providers: [event.provider], ids: [String(event.id)] })}${extended.length > 0 ? `\n| extend ${extended.join(',\n    ')}` : ''}
| project ${['TimeGenerated', table.columns.system('System/Computer'), ...shown].join(', ')}
| sort by TimeGenerated desc
`,
    notes: [],
  };
}

/** A name that may stand without brackets. */
const plainName = (name: string) =>
  /^[A-Za-z_]\w*$/.test(name) ? name : `Value${name.replace(/\W/g, '')}`;

function ruleQuery(plan: Plan, table: Table) {
  const { rule, opens, closes, others, boots, perComputer, key } = plan;
  const keys = key.map((_, index) => `Key${index + 1}`);
  const same = [...(perComputer ? ['Host'] : []), ...keys];
  const all = [...opens, ...closes, ...others];
  const members = [...closes, ...others];
  const id = table.columns.system('System/EventID');
  const record = table.columns.system('System/EventRecordID');
  const keyOf = (index: number) => {
    const kind = key[index]?.kind ?? 'text';
    const byField = new Map<string, MemberData[]>();
    for (const member of all) {
      const value = normalise(column(table, member.key[index] ?? ''), kind);
      byField.set(value, [...(byField.get(value) ?? []), member]);
    }
    const [only] = byField.keys();
    if (byField.size === 1) return only ?? '""';
    const cases = [...byField].map(([value, of]) => `${id} ${oneOf(idsOf(of), '==')}, ${value}`);
    return `case(${cases.join(', ')}, "")`;
  };
  const memberCase = `case(${all.map((member) => `${conditionOf(member, table)}, ${escaped(nameOf(member))}`).join(',\n      ')}, "")`;
  const never = key.flatMap(
    (own, index) =>
      `Key${index + 1} !in (${[...new Set(own.never.map((value) => value.toLowerCase()))].map(escaped).join(', ')})`,
  );
  const events = `let Events = ${source(table, { providers: providersOf(all), ids: idsOf(all) })}
| extend Member = ${memberCase},
    Host = ${normalise(table.columns.system('System/Computer'), 'host')}${keys.map((name, index) => `,\n    ${name} = ${keyOf(index)}`).join('')}
| where isnotempty(Member)${never.map((one) => `\n| where ${one}`).join('')}
| project TimeGenerated, ${record}, Host, Member${keys.map((name) => `, ${name}`).join('')};`;
  const bootsLet =
    boots.length > 0
      ? `\nlet Boots = ${source(table, { providers: providersOf(boots), ids: idsOf(boots) })}
| where ${boots.map((member) => (boots.length > 1 ? `(${conditionOf(member, table)})` : conditionOf(member, table))).join(' or ')}
| project Host = ${normalise(table.columns.system('System/Computer'), 'host')}, BootTime = TimeGenerated;`
      : '';
  const chain = ['Host', 'OpenRecord', 'Start', 'Until', ...keys];
  const boot =
    boots.length > 0
      ? `\n| join kind=leftouter Boots on Host
| summarize NextBoot = minif(BootTime, BootTime > Start) by ${chain.join(', ')}`
      : '\n| extend NextBoot = datetime(null)';
  const names = (list: readonly MemberData[]) => list.map((member) => escaped(nameOf(member)));
  const counts = members.map(
    (member) => `${nameOf(member)} = countif(In and Member == ${escaped(nameOf(member))})`,
  );
  const inside = `| extend In = ${insideOf(plan)}`;
  const end =
    closes.length > 0 ? [`End = minif(Time, In and Member in (${names(closes).join(', ')}))`] : [];
  const least = plan.least
    .filter(({ field, member }) => field === undefined && members.some((one) => one.id === member))
    .map(({ member, atLeast }) => `\n| where ${nameOf(member)} >= ${atLeast}`);
  const next = same.map((name) => `next(${name}) == ${name}`).join(' and ');
  const joined =
    members.length > 0
      ? `
| join kind=leftouter (Events | where Member in (${names(members).join(', ')}) | project-rename Time = TimeGenerated) on ${same.join(', ')}
${inside}
| summarize ${[...end, ...counts].join(',\n    ')}
    by ${[...chain, 'NextBoot'].join(', ')}`
      : '';
  const status =
    closes.length > 0
      ? `
| extend Status = case(isnotnull(End), "closed", isnotnull(NextBoot), "lost", "open"), Duration = End - Start`
      : '';
  const text = `// ${rule.title}: ${rule.means}
${events}${bootsLet}
Events
| where Member in (${names(opens).join(', ')})
| sort by ${[...same.map((name) => `${name} asc`), 'TimeGenerated asc'].join(', ')}
| extend Until = ${next ? `iff(${next}, next(TimeGenerated), datetime(null))` : 'next(TimeGenerated)'}
| project-rename Start = TimeGenerated, OpenRecord = ${record}
| project-away Member${boot}${joined}${status}${least.join('')}
| sort by Start asc
`;
  return { text, notes: [...plan.notes, ...notListed(plan), ...distinctNotes(plan)] };
}

function notListed({ closes }: Plan): string[] {
  return closes.length > 0 ? [NO_ORPHANS] : [];
}

function distinctNotes({ least }: Plan): string[] {
  return least
    .filter(({ field }) => field !== undefined)
    .map(
      ({ member, atLeast, field }) =>
        `That ${member} holds at least ${atLeast} different ${field} is not asked for.`,
    );
}

function insideOf({ closes, others }: Plan): string {
  const boot = ' and (isnull(NextBoot) or Time < NextBoot)';
  const until = '(isnull(Until) or Time < Until)';
  const timed = [...closes, ...others].filter(
    (one) => one.before !== undefined || one.after !== undefined,
  );
  const cases = timed.map((member) => {
    const from =
      member.before === undefined ? 'Time >= Start' : `Time >= Start - ${span(member.before)}`;
    const to = member.after === undefined ? until : `Time <= Start + ${span(member.after)}`;
    return `Member == ${escaped(nameOf(member))}, ${from} and ${to}${boot}`;
  });
  const plain = `Time >= Start and ${until}${boot}`;
  return cases.length > 0 ? `case(${cases.join(',\n    ')},\n    ${plain})` : plain;
}

const span = (milliseconds: number) => {
  const { number, unit } = spanText(milliseconds);
  return `${number}${unit}`;
};

function conditionOf(member: MemberData, table: Table): string {
  const id = table.columns.system('System/EventID');
  return [
    `${id} ${oneOf(member.events.map(String), '==')}`,
    ...Object.entries(member.when ?? {}).map(
      ([name, values]) => `tostring(${column(table, name)}) ${oneOf(values.map(escaped), '==')}`,
    ),
    ...Object.entries(member.unless ?? {}).map(
      ([name, values]) =>
        `tostring(${column(table, name)}) !in (${values.map(escaped).join(', ')})`,
    ),
  ].join(' and ');
}

function normalise(value: string, kind: ValueKind): string {
  switch (kind) {
    case 'account':
      return `tolower(extract(@"([^\\\\@]+)(@|$)", 1, tostring(${value})))`;
    case 'host':
      return `tolower(tostring(split(trim_start(@"\\\\+", tostring(${value})), ".")[0]))`;
    case 'ip':
      return `tolower(replace_regex(tostring(${value}), "^::ffff:", ""))`;
    default:
      return `tolower(tostring(${value}))`;
  }
}
