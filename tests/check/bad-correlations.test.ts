import { expect, test } from 'vitest';
import { problemsOf, small } from '../content.ts';

const file = 'content/correlations/visit.yaml';
const right = `title: Visit
means: A person who came and went.
order: 1
scope: [computer]
members:
  - id: came
    title: Came
    role: open
    provider: door
    events: [7]
    key: [PersonName]
    when: { Way: ["1"] }
  - id: went
    title: Went
    role: close
    provider: door
    events: [7]
    key: [PersonName]
    when: { Way: ["2"] }
never:
  PersonName: [nobody]
findings:
  - code: still-there
    level: notice
    says: "{came.PersonName} is still there."
    when: [{ member: went, atMost: 0 }]
sources: [manual]
`;

/** The right rule with a part of its text replaced. */
function rule(from: string, to: string): Record<string, string> {
  if (!right.includes(from)) throw new Error(`The rule has no ${from}`);
  return { 'correlations/visit.yaml': right.replace(from, to) };
}

test('the rule is right', () => expect(problemsOf({ 'correlations/visit.yaml': right })).toBe(''));

test('a sentence may name a field that one of the events of a member has', () =>
  expect(
    problemsOf({
      'correlations/visit.yaml': right
        .replace('events: [7]', 'events: [7, 8]')
        .replace('    when: { Way: ["1"] }\n', '')
        .replace('{came.PersonName} is', '{came.PersonName} ({came.Way}) is'),
      'events/door/8.yaml': small['events/door/7.yaml']
        ?.replace('id: 7', 'id: 8')
        .replace('went through', 'knocked at')
        .replace('  - Way [v1+]\n', '')
        .replace('\n  Way: {Way} [v1+]\n', '\n'),
    }),
  ).toBe(''));

test.each([
  [
    'unknown event',
    rule('events: [7]', 'events: [8]'),
    `${file}:10:14  unknown-event
  No event 8 of door is defined.
  Did you mean 7?`,
  ],
  [
    'unknown provider',
    rule('provider: door', 'provider: dor'),
    `${file}:9:15  unknown-provider
  No provider is called "dor".
  Did you mean door? A provider without definitions is named as its events name it.`,
  ],
  [
    'field of an event without a definition',
    rule('provider: door', 'provider: Acme-Gate'),
    `${file}:9:15  field-without-type
  Acme-Gate has no definitions, so nothing says what PersonName is.
  Add it to the types of "came": { PersonName: text }.

${file}:9:15  field-without-type
  Acme-Gate has no definitions, so nothing says what Way is.
  Add it to the types of "came": { Way: text }.`,
  ],
  [
    'field that the event lacks, in the key',
    rule('key: [PersonName]', 'key: [PersonNmae]'),
    `${file}:11:11  field-not-in-event
  Event 7 has no field "PersonNmae".
  Did you mean PersonName?

${file}:21:3  unknown-key-field
  PersonName is not in the key of the first member.
  The key is PersonNmae.`,
  ],
  [
    'field that the event lacks, in a condition of the member',
    rule('when: { Way: ["1"] }', 'when: { Wey: ["1"] }'),
    `${file}:12:13  field-not-in-event
  Event 7 has no field "Wey".
  Did you mean Way?`,
  ],
  [
    'keys of different length',
    rule('key: [PersonName]\n    when: { Way: ["2"] }', 'key: [PersonName, Way]'),
    `${file}:13:5  wrong-key
  The key of "went" has 2 fields, that of "came" 1 field.
  Name the fields in the same order in every member.`,
  ],
  [
    'exact fields of which the first member has none',
    rule('    when: { Way: ["2"] }', '    exact: [Way]'),
    `${file}:13:5  wrong-key
  The exact fields of "went" are not as many as those of "came", 0 fields.
  Name them, and what gives them, in the same order in every member that has any.`,
  ],
  [
    'two members of one name',
    rule('id: went', 'id: came'),
    `${file}:13:9  duplicate-member
  Two members are called "came".
  Give each a name of its own.

${file}:26:12  unknown-member
  No member is called "went".
  Add it, or name one that is there.`,
  ],
  [
    'unknown table of values that never join',
    rule('PersonName: [nobody]', 'PersonName: wey'),
    `${file}:21:15  unknown-table
  No table is called "wey".
  Did you mean way?`,
  ],
  [
    'unknown parent',
    rule('findings:', 'under:\n  - { rule: day, key: [], means: The day. }\nfindings:'),
    `${file}:23:13  unknown-rule
  No rule is called "day".
  Add it, or name one that is there.`,
  ],
  [
    'unknown member in a sentence',
    rule('{came.PersonName}', '{cme.PersonName}'),
    `${file}:25:11  unknown-member
  No member is called "cme".
  Did you mean came?`,
  ],
  [
    'unknown field in a sentence',
    rule('{came.PersonName}', '{came.Person}'),
    `${file}:25:11  field-not-in-event
  No event of "came" has a field "Person".
  Name a field of the member, as member.Field.`,
  ],
  [
    'unknown source',
    rule('sources: [manual]', 'sources: [manul]'),
    `${file}:27:11  unknown-source
  No source is called "manul".
  Did you mean manual?`,
  ],
  [
    'key that a member does not have',
    rule('title: Went', 'title: Went\n    event: 7'),
    `${file}:15:5  unknown-key
  No key is called "event" here.
  Did you mean events?`,
  ],
  [
    'length of time',
    rule('title: Went', 'title: Went\n    after: soon'),
    `${file}:15:12  wrong-value
  "soon" is not right for members.1.after.
  Write a length of time, such as 250ms, 10s, 5m, 8h or 1d.`,
  ],
])('%s', (_name, changes, problems) => expect(problemsOf(changes)).toBe(problems));
