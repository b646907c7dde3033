import { counted } from '../catalog/grouped.ts';
import type { CorrelationEntry } from '../catalog/correlations.ts';
import { nearest } from '../catalog/nearest.ts';
import type { ContentPath } from '../catalog/read-yaml.ts';
import { namesIn, placeholdersIn } from '../catalog/rule-data.ts';
import type { Problem } from '../problem.ts';
import type { ConditionFacts, MemberFacts } from '../schema/correlation.ts';
import { isUnread, placeIn, type CheckContext, type Rule } from './rule.ts';

/** Every correlation rule names events, fields, members, rules and tables that are there. */
export const correlations: Rule = function* (context) {
  for (const entry of context.catalog.correlations.values()) {
    yield* membersOf(entry, context);
    yield* keysOf(entry, context);
    yield* parentsOf(entry, context);
    yield* conditionsOf(entry, context);
  }
};

function* membersOf(entry: CorrelationEntry, context: CheckContext): Generator<Problem> {
  const { members } = entry.facts;
  const seen = new Set<string>();
  for (const [index, member] of members.entries()) {
    const at = (path: ContentPath) =>
      placeIn(context, `correlations/${entry.id}`, ['members', index, ...path]);
    if (seen.has(member.id)) {
      yield {
        code: 'duplicate-member',
        place: at(['id']),
        message: `Two members are called "${member.id}".`,
        hint: 'Give each a name of its own.',
      };
    }
    seen.add(member.id);
    if (isUnread(context, `providers/${member.provider}`)) continue;
    if (!context.catalog.providers.has(member.provider)) {
      yield* withoutDefinition(member, at(['provider']), context);
      continue;
    }
    for (const [place, id] of member.events.entries()) {
      if (context.content.records.events.has(`${member.provider}/${id}`)) {
        yield* fieldsOfEvent(entry, member, id, index, context);
        continue;
      }
      if (context.content.documents.has(`events/${member.provider}/${id}`)) continue;
      const near = nearest(
        String(id),
        context.catalog.events
          .filter(({ provider }) => provider.id === member.provider)
          .map((event) => String(event.id)),
      );
      yield {
        code: 'unknown-event',
        place: at(['events', place]),
        message: `No event ${id} of ${member.provider} is defined.`,
        hint: near ? `Did you mean ${near}?` : 'Add it, or name the provider that writes it.',
      };
    }
  }
}

/** A provider without definitions is named in full, as its events name it, and says what its fields are. */
function* withoutDefinition(
  member: MemberFacts,
  place: Problem['place'],
  context: CheckContext,
): Generator<Problem> {
  const near = nearest(member.provider, context.catalog.providers.keys());
  if (near && /^[a-z0-9-]+$/.test(member.provider)) {
    yield {
      code: 'unknown-provider',
      place,
      message: `No provider is called "${member.provider}".`,
      hint: `Did you mean ${near}? A provider without definitions is named as its events name it.`,
    };
    return;
  }
  for (const field of namedFields(member)) {
    if (field === 'Computer' || member.types?.[field]) continue;
    yield {
      code: 'field-without-type',
      place,
      message: `${member.provider} has no definitions, so nothing says what ${field} is.`,
      hint: `Add it to the types of "${member.id}": { ${field}: text }.`,
    };
  }
}

function* fieldsOfEvent(
  entry: CorrelationEntry,
  member: MemberFacts,
  id: number,
  index: number,
  context: CheckContext,
): Generator<Problem> {
  const event = context.content.records.events.get(`${member.provider}/${id}`);
  const known = new Set(event?.fields?.map(({ name }) => name));
  const missing = (field: string, path: ContentPath, part?: 'key'): Problem => {
    const near = nearest(field, known);
    return {
      code: 'field-not-in-event',
      place: placeIn(context, `correlations/${entry.id}`, ['members', index, ...path], part),
      message: `Event ${id} has no field "${field}".`,
      hint: near ? `Did you mean ${near}?` : 'Name a field that each of the events has.',
    };
  };
  for (const part of ['key', 'exact', 'gives'] as const) {
    for (const [at, field] of (member[part] ?? []).entries()) {
      if (field !== 'Computer' && !known.has(field)) yield missing(field, [part, at]);
    }
  }
  for (const part of ['when', 'unless', 'agree'] as const) {
    for (const field of Object.keys(member[part] ?? {})) {
      if (!known.has(field)) yield missing(field, [part, field], 'key');
    }
  }
}

const namedFields = (member: MemberFacts) =>
  new Set([
    ...member.key,
    ...(member.exact ?? []),
    ...(member.gives ?? []),
    ...Object.keys({ ...member.when, ...member.unless, ...member.agree }),
  ]);

function* keysOf(entry: CorrelationEntry, context: CheckContext): Generator<Problem> {
  const { members, never } = entry.facts;
  const record = `correlations/${entry.id}`;
  const [first] = members;
  for (const [index, member] of members.entries()) {
    const length = first?.key.length ?? 0;
    if (member.role === 'clock' ? member.gives?.length !== 2 : member.key.length !== length) {
      yield {
        code: 'wrong-key',
        place: placeIn(context, record, ['members', index]),
        message:
          member.role === 'clock'
            ? `"${member.id}" sets the clock and needs two fields under gives.`
            : `The key of "${member.id}" has ${counted(member.key.length, 'field')}, that of "${first?.id}" ${counted(length, 'field')}.`,
        hint:
          member.role === 'clock'
            ? 'Write gives: the field with the time before, then the one with the time after.'
            : 'Name the fields in the same order in every member.',
      };
    }
    if (member.role === 'alias' && member.gives?.length !== length) {
      yield {
        code: 'wrong-key',
        place: placeIn(context, record, ['members', index]),
        message: `"${member.id}" is an alias and gives no whole key.`,
        hint: `Write gives: ${counted(length, 'field')}, in the order of the key.`,
      };
    }
  }
  for (const [index, { id, exact, role, gives }] of members.entries()) {
    const length = first?.exact?.length ?? 0;
    const given = role !== 'alias' && role !== 'clock' && gives !== undefined;
    if ((exact?.length ?? length) === length && (!given || (exact && gives.length === length)))
      continue;
    yield {
      code: 'wrong-key',
      place: placeIn(context, record, ['members', index]),
      message: `The exact fields of "${id}" are not as many as those of "${first?.id}", ${counted(length, 'field')}.`,
      hint: 'Name them, and what gives them, in the same order in every member that has any.',
    };
  }
  for (const [field, values] of Object.entries(never ?? {})) {
    const path = ['never', field];
    if (!first?.key.includes(field) && !first?.exact?.includes(field)) {
      yield {
        code: 'unknown-key-field',
        place: placeIn(context, record, path, 'key'),
        message: `${field} is not in the key of the first member.`,
        hint: `The key is ${first?.key.join(', ')}.`,
      };
    }
    if (
      !Array.isArray(values) &&
      !context.catalog.codes.has(values.table) &&
      !isUnread(context, `codes/${values.table}`)
    ) {
      yield unknown(
        'table',
        values.table,
        context.catalog.codes.keys(),
        placeIn(context, record, path),
      );
    }
  }
}

function* parentsOf(entry: CorrelationEntry, context: CheckContext): Generator<Problem> {
  const { correlations: rules } = context.catalog;
  const record = `correlations/${entry.id}`;
  for (const [index, under] of (entry.facts.under ?? []).entries()) {
    const parent = rules.get(under.rule);
    if (!parent) {
      if (isUnread(context, `correlations/${under.rule}`)) continue;
      const place = placeIn(context, record, ['under', index, 'rule']);
      yield unknown('rule', under.rule, rules.keys(), place);
      continue;
    }
    const length = parent.facts.members[0]?.key.length ?? 0;
    if (under.key.length === length) continue;
    yield {
      code: 'wrong-key',
      place: placeIn(context, record, ['under', index]),
      message: `The key of ${under.rule} has ${counted(length, 'field')}, and ${counted(under.key.length, 'field')} lead to it.`,
      hint: `Its key is ${parent.facts.members[0]?.key.join(', ') || 'empty: write key: []'}.`,
    };
  }
  const { sources } = context.content.records;
  for (const [index, source] of entry.facts.sources.entries()) {
    if (sources.has(source) || isUnread(context, `sources/${source}`)) continue;
    yield unknown('source', source, sources.keys(), placeIn(context, record, ['sources', index]));
  }
}

function* conditionsOf(entry: CorrelationEntry, context: CheckContext): Generator<Problem> {
  const record = `correlations/${entry.id}`;
  const members = new Map(entry.facts.members.map((member) => [member.id, member]));
  const check = function* (
    names: readonly { member: string; field: string }[],
    path: ContentPath,
  ): Generator<Problem> {
    for (const { member: id, field } of names) {
      if (id === '') continue;
      const member = members.get(id);
      if (!member) {
        yield unknown('member', id, members.keys(), placeIn(context, record, path));
      } else if (field !== '' && !hasField(member, field, context)) {
        yield {
          code: 'field-not-in-event',
          place: placeIn(context, record, path),
          message: `No event of "${id}" has a field "${field}".`,
          hint: 'Name a field of the member, as member.Field.',
        };
      }
    }
  };
  const list = function* (
    conditions: readonly ConditionFacts[] | undefined,
    path: ContentPath,
  ): Generator<Problem> {
    for (const [at, one] of (conditions ?? []).entries()) {
      yield* check(namesIn(one), [...path, at]);
    }
  };
  yield* check(placeholdersIn(entry.facts.label ?? ''), ['label']);
  yield* list(entry.facts.only, ['only']);
  for (const [index, finding] of (entry.facts.findings ?? []).entries()) {
    yield* list(finding.when, ['findings', index, 'when']);
    yield* check(placeholdersIn(finding.says), ['findings', index, 'says']);
  }
}

function hasField(member: MemberFacts, field: string, { catalog, content }: CheckContext): boolean {
  if (field === 'Computer' || !catalog.providers.has(member.provider)) return true;
  const events = member.events.flatMap(
    (id) => content.records.events.get(`${member.provider}/${id}`) ?? [],
  );
  if (events.length === 0) return true;
  return events.some(({ fields }) => fields?.some(({ name }) => name === field));
}

function unknown(
  kind: string,
  name: string,
  names: Iterable<string>,
  place: Problem['place'],
): Problem {
  const near = nearest(name, [...names]);
  return {
    code: `unknown-${kind}`,
    place,
    message: `No ${kind} is called "${name}".`,
    hint: near ? `Did you mean ${near}?` : 'Add it, or name one that is there.',
  };
}
