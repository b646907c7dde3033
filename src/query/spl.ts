import { push } from '../catalog/push.ts';
import type { MemberData, ValueKind } from '../catalog/rule-data.ts';
import { idsOf, nameOf, planOf, type Plan } from './plan.ts';
import { escaped, type Columns, type Dialect } from './query.ts';

/** Splunk: `stats` and `streamstats`, which keep nothing in memory but what they count, instead of `transaction`. */
export const spl: Dialect = {
  id: 'spl',
  title: 'SPL (Splunk)',
  language: 'query',
  expects:
    'Events collected as XML (renderXml = true), fields named as in EventData by the Splunk Add-on for Microsoft Windows. Put your index first.',
  proof: 'Compared with texts that people have read; not run by Splunk.',
  event(event, columns) {
    const table = columns('splunk-xmlwineventlog');
    const fields = event.fields.map((name) => quoted(table.field(name) ?? name));
    return {
      text: `${source(event.channels)} ${table.system('System/EventID')}=${event.id}
| table ${['_time', table.system('System/Computer'), ...fields].join(' ')}
| sort - _time
`,
      notes: [],
    };
  },
  rule: (rule, columns) => ruleQuery(planOf(rule), columns('splunk-xmlwineventlog')),
};

function source(channels: readonly string[]): string {
  const sources = channels.map((channel) => `source=${escaped(`XmlWinEventLog:${channel}`)}`);
  if (sources.length === 0) return 'source="XmlWinEventLog:*"';
  return sources.length === 1 ? (sources[0] as string) : `(${sources.join(' OR ')})`;
}

const quoted = (name: string) => (/^\w+$/.test(name) ? name : `'${name}'`);

function ruleQuery(plan: Plan, columns: Columns) {
  const { rule, opens, closes, others, boots, perComputer, key } = plan;
  const all = [...opens, ...closes, ...others];
  const id = columns.system('System/EventID');
  const keys = key.map((_, index) => `key${index + 1}`);
  const same = [...(perComputer ? ['computer'] : []), ...keys];
  const by = (...names: string[]) => (names.length > 0 ? ` BY ${names.join(' ')}` : '');
  const channels = [...new Set([...all, ...boots].flatMap((member) => member.channels))];
  const field = (name: string) =>
    quoted(name === 'Computer' ? columns.system('System/Computer') : (columns.field(name) ?? name));
  const condition = (member: MemberData) =>
    [
      member.events.length === 1
        ? `${id}=${member.events[0]}`
        : `in(${id}, ${member.events.join(', ')})`,
      ...Object.entries(member.when ?? {}).map(
        ([name, values]) => `in(${field(name)}, ${values.map(escaped).join(', ')})`,
      ),
      ...Object.entries(member.unless ?? {}).map(
        ([name, values]) => `NOT in(${field(name)}, ${values.map(escaped).join(', ')})`,
      ),
    ].join(' AND ');
  const cases = (of: readonly MemberData[], value: (member: MemberData) => string) =>
    `case(${of.map((member) => `${condition(member)}, ${value(member)}`).join(',\n    ')})`;
  const role = (member: MemberData) =>
    escaped(
      opens.includes(member)
        ? 'open'
        : closes.includes(member)
          ? 'close'
          : boots.includes(member)
            ? 'boot'
            : 'with',
    );
  const marked = [...all, ...boots];
  const never = key.map(
    (own, index) =>
      `${boots.length > 0 ? 'role="boot" OR ' : ''}NOT in(key${index + 1}, ${[...new Set(own.never.map((value) => value.toLowerCase()))].map(escaped).join(', ')})`,
  );
  const members = [...closes, ...others];
  const timed = members.filter(
    (member) => member.before !== undefined || member.after !== undefined,
  );
  const group = [...(boots.length > 0 ? ['boot'] : []), ...same];
  const times =
    opens.length > 0
      ? [
          'min(eval(if(role="open", _time, null()))) AS start',
          ...(closes.length > 0 ? ['min(eval(if(role="close", _time, null()))) AS end'] : []),
          `values(eval(if(role="open", ${columns.system('System/EventRecordID')}, null()))) AS open_record`,
        ]
      : ['min(_time) AS start', 'max(_time) AS end'];
  const counts = [
    ...members.map(
      (member) => `count(eval(member=${escaped(nameOf(member))})) AS ${nameOf(member)}`,
    ),
    ...plan.least.flatMap(({ member, field: of }) =>
      of === undefined
        ? []
        : [
            `dc(eval(if(member=${escaped(nameOf(member))}, lower(${field(of)}), null()))) AS ${nameOf(member)}_${of}`,
          ],
    ),
  ];
  const lines = [
    `${source(channels)} ${id} IN (${idsOf(marked).join(', ')})`,
    `| eval role=${cases(marked, role)},\n  member=${cases(marked, (member) => escaped(nameOf(member)))}`,
    ...keys.map((name, index) => {
      const kind = key[index]?.kind ?? 'text';
      const values = new Map<string, MemberData[]>();
      for (const member of all)
        push(values, normalise(field(member.key[index] ?? ''), kind), member);
      const [only] = values.keys();
      if (values.size === 1) return `| eval ${name}=${only}`;
      return `| eval ${name}=case(${[...values]
        .map(
          ([value, of]) =>
            `in(member, ${of.map((member) => escaped(nameOf(member))).join(', ')}), ${value}`,
        )
        .join(',\n    ')})`;
    }),
    `| eval computer=lower(mvindex(split(${columns.system('System/Computer')}, "."), 0))`,
    '| where isnotnull(role)',
    ...never.map((one) => `| where ${one}`),
    `| sort 0 ${[...(perComputer ? ['computer'] : []), '_time', columns.system('System/EventRecordID')].join(' ')}`,
    ...(boots.length > 0
      ? [`| streamstats count(eval(role="boot")) AS boot BY computer`, '| where role!="boot"']
      : []),
    ...(opens.length > 0
      ? [`| streamstats count(eval(role="open")) AS chain${by(...group)}`]
      : plan.idle === undefined
        ? ['| eval chain=1']
        : [
            `| streamstats current=f last(_time) AS before${by(...group)}`,
            `| eval begins=if(isnull(before) OR _time-before>${plan.idle / 1_000}, 1, 0)`,
            `| streamstats sum(begins) AS chain${by(...group)}`,
          ]),
    `| stats ${[...times, ...counts].join(',\n    ')}${by(...group, 'chain')}`,
    ...(closes.length > 0
      ? [
          '| eval status=case(isnull(start), "orphan", isnotnull(end), "closed", true(), "open"), duration=end-start',
        ]
      : []),
    ...plan.least.map(
      ({ member, atLeast, field: of }) =>
        `| where ${nameOf(member)}${of === undefined ? '' : `_${of}`}>=${atLeast}`,
    ),
    '| sort 0 start',
    closes.length > 0 || opens.length === 0
      ? '| convert ctime(start) ctime(end)'
      : '| convert ctime(start)',
  ];
  const notes = [
    ...plan.notes,
    ...(timed.length > 0
      ? [
          `How long before or after the opening event ${timed.map((member) => member.id).join(', ')} may come is not asked for: an event counts from one opening event to the next.`,
        ]
      : []),
  ];
  return {
    text: `\`\`\`${rule.title}: ${rule.means.replaceAll('`', "'")}\`\`\`\n${lines.join('\n')}\n`,
    notes,
  };
}

function normalise(value: string, kind: ValueKind): string {
  switch (kind) {
    case 'account':
      return `lower(replace(replace(${value}, "^.*\\\\\\\\", ""), "@.*$", ""))`;
    case 'host':
      return `lower(mvindex(split(ltrim(${value}, "\\\\"), "."), 0))`;
    case 'ip':
      return `lower(replace(${value}, "^::ffff:", ""))`;
    default:
      return `lower(${value})`;
  }
}
