import type { MemberData } from '../catalog/rule-data.ts';
import {
  idsOf,
  KEYS_AS_WRITTEN,
  LEFT_OUT,
  longestOf,
  NO_AGREEMENT,
  NO_ALIASES,
  NOT_MERGED,
  planOf,
  spanText,
  type Plan,
} from './plan.ts';
import { doubled, type Dialect, type QueryEvent } from './query.ts';

/**
 * Sigma rules and correlations (Sigma specification 2.1.0: rules, and correlation rules of the types temporal,
 * temporal_ordered, event_count and value_count).
 */
export const sigma: Dialect = {
  id: 'sigma',
  title: 'Sigma',
  language: 'yaml',
  expects: 'A converter such as sigma-cli with the pipeline of your engine.',
  proof: 'Checked in the tests against a JSON Schema of the specification.',
  event: (event) => ({
    text: detection({
      title: `${event.id} ${event.title}`,
      service: serviceOf(event),
      selections: [{ fields: { EventID: [String(event.id)] } }],
    }),
    notes: ['Every event of this id: add what you look for to the selection.'],
  }),
  rule: (rule) => ruleQuery(planOf(rule)),
};

/** Asked for where the rule names no time. */
const DAY = 86_400_000;

interface Detection {
  title: string;
  name?: string;
  /** Undefined where it is not known to which log the provider writes. */
  service: string | undefined;
  /** One of these has to hold. */
  selections: readonly Selection[];
  /** Values of the key that lead to no chain. */
  never?: Record<string, readonly string[]>;
}

interface Selection {
  fields: Record<string, readonly string[]>;
  not?: Record<string, readonly string[]> | undefined;
}

const plain = (value: string) => (/^\d+$/.test(value) ? value : doubled(value, "'"));

function fieldLines(fields: Record<string, readonly string[]>): string {
  return Object.entries(fields)
    .map(([field, values]) =>
      values.length === 1
        ? `        ${field}: ${plain(values[0] as string)}`
        : `        ${field}:\n${values.map((value) => `            - ${plain(value)}`).join('\n')}`,
    )
    .join('\n');
}

function detection({ title, name, service, selections, never = {} }: Detection): string {
  const several = selections.length > 1;
  const parts = selections.map(({ fields, not = {} }, index) => {
    const end = several ? `_${index + 1}` : '';
    const except = several ? alone(`except${end}`, not) : [];
    return {
      text: `    selection${end}:\n${fieldLines(fields)}\n${textOf(except)}`,
      condition: [`selection${end}`, ...except.map((one) => `not ${one.name}`)].join(' and '),
    };
  });
  const filters = alone('filter', several ? never : { ...never, ...selections[0]?.not });
  const selected = parts
    .map(({ condition }) => (several && / and /.test(condition) ? `(${condition})` : condition))
    .join(' or ');
  const condition = [
    several && filters.length > 0 ? `(${selected})` : selected,
    ...(filters.length > 1 ? ['not 1 of filter_*'] : filters.map((one) => `not ${one.name}`)),
  ].join(' and ');
  return `title: ${doubled(title, "'")}
${name ? `name: ${name}\n` : ''}status: experimental
logsource:
    product: windows
${service === undefined ? '' : `    service: ${service}\n`}detection:
${parts.map((part) => part.text).join('')}${textOf(filters)}    condition: ${condition}
level: informational
`;
}

/** Conditions of which each rules an event out by itself; the fields of one would have to hold together. */
const alone = (name: string, fields: Record<string, readonly string[]>) =>
  Object.entries(fields).map(([field, values]) => ({
    name: `${name}_${aliasOf(field)}`,
    lines: fieldLines({ [field]: values }),
  }));

const textOf = (conditions: ReturnType<typeof alone>) =>
  conditions.map(({ name, lines }) => `    ${name}:\n${lines}\n`).join('');

const serviceOf = ({ channels }: Pick<QueryEvent, 'channels'>) =>
  channels[0]?.toLowerCase().replace(/^microsoft-windows-|\/.*$/g, '');

/** Members that one Sigma rule can stand for: the same log, the same fields in the key. */
interface Stage {
  name: string;
  title: string;
  members: readonly MemberData[];
}

function ruleQuery(plan: Plan) {
  const { rule, opens, closes, others, perComputer } = plan;
  const counted =
    opens.length > 0
      ? undefined
      : plan.least.find(({ member }) => rule.members.some((one) => one.id === member));
  const stages = counted
    ? stagesOf(
        rule.id,
        'counted',
        rule.members.filter(({ id }) => id === counted.member),
      )
    : [
        ...stagesOf(rule.id, 'open', opens).slice(0, 1),
        ...stagesOf(
          rule.id,
          closes.length > 0 ? 'close' : 'with',
          closes.length > 0 ? closes : others,
        ).slice(0, 1),
      ];
  if (!counted && stages.length < 2) {
    return {
      cannot:
        'Sigma joins the events of at least two rules, or counts those of one; this rule does neither.',
    };
  }
  const used = new Set(stages.flatMap(({ members }) => members));
  const left = [...opens, ...closes, ...others].filter((member) => !used.has(member));
  const rules = stages.map(({ name, title, members }) =>
    detection({
      title: `${rule.title}: ${title}`,
      name,
      service: serviceOf(members[0] ?? { channels: [] }),
      selections: selectionsOf(members),
      never: neverOf(members, plan),
    }),
  );
  const agreed = counted ? [] : agreedFields(plan, stages);
  const keyed = (stages[0]?.members[0]?.key ?? []).map((_, index) =>
    stages.map(({ members }) => members[0]?.key[index] ?? ''),
  );
  const keys = [...keyed, ...agreed].map((fields, index) => {
    return new Set(fields).size === 1
      ? { name: fields[0] ?? '', fields: undefined }
      : { name: aliasOf(fields[0] ?? `key${index + 1}`), fields };
  });
  const group = [...(perComputer ? ['Computer'] : []), ...keys.map(({ name }) => name)];
  const last = stages.at(-1)?.members ?? [];
  const longest = longestOf(plan, last) ?? DAY;
  const { number, unit } = spanText(Math.ceil(longest / 1_000) * 1_000);
  const correlation = {
    type: typeOf(counted, stages),
    rules: stages.map(({ name }) => name),
    group: [...new Set(group)],
    timespan: `${number}${unit}`,
    condition: counted,
    aliases: keys.filter(({ fields }) => fields !== undefined),
  };
  return {
    text: [...rules, correlationText(rule.title, rule.means, correlation)].join('---\n'),
    notes: [
      ...plan.notes,
      ...NO_ALIASES(plan),
      ...(counted ? [] : NOT_MERGED(plan)),
      ...(agreed.length < plan.agreements.length ? NO_AGREEMENT(plan) : []),
      ...LEFT_OUT(left),
      ...KEYS_AS_WRITTEN(plan),
      'Sigma says that the events came together in time. It has no open or lost chains, no boots of a computer, and no key that is used again.',
    ],
  };
}

/** Name of an alias, as Sigma's names are written: TargetLogonId → target_logon_id. */
const aliasOf = (field: string) => field.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();

/** Fields beyond the key that the events of all stages hold and that must agree. */
function agreedFields({ agreements, opens }: Plan, stages: readonly Stage[]): string[][] {
  return agreements.flatMap(({ field, of }) => {
    const fields = stages.map(({ members }) => {
      const own = members.map((member) => (opens.includes(member) ? field : of.get(member)));
      return own.every((one) => one === own[0]) ? own[0] : undefined;
    });
    return fields.every((one) => one !== undefined) ? [fields] : [];
  });
}

function stagesOf(ruleId: string, what: string, members: readonly MemberData[]): Stage[] {
  const byKey = new Map<string, MemberData[]>();
  for (const member of members) {
    const kind = `${serviceOf(member)} ${member.key.join()}`;
    byKey.set(kind, [...(byKey.get(kind) ?? []), member]);
  }
  return [...byKey.values()].map((same) => ({
    name: `${ruleId}_${what}`.replaceAll('-', '_'),
    title: same.map((member) => member.title).join(', or '),
    members: same,
  }));
}

const neverOf = (members: readonly MemberData[], { key }: Plan) =>
  Object.fromEntries(key.map(({ never }, index) => [members[0]?.key[index] ?? '', never]));

function selectionsOf(members: readonly MemberData[]): Selection[] {
  const selection = (of: readonly MemberData[], { when, unless }: Partial<MemberData>) => ({
    fields: {
      ...(of[0]?.channels.length === 0 ? { Provider_Name: [of[0].providerName] } : {}),
      EventID: idsOf(of),
      ...when,
    },
    not: unless,
  });
  const plainOnes = members.filter((member) => !member.when && !member.unless);
  return [
    ...(plainOnes.length > 0 ? [selection(plainOnes, {})] : []),
    ...members
      .filter((member) => !plainOnes.includes(member))
      .map((member) => selection([member], member)),
  ];
}

function typeOf(counted: Plan['least'][number] | undefined, stages: readonly Stage[]): string {
  if (counted) return counted.field === undefined ? 'event_count' : 'value_count';
  const back = stages[1]?.members.some((member) => member.before !== undefined);
  return back ? 'temporal' : 'temporal_ordered';
}

interface Correlation {
  type: string;
  rules: readonly string[];
  group: readonly string[];
  timespan: string;
  condition: Plan['least'][number] | undefined;
  aliases: readonly { name: string; fields: readonly string[] | undefined }[];
}

function correlationText(
  title: string,
  means: string,
  { type, rules, group, timespan, condition, aliases }: Correlation,
): string {
  const list = (names: readonly string[]) => names.map((name) => `        - ${name}`).join('\n');
  return [
    `title: ${doubled(title, "'")}`,
    `description: ${doubled(means, "'")}`,
    'status: experimental',
    'correlation:',
    `    type: ${type}`,
    `    rules:\n${list(rules)}`,
    ...(group.length > 0 ? [`    group-by:\n${list(group)}`] : []),
    `    timespan: ${timespan}`,
    ...(condition
      ? [
          `    condition:\n        gte: ${condition.atLeast}${condition.field === undefined ? '' : `\n        field: ${condition.field}`}`,
        ]
      : []),
    ...(aliases.length > 0
      ? [
          `    aliases:\n${aliases
            .map(
              ({ name, fields }) =>
                `        ${name}:\n${rules.map((rule, index) => `            ${rule}: ${fields?.[index] ?? ''}`).join('\n')}`,
            )
            .join('\n')}`,
        ]
      : []),
    'level: informational',
    '',
  ].join('\n');
}
