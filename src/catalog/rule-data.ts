import type { ConditionFacts, CorrelationFacts, MemberFacts } from '../schema/correlation.ts';
import type { FieldType } from '../schema/field.ts';
import type { Catalog } from './build.ts';

/**
 * How two values compare: `number` (0x3E7, 0x3e7 and 999 are one), `host` (NetBIOS name and DNS name are
 * one, without case), `account` (without domain and realm), `ip` (without ::ffff:), `guid`, `sid`, and
 * `text` (without case).
 */
export type ValueKind = 'account' | 'guid' | 'host' | 'ip' | 'number' | 'sid' | 'text';

const KINDS: Partial<Record<FieldType, ValueKind>> = {
  'access-mask': 'number',
  'account-name': 'account',
  code: 'number',
  guid: 'guid',
  'handle-id': 'number',
  hex: 'number',
  'host-name': 'host',
  integer: 'number',
  'ip-address': 'ip',
  'logon-id': 'number',
  'process-id': 'number',
  sid: 'sid',
  'thread-id': 'number',
  upn: 'account',
};

export interface MemberData extends MemberFacts {
  /** As the event's XML names it. */
  providerName: string;
  /** Logs that the provider writes to; empty when it has no definitions. */
  channels: string[];
  /** Numbers that the events had before Windows Vista: old → new. */
  legacy: Record<string, number>;
}

/** One rule with what the catalog adds, as plain JSON: for the engine, a page, a query. */
export interface RuleData extends Omit<CorrelationFacts, 'members' | 'never'> {
  id: string;
  url: string;
  members: MemberData[];
  /** Field of the first member's key, or exact field of it → values that never lead to a chain. */
  never: Record<string, string[]>;
  /** How the values of each field that the rule names compare. */
  kinds: Record<string, ValueKind>;
}

/** The rules of a catalog for the engine, in their order. */
export function ruleData(catalog: Catalog): RuleData[] {
  return [...catalog.correlations.values()].map(({ id, url, facts }) => ({
    ...facts,
    id,
    url,
    members: facts.members.map((member) => memberData(member, catalog)),
    never: Object.fromEntries(
      Object.entries(facts.never ?? {}).map(([field, values]) => [
        field,
        Array.isArray(values)
          ? values
          : (catalog.codes.get(values.table)?.entries.map(({ value }) => value) ?? []),
      ]),
    ),
    kinds: Object.fromEntries(
      [...fieldsOf(facts)].map((field) => [field, kindOf(field, facts, catalog)]),
    ),
  }));
}

function memberData(member: MemberFacts, catalog: Catalog): MemberData {
  const provider = catalog.providers.get(member.provider);
  const legacy: Record<string, number> = {};
  let { userData } = member;
  for (const id of member.events) {
    const event = provider && catalog.eventByAddress.get(`${provider.slug}/${id}`);
    if (event?.provider !== provider) continue;
    userData ??= event?.facts.userData;
    for (const { event: old } of event?.legacy ?? []) legacy[old.id] ??= id;
  }
  return {
    ...member,
    ...(userData === undefined ? {} : { userData }),
    providerName: provider?.name ?? member.provider,
    channels: provider?.channels ?? [],
    legacy,
  };
}

/** Every field that a rule names, whichever event has it. */
function fieldsOf(facts: CorrelationFacts): Set<string> {
  const conditions = [...(facts.only ?? []), ...(facts.findings ?? []).flatMap(({ when }) => when)];
  return new Set(
    [
      facts.members.flatMap((member) => [
        ...member.key,
        ...(member.exact ?? []),
        ...(member.gives ?? []),
        ...Object.keys({ ...member.when, ...member.unless }),
        ...Object.entries(member.agree ?? {}).flat(),
      ]),
      facts.pair === undefined ? [] : [facts.pair.field, ...Object.keys(facts.pair.halves ?? {})],
      Object.values(facts.shows ?? {}).flatMap((fields) => fields ?? []),
      (facts.under ?? []).flatMap(({ key, exact, agree }) => [
        ...key,
        ...(exact ?? []),
        ...Object.entries(agree ?? {}).flat(),
      ]),
      conditions.flatMap((one) => namesIn(one).map(({ field }) => field)),
      [facts.label ?? '', ...(facts.findings ?? []).map(({ says }) => says)].flatMap((says) =>
        placeholdersIn(says).map(({ field }) => field),
      ),
    ]
      .flat()
      .filter((name) => name !== ''),
  );
}

/** Members and their fields that a condition looks at; the field is empty where only events count. */
export function namesIn(condition: ConditionFacts): { member: string; field: string }[] {
  const { member, field = '', differs, same, from, to } = condition;
  return [
    ...(member === undefined ? [] : [{ member, field }]),
    ...[differs, same].flatMap((name) => (name === undefined ? [] : [splitName(name)])),
    ...[from, to].flatMap((name) => (name === undefined ? [] : [{ member: name, field: '' }])),
  ];
}

/** Members and their fields in a sentence; the member is empty where any will do. */
export function placeholdersIn(says: string): { member: string; field: string }[] {
  return [...says.matchAll(/\{(?:(count|distinct):)?([^}]+)\}/g)]
    .filter(([, , name]) => name !== 'duration' && name !== 'computer')
    .flatMap(([, sum, name = '']) =>
      sum === 'count' ? { member: name, field: '' } : name.split('|').map(splitName),
    );
}

function splitName(name: string): { member: string; field: string } {
  const dot = name.indexOf('.');
  return { member: name.slice(0, Math.max(dot, 0)), field: name.slice(dot + 1) };
}

function kindOf(field: string, facts: CorrelationFacts, catalog: Catalog): ValueKind {
  if (field === 'Computer') return 'host';
  const own = facts.members.find((member) => member.types?.[field])?.types?.[field];
  const type = own ?? catalog.fieldOf(field, facts.members[0]?.provider)?.type;
  return (type && KINDS[type]) ?? 'text';
}
