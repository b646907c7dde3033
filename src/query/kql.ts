import { push } from '../catalog/push.ts';
import type { MemberData, ValueKind } from '../catalog/rule-data.ts';
import {
  countedFields,
  idsOf,
  nameOf,
  NO_ORPHANS,
  planOf,
  providersOf,
  spanText,
  type Plan,
} from './plan.ts';
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
  const { rule, opens, closes, others, boots, key } = plan;
  const keys = key.map((_, index) => `Key${index + 1}`);
  const all = [...opens, ...closes, ...others];
  const id = table.columns.system('System/EventID');
  const record = table.columns.system('System/EventRecordID');
  const keyOf = (index: number) => {
    const kind = key[index]?.kind ?? 'text';
    const byField = new Map<string, MemberData[]>();
    for (const member of all) {
      push(byField, normalise(column(table, member.key[index] ?? ''), kind), member);
    }
    const [only] = byField.keys();
    if (byField.size === 1) return only ?? '""';
    const cases = [...byField].map(([value, of]) => `${id} ${oneOf(idsOf(of), '==')}, ${value}`);
    return `case(${cases.join(', ')}, "")`;
  };
  const memberCase = `case(${all.map((member) => `${conditionOf(member, table)}, ${escaped(nameOf(member))}`).join(',\n      ')}, "")`;
  const never = key.map((own, index) => {
    const values = [...new Set(own.never.map((value) => value.toLowerCase()))];
    return `Key${index + 1} !in (${values.map(escaped).join(', ')})`;
  });
  const fields = countedFields(plan);
  const project = ['TimeGenerated', record, 'Host', 'Member', ...keys, ...fields].join(', ');
  const extended = [
    `Member = ${memberCase}`,
    `Host = ${normalise(table.columns.system('System/Computer'), 'host')}`,
    ...keys.map((name, index) => `${name} = ${keyOf(index)}`),
    ...fields.map((name) => `${name} = tostring(${column(table, name)})`),
  ];
  const events = `let Events = ${source(table, { providers: providersOf(all), ids: idsOf(all) })}
| extend ${extended.join(',\n    ')}
| where isnotempty(Member)${never.map((one) => `\n| where ${one}`).join('')}
| project ${project};`;
  const text = `// ${rule.title}: ${rule.means}
${events}${opens.length > 0 ? bootsOf(plan, table) : ''}
Events
${opens.length > 0 ? chainsFromOpenings(plan, record) : chainsOfKeys(plan)}
`;
  const orphans = closes.length > 0 ? [NO_ORPHANS] : [];
  const runs =
    opens.length === 0 && boots.length > 0 ? ['The runs of Windows are not told apart.'] : [];
  return { text, notes: [...plan.notes, ...orphans, ...runs] };
}

const sameOf = ({ perComputer, key }: Plan) => [
  ...(perComputer ? ['Host'] : []),
  ...key.map((_, index) => `Key${index + 1}`),
];

/** Whether the neighbouring row has the same computer and key; rows are sorted. */
const neighbour = (which: 'next' | 'prev', plan: Plan) =>
  sameOf(plan)
    .map((name) => `${which}(${name}) == ${name}`)
    .join(' and ') || 'true';

function bootsOf({ boots }: Plan, table: Table): string {
  if (boots.length === 0) return '';
  const conditions = boots.map((member) => `(${conditionOf(member, table)})`);
  return `\nlet Boots = ${source(table, { providers: providersOf(boots), ids: idsOf(boots) })}
| where ${conditions.join(' or ')}
| project Host = ${normalise(table.columns.system('System/Computer'), 'host')}, BootTime = TimeGenerated;`;
}

function countsOf({ least }: Plan, members: readonly MemberData[], given: string): string[] {
  const is = (member: MemberData | string) => `${given}Member == ${escaped(nameOf(member))}`;
  return [
    ...members.map((member) => `${nameOf(member)} = countif(${is(member)})`),
    ...least.flatMap(({ member, field }) =>
      field === undefined
        ? []
        : [`${nameOf(member)}_${field} = dcountif(tolower(${field}), ${is(member)})`],
    ),
  ];
}

function leastOf({ least }: Plan): string {
  const lines = least.map(({ member, atLeast, field }) => {
    const name = field === undefined ? nameOf(member) : `${nameOf(member)}_${field}`;
    return `\n| where ${name} >= ${atLeast}`;
  });
  return lines.join('');
}

/** A chain is an opening event and what follows with the same key until the next one, or until Windows starts again. */
function chainsFromOpenings(plan: Plan, record: string): string {
  const { opens, closes, others, boots, merge } = plan;
  const same = sameOf(plan);
  const members = [...closes, ...others];
  const names = (list: readonly MemberData[]) =>
    list.map((member) => escaped(nameOf(member))).join(', ');
  const chain = ['Host', 'OpenRecord', 'Start', 'Until', ...same.filter((name) => name !== 'Host')];
  const merged =
    merge === undefined
      ? ''
      : `\n| where not(${neighbour('prev', plan)} and TimeGenerated - prev(TimeGenerated) <= ${span(merge)})`;
  const boot =
    boots.length > 0
      ? `
| join kind=leftouter Boots on Host
| summarize NextBoot = minif(BootTime, BootTime > Start) by ${chain.join(', ')}`
      : '\n| extend NextBoot = datetime(null)';
  const end = closes.length > 0 ? [`End = minif(Time, In and Member in (${names(closes)}))`] : [];
  // A join needs a column: where every event is of one chain, all have the same.
  const alone = same.length === 0;
  const joined =
    members.length > 0
      ? `${alone ? '\n| extend One = 1' : ''}
| join kind=leftouter (Events | where Member in (${names(members)}) | project-rename Time = TimeGenerated${alone ? ' | extend One = 1' : ''}) on ${alone ? 'One' : same.join(', ')}
| extend In = ${insideOf(plan)}
| summarize ${[...end, ...countsOf(plan, members, 'In and ')].join(',\n    ')}
    by ${[...chain, 'NextBoot'].join(', ')}`
      : '';
  const status =
    closes.length > 0
      ? `
| extend Status = case(isnotnull(End), "closed", isnotnull(NextBoot), "lost", "open"), Duration = End - Start`
      : '';
  return `| where Member in (${names(opens)})
| sort by ${[...same.map((name) => `${name} asc`), 'TimeGenerated asc'].join(', ')}${merged}
| extend Until = iff(${neighbour('next', plan)}, next(TimeGenerated), datetime(null))
| project-rename Start = TimeGenerated, OpenRecord = ${record}
| project-away Member${boot}${joined}${status}${leastOf(plan)}
| sort by Start asc`;
}

/** No event opens a chain: it is all that has one key, up to a silence where the rule names one. */
function chainsOfKeys(plan: Plan): string {
  const { closes, others, idle } = plan;
  const same = sameOf(plan);
  const parts =
    idle === undefined
      ? ''
      : `| sort by ${[...same.map((name) => `${name} asc`), 'TimeGenerated asc'].join(', ')}
| extend Begins = iff(${neighbour('prev', plan)} and TimeGenerated - prev(TimeGenerated) <= ${span(idle)}, 0, 1)
| extend Part = row_cumsum(Begins)
`;
  const by = [...same, ...(idle === undefined ? [] : ['Part'])];
  const columns = [
    'Start = min(TimeGenerated)',
    'End = max(TimeGenerated)',
    ...countsOf(plan, [...closes, ...others], ''),
  ];
  return `${parts}| summarize ${columns.join(',\n    ')}${by.length > 0 ? `\n    by ${by.join(', ')}` : ''}
| extend Duration = End - Start${leastOf(plan)}
| sort by Start asc`;
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
