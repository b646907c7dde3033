import type { MemberData } from '../catalog/rule-data.ts';
import { idsOf, planOf, spanText, type Plan } from './plan.ts';
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
      selection: { EventID: [String(event.id)] },
    }),
    notes: ['Every event of this id: add what you look for to the selection.'],
  }),
  rule: (rule) => ruleQuery(planOf(rule)),
};

interface Detection {
  title: string;
  name?: string;
  service: string;
  selection: Record<string, readonly string[]>;
  filter?: Record<string, readonly string[]>;
}

const plain = (value: string) => (/^\d+$/.test(value) ? value : doubled(value, "'"));

function detection({ title, name, service, selection, filter }: Detection): string {
  const block = (of: Record<string, readonly string[]>) =>
    Object.entries(of)
      .map(([field, values]) =>
        values.length === 1
          ? `        ${field}: ${plain(values[0] as string)}`
          : `        ${field}:\n${values.map((value) => `            - ${plain(value)}`).join('\n')}`,
      )
      .join('\n');
  return `title: ${doubled(title, "'")}
${name ? `name: ${name}\n` : ''}status: experimental
logsource:
    product: windows
    service: ${service}
detection:
    selection:
${block(selection)}
${filter ? `    filter:\n${block(filter)}\n    condition: selection and not filter` : '    condition: selection'}
level: informational
`;
}

const serviceOf = ({ channels }: Pick<QueryEvent, 'channels'>) =>
  (channels[0] ?? 'security').toLowerCase().replace(/^microsoft-windows-|\/.*$/g, '');

function ruleQuery(plan: Plan) {
  const { rule, opens, closes, others, perComputer } = plan;
  const counted = plan.least.find(({ member }) => rule.members.some((one) => one.id === member));
  const wanted = counted
    ? rule.members.filter((member) => member.id === counted.member)
    : [...opens, ...(closes.length > 0 ? closes : others)];
  const kinds = new Map<string, MemberData[]>();
  for (const member of wanted) kinds.set(member.id, [member]);
  if (!counted && kinds.size < 2) {
    return {
      cannot:
        'Sigma joins events of at least two rules, or counts those of one; this rule does neither.',
    };
  }
  const names = wanted.map((member) => `${rule.id}-${member.id}`.replaceAll('-', '_'));
  const rules = wanted.map((member, index) =>
    detection({
      title: `${rule.title}: ${member.title}`,
      name: names[index] ?? member.id,
      service: serviceOf(member),
      selection: {
        EventID: idsOf([member]),
        ...member.when,
      },
      ...(member.unless ? { filter: member.unless } : {}),
    }),
  );
  const keys = (wanted[0]?.key ?? []).map((_, index) => {
    const fields = wanted.map((member) => member.key[index] ?? '');
    return new Set(fields).size === 1
      ? { name: fields[0] ?? '', aliases: undefined }
      : { name: `key${index + 1}`, aliases: fields };
  });
  const group = [...(perComputer ? ['Computer'] : []), ...keys.map(({ name }) => name)];
  const aliased = keys.filter(({ aliases }) => aliases !== undefined);
  const longest = Math.max(
    ...rule.members.map((member) => Math.max(member.before ?? 0, member.after ?? 0)),
  );
  const { number, unit } = spanText(longest > 0 ? Math.ceil(longest / 1_000) * 1_000 : 86_400_000);
  const backwards = wanted.slice(opens.length).some((member) => member.before !== undefined);
  const type = counted
    ? counted.field === undefined
      ? 'event_count'
      : 'value_count'
    : backwards
      ? 'temporal'
      : 'temporal_ordered';
  const condition = counted
    ? `\n    condition:\n        gte: ${counted.atLeast}${counted.field === undefined ? '' : `\n        field: ${counted.field}`}`
    : '';
  const alias =
    aliased.length > 0
      ? `\n    aliases:\n${aliased.map(({ name, aliases }) => `        ${name}:\n${names.map((rule, index) => `            ${rule}: ${aliases?.[index] ?? ''}`).join('\n')}`).join('\n')}`
      : '';
  const correlation = `title: ${doubled(rule.title, "'")}
status: experimental
correlation:
    type: ${type}
    rules:
${names.map((name) => `        - ${name}`).join('\n')}${group.length > 0 ? `\n    group-by:\n${group.map((name) => `        - ${name}`).join('\n')}` : ''}
    timespan: ${number}${unit}${condition}${alias}
level: informational
`;
  return {
    text: [...rules, correlation].join('---\n'),
    notes: [
      ...plan.notes,
      'Sigma says that the events came together in time. It has no open or lost chains, no boots of a computer, and no key that is used again.',
    ],
  };
}
