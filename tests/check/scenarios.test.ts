import { expect, test } from 'vitest';
import { problemsOf, small } from '../content.ts';

const event = (small['samples/door/7/out.xml'] as string).replace(
  '<Channel>',
  '<EventRecordID>41</EventRecordID>\n    <Channel>',
);
const facts = `title: In and out
means: Somebody goes out.
order: 1
`;

/** What is wrong, the scenario's facts and its log, and the whole of what is said. */
const cases: [string, string | undefined, string | undefined, string][] = [
  ['nothing', facts, `<Events>${event}</Events>`, ''],
  [
    'no log',
    facts,
    undefined,
    `content/scenarios/out/index.yaml:1:1  scenario-without-log
  No log stands beside the scenario.
  Write its events to content/scenarios/out/events.xml.`,
  ],
  [
    'no facts',
    undefined,
    event,
    `content/scenarios/out/events.xml:1:1  log-without-scenario
  No facts stand beside the log, in content/scenarios/out/index.yaml.
  Give it a title, a sentence and an order.`,
  ],
  [
    'an event without one of its fields',
    facts,
    event.replace(/ *<Data Name="PersonName">.*\n/, ''),
    `content/scenarios/out/events.xml:1, event 1  scenario-missing-field
  PersonName is missing.`,
  ],
  [
    'a chain of a record that is not there',
    `${facts}chains:\n  - rule: visit\n    status: open\n    records: [41, 42]\n`,
    event,
    `content/scenarios/out/index.yaml:5:11  unknown-correlation
  No correlation is called "visit".
  Add content/correlations/visit.yaml, or name one that is in that folder.

content/scenarios/out/index.yaml:7:19  unknown-record
  The log has no record 42.
  Write the EventRecordID of an event in events.xml.`,
  ],
];

test('a chain of a rule that is not there', () => {
  const found = problemsOf({
    'scenarios/out/index.yaml': `${facts}chains:\n  - rule: visit\n    status: open\n    records: [41]\n`,
    'scenarios/out/events.xml': event,
  });
  expect(found).toBe(`content/scenarios/out/index.yaml:5:11  unknown-correlation
  No correlation is called "visit".
  Add content/correlations/visit.yaml, or name one that is in that folder.`);
});

const foreign = event
  .replace(/<Provider Name="[^"]*"[^>]*>/, '<Provider Name="Window" />')
  .replace(/<EventID>\d+</, '<EventID>3<');
const rule = (events: string) => ({
  'correlations/view.yaml': `title: View
means: A look out.
order: 1
members:
  - id: look
    title: Look
    role: during
    provider: Window
    events: [${events}]
    key: [PersonName]
    types: { PersonName: text }
sources: [manual]
`,
});

test.each([
  ['3', ''],
  [
    '4',
    `content/scenarios/out/events.xml:1, event 1  scenario-unknown-event
  No definition of event 3 of Window is known.
  Its values are shown as they stand.`,
  ],
])('an event without a definition, where a rule takes event %s', (events, said) => {
  const found = problemsOf({
    ...rule(events),
    'scenarios/out/index.yaml': facts,
    'scenarios/out/events.xml': foreign,
  });
  expect(found).toBe(said);
});

test.each(cases)('%s', (_name, yaml, xml, said) => {
  const found = problemsOf({
    'scenarios/out/index.yaml': yaml,
    'scenarios/out/events.xml': xml,
  });
  expect(found).toBe(said);
});
