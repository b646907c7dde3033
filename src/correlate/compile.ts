import { namesIn, placeholdersIn, type RuleData, type ValueKind } from '../catalog/rule-data.ts';
import type { MemberRole } from '../schema/correlation.ts';
import { canonicalOf } from './canonical.ts';
import {
  Never,
  type Rule,
  type Member,
  type Slot,
  type Test,
  type Agreement,
  type Action,
  type Plan,
  type Compiled,
} from './plan.ts';

/**
 * Compiles rules: for each event id what it does, with the places of the values that it needs.
 *
 * @param only ids of the rules whose chains are wanted; the rules that these need are compiled too
 */
export function compileRules(data: readonly RuleData[], only?: ReadonlySet<string>): Compiled {
  const chosen = inOrder(data, only);
  const rules = chosen.map((one, index) => compileRule(one, index, !only || only.has(one.id)));
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const plans = new Map<number, Plan[]>();
  const actions: Action[] = [];
  for (const rule of rules) {
    for (const under of rule.data.under ?? []) byId.get(under.rule)?.children.push(rule);
  }
  for (const rule of rules) {
    const done = new Set<string>();
    for (const member of rule.members) {
      const ids = new Map(member.data.events.map((id) => [id, false]));
      for (const id of Object.keys(member.data.legacy)) ids.set(Number(id), true);
      for (const [id, legacy] of ids) {
        // An old event may have become two; its first is enough.
        if (legacy && done.has(`${id} ${member.data.role}`)) continue;
        if (legacy) done.add(`${id} ${member.data.role}`);
        const plan = planOf(plans, id, member);
        const action = { index: actions.length, ...compileAction(plan, member, byId) };
        actions.push(action);
        plan.actions.push(action);
      }
    }
  }
  return { rules, plans, actions, boot: rules.find((rule) => rule.definesBoot) };
}

/** As they stand in the code, which compares with these for every event: text that was read compares slower. */
const ROLES: Readonly<Record<MemberRole, MemberRole>> = {
  alias: 'alias',
  clock: 'clock',
  close: 'close',
  during: 'during',
  evidence: 'evidence',
  open: 'open',
};

/** Wanted rules and what they lean on, parents first. */
function inOrder(data: readonly RuleData[], only: ReadonlySet<string> | undefined): RuleData[] {
  const byId = new Map(data.map((rule) => [rule.id, rule]));
  const ordered = new Set<RuleData>();
  const visit = (rule: RuleData | undefined, path: readonly RuleData[]) => {
    if (!rule || ordered.has(rule) || path.includes(rule)) return;
    const next = [...path, rule];
    if (rule.scope.includes('boot')) {
      for (const other of data) if (other.defines) visit(other, next);
    }
    for (const { rule: id } of rule.under ?? []) visit(byId.get(id), next);
    ordered.add(rule);
  };
  for (const rule of data) if (!only || only.has(rule.id)) visit(rule, []);
  return [...ordered];
}

function compileRule(data: RuleData, index: number, wanted: boolean): Rule {
  const {
    ends,
    members: [first],
  } = data;
  const neverOf = (fields: readonly string[]) =>
    fields.map((field) => {
      const values = data.never[field];
      return values && new Never(values.map(canonicalOf[kindOf(data, field)]));
    });
  const rule: Rule = {
    data,
    id: data.id,
    index,
    scope: data.scope.includes('boot')
      ? 'boot'
      : data.scope.includes('computer')
        ? 'computer'
        : 'everywhere',
    members: [],
    opens: data.members.some(({ role }) => role === 'open'),
    closes: data.members.some(({ role }) => role === 'close'),
    definesBoot: data.defines === 'boot',
    children: [],
    never: neverOf(first?.key ?? []),
    neverExact: neverOf(first?.exact ?? []),
    idle: ends && 'idle' in ends ? ends.idle : Number.POSITIVE_INFINITY,
    after: ends && 'after' in ends ? ends.after : Number.POSITIVE_INFINITY,
    endsWithParent: ends !== undefined && 'parent' in ends,
    linger: data.linger ?? 0,
    merge: data.merge ?? 0,
    limit: Math.min(
      ends && 'idle' in ends ? ends.idle : Number.POSITIVE_INFINITY,
      ends && 'after' in ends ? ends.after : Number.POSITIVE_INFINITY,
    ),
    expires: false,
    wanted,
    unmatched: {},
    chains: 0,
  };
  rule.expires =
    rule.limit < Infinity ||
    rule.linger > 0 ||
    data.members.some(({ before }) => before !== undefined);
  rule.members = data.members.map((member) => ({ rule, data: member }));
  return rule;
}

const kindOf = (data: RuleData, field: string): ValueKind =>
  field === 'Computer' ? 'host' : (data.kinds[field] ?? 'text');

function planOf(plans: Map<number, Plan[]>, eventId: number, { data }: Member): Plan {
  const providers = new Set(
    [data.providerName, ...data.channels].map((name) => name.toLowerCase()),
  );
  const list = plans.get(eventId) ?? [];
  plans.set(eventId, list);
  const name = data.providerName.toLowerCase();
  const there = list.find((plan) => plan.providers.has(name));
  if (there) return there;
  const plan: Plan = {
    eventId,
    providers,
    lastProvider: data.providerName,
    known: data.channels.length > 0,
    fields: new Set(),
    slots: [],
    actions: [],
  };
  list.push(plan);
  return plan;
}

function compileAction(
  plan: Plan,
  member: Member,
  byId: ReadonlyMap<string, Rule>,
): Omit<Action, 'index'> {
  const { rule, data } = member;
  const slot = (field: string): Slot => {
    if (field !== 'Computer') plan.fields.add(field);
    const compare = canonicalOf[kindOf(rule.data, field)];
    const there = plan.slots.find((one) => one.field === field && one.compare === compare);
    if (there) return there;
    const computer = field === 'Computer';
    const made = { field, computer, place: 0, cell: plan.slots.length, compare };
    plan.slots.push(made);
    return made;
  };
  const tests = (values: Record<string, string[]> | undefined, wanted: boolean): Test[] =>
    Object.entries(values ?? {}).map(([field, list]) => {
      const own = slot(field);
      return { slot: own, values: new Set(list.map(own.compare)), wanted };
    });
  const agreements = (pairs: Record<string, string> | undefined): Agreement[] =>
    Object.entries(pairs ?? {}).map(([here, there]) => {
      const own = slot(here);
      return { here: own, there, compare: own.compare };
    });
  keepForFindings(plan, member);
  return {
    plan,
    member,
    role: ROLES[data.role],
    rule,
    key: data.key.map((field) => slot(field)),
    exact: (data.exact ?? []).map((field) => slot(field)),
    gives: (data.gives ?? []).map((field) => slot(field)),
    tests: [...tests(data.when, true), ...tests(data.unless, false)],
    agree: agreements(data.agree),
    under: (rule.data.under ?? []).flatMap((one) => {
      const leads = one.member === undefined ? data.role !== 'evidence' : one.member === data.id;
      const parent = byId.get(one.rule);
      if (!parent || !leads || data.role === 'clock') return [];
      const key = one.key.map((field) => slot(field));
      const exact = (one.exact ?? []).map((field) => slot(field));
      return [{ rule: parent, key, exact, agree: agreements(one.agree), means: one.means }];
    }),
    pair: rule.data.pair && data.role === 'open' ? [slot(rule.data.pair.field)] : undefined,
  };
}

/** Values that agreements, conditions and sentences of any event of the chain ask for. */
function keepForFindings({ fields }: Plan, member: Member): void {
  const { rule, data } = member;
  const keep = (field: string | undefined) => {
    if (field && field !== 'Computer') fields.add(field);
  };
  if (data.role === 'open') {
    for (const other of rule.data.members) Object.values(other.agree ?? {}).forEach(keep);
    for (const other of rule.children) {
      for (const under of other.data.under ?? []) {
        if (under.rule === rule.id) Object.values(under.agree ?? {}).forEach(keep);
      }
    }
  }
  Object.values(rule.data.shows ?? {})
    .flat()
    .forEach(keep);
  const findings = rule.data.findings ?? [];
  const names = [
    ...[...(rule.data.only ?? []), ...findings.flatMap(({ when }) => when)].flatMap(namesIn),
    ...[rule.data.label ?? '', ...findings.map(({ says }) => says)].flatMap(placeholdersIn),
  ];
  for (const { member: id, field } of names) if (id === '' || id === data.id) keep(field);
}
