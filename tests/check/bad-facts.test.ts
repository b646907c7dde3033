import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { adviceOf, event, problemsOf, root, small } from '../content.ts';

test('the small content is right', () => expect(problemsOf({})).toBe(''));

test('a file that is wrong is reported, and not the names that lead to it', () => {
  const source = (small['sources/manual.yaml'] as string).replace('title', 'titel');
  expect(problemsOf({ 'sources/manual.yaml': source }))
    .toBe(`content/sources/manual.yaml:1:1  missing-key
  The key "title" is missing.
  Add title: …

content/sources/manual.yaml:1:1  unknown-key
  No key is called "titel" here.
  Did you mean title?`);
});

const file = 'content/events/door/7.yaml';
const sample = small['samples/door/7/out.xml'] as string;

/** What is wrong, the change that makes it so, and the whole of what is said. */
const cases: [string, Record<string, string | undefined>, string][] = [
  [
    'unknown key',
    event('outcome:', 'outcmoe:'),
    `${file}:3:1  unknown-key
  No key is called "outcmoe" here.
  Did you mean outcome?`,
  ],
  [
    'missing key',
    event('sources: [manual]\n', ''),
    `${file}:1:1  missing-key
  The key "sources" is missing.
  Add sources: …`,
  ],
  [
    'wrong value',
    event('outcome: [success]', 'outcome: [succes]'),
    `${file}:3:11  wrong-value
  "succes" is not right for outcome.0.
  Write success or failure.`,
  ],
  [
    'summary without a full stop',
    event('outcome:', 'summary: A person came\noutcome:'),
    `${file}:3:10  wrong-value
  "A person came" is not right for summary.
  End the sentence with a full stop.`,
  ],
  [
    'not YAML',
    event('title: A person', 'title: "A person'),
    `${file}:16:1  not-yaml
  Missing closing "quote.
  Quote a value that starts with %, {, [, *, &, ! or holds ": " or " #"; one that holds a quote mark, with the other kind.`,
  ],
  [
    'item of a list indented less than the others',
    event('  - Way [v1+]', ' - Way [v1+]'),
    `${file}:9:1  not-yaml
  A block sequence may not be used as an implicit map key.
  Indent with spaces, each line as far as the others of its list or block. Quote a value that holds ": ".`,
  ],
  [
    'key that a table’s entry does not have',
    { 'codes/way.yaml': (small['codes/way.yaml'] as string).replace('name: In', 'nmae: In') },
    `content/codes/way.yaml:6:5  missing-key
  The key "name" is missing.
  Add name: …

content/codes/way.yaml:6:5  unknown-key
  No key is called "nmae" here.
  Did you mean name?`,
  ],
  [
    'entry of a table in another notation',
    { 'codes/way.yaml': (small['codes/way.yaml'] as string).replace('  2:', '  0x2:') },
    `content/codes/way.yaml:7:3  entry-not-as-written
  "0x2" is not decimal, as the values of this table are written.
  Write a decimal number, such as 3, or correct written.`,
  ],
  [
    'blank of a new file',
    event('outcome:', 'summary: ‹What happened, in one sentence›.\noutcome:'),
    `${file}:3:10  not-filled-in
  ‹What happened, in one sentence› is still to be written.
  Write it without the marks, or leave the key out where it is not known.`,
  ],
  [
    'duplicate key',
    event('outcome: [success]', 'title: Again'),
    `${file}:3:1  duplicate-key
  Map keys must be unique.
  Keep one of the two.`,
  ],
  [
    'unknown field',
    event('- Way [v1+]', '- Wey [v1+]'),
    `${file}:9:5  unknown-field
  No field is called "Wey".
  Did you mean Way? A new field starts with: npm run new -- field Wey`,
  ],
  [
    'placeholder that is no field',
    event('{PersonName}', '{PersonNmae}'),
    `${file}:12:11  unknown-placeholder
  The event has no field "PersonNmae".
  Did you mean {PersonName}?`,
  ],
  [
    'placeholder in a version without the field',
    event('{Way} [v1+]', '{Way}'),
    `${file}:14:8  placeholder-outside-versions
  {Way} stands in the message of a version that does not have the field.
  Give the line "Way" the mark that the field has.`,
  ],
  [
    'field that no version shows',
    event('\n\n  Way: {Way} [v1+]', ''),
    `${file}:9:5  field-not-shown
  The message of no version shows Way.
  Put {Way} into the message, or list it under hidden.`,
  ],
  [
    'field hidden and shown',
    event('sources:', 'hidden: [Way]\nsources:'),
    `${file}:15:10  hidden-but-shown
  Way is listed as hidden, and the message shows it.
  Remove it from hidden.`,
  ],
  [
    'mark that covers no version',
    event('- Way [v1+]', '- Way [v3+]'),
    `${file}:9:5  mark-outside-versions
  The mark of Way covers no version of the event.
  The versions are 0, 1.`,
  ],
  [
    'mark that cannot be read',
    event('- Way [v1+]', '- Way [v1-]'),
    `${file}:9:5  wrong-value
  "Way [v1-]" is not right for fields.1.
  The mark [v1-] cannot be read; write [v2+], [v0-1], [v1] or [since windows-10-1511].`,
  ],
  [
    'heading without lines',
    event('    Name: {PersonName}\n', '  Name: {PersonName}\n'),
    `${file}:11:3  empty-heading
  The heading "Person:" has no lines below it.
  Indent its lines, or give it a value: a heading ends in a colon.`,
  ],
  [
    'field twice in one version',
    event('- Way [v1+]', '- Way [v1+]\n  - PersonName'),
    `${file}:10:5  duplicate-field
  PersonName is listed twice for the same version.
  A field that moved is listed twice with marks that do not overlap.`,
  ],
  [
    'unknown key where one thing or a list of them may stand',
    {
      'codes/way.yaml': small['codes/way.yaml']?.replace(
        'entries:',
        'where: { field: Way, beside: { Way: [x] } }\nentries:',
      ),
    },
    `content/codes/way.yaml:4:10  unknown-key
  No key is called "field" here.
  The keys are of, beside.`,
  ],
  [
    'unknown subcategory',
    event('outcome:', 'subcategories:\n  doors: docs\noutcome:'),
    `${file}:4:3  unknown-subcategory
  No subcategory is called "doors".
  Add content/subcategories/doors.yaml, or name one that is in that folder.`,
  ],
  [
    'unknown release',
    event('0: one', '0: ome'),
    `${file}:5:6  unknown-release
  No release is called "ome".
  Did you mean one? Otherwise add content/releases/ome.yaml.`,
  ],
  [
    'unknown table',
    {
      'fields/direction.yaml':
        'names: [Way]\ntype: code\ntable: wey\nas: UInt32\nmeans: Which way the person went.\n',
    },
    `content/fields/direction.yaml:3:8  unknown-table
  No table is called "wey".
  Did you mean way? Otherwise add content/codes/wey.yaml.`,
  ],
  [
    'unknown source',
    event('sources: [manual]', 'sources: [manuel]'),
    `${file}:15:11  unknown-source
  No source is called "manuel".
  Did you mean manual? Otherwise add content/sources/manuel.yaml.`,
  ],
  [
    'fact without a source',
    event('sources: [manual]', 'sources: []'),
    `${file}:15:10  wrong-value
  This is not right for sources.
  Name at least one source.`,
  ],
  [
    'related event that is not there',
    event('sources:', 'related:\n  8: the same person\nsources:'),
    `${file}:16:3  unknown-event
  No event of /door/ is called "8".
  Did you mean 7?`,
  ],
  [
    'legacy event with a successor that is not there',
    {
      'legacy/3.yaml': `id: 3
title: Door
titleBasis: list
category: Door
categoryBasis: list
outcome: [success]
outcomeBasis: list
successors:
  70: documented
sources: [manual]
`,
    },
    `content/legacy/3.yaml:9:3  unknown-event
  No event of /door/ is called "70".
  Did you mean 7?`,
  ],
  [
    'file name that is not the id',
    {
      'events/door/7.yaml': undefined,
      'events/door/8.yaml': small['events/door/7.yaml'],
      'samples/door/7/out.xml': undefined,
    },
    `content/events/door/8.yaml:1:5  file-name
  The id 7 stands in a file called 8.yaml.
  Rename the file to 7.yaml, or correct the id.`,
  ],
  [
    'key out of order',
    event(
      'id: 7\ntitle: A person went through the door\n',
      'title: A person went through the door\nid: 7\n',
    ),
    `${file}:2:1  key-order
  The key "id" stands below "title".
  The order is id, title, outcome, versions, fields, message, sources. Mend it with: npm run fix`,
  ],
  [
    'two names on one line of the fields',
    event('  - PersonName\n', '  - PersonName PersonSid\n'),
    `${file}:8:5  wrong-value
  "PersonName PersonSid" is not right for fields.0.
  "PersonName PersonSid" is no field name; write one name a line, such as TargetLogonId [v2+].`,
  ],
  [
    'type that says nothing new',
    event('message:', 'types:\n  Way:\n    as: UInt32\nmessage:'),
    `${file}:11:3  redundant-type
  The type of Way is what content/fields says already.
  Remove the entry, or run: npm run fix`,
  ],
  [
    'type of a field that the event lacks',
    event('message:', 'types:\n  Door:\n    as: UInt32\nmessage:'),
    `${file}:11:3  type-of-unknown-field
  types names Door, which no version of the event has.
  Correct the name or its mark.`,
  ],
  [
    'note on a field that the event lacks',
    event('sources:', 'notes:\n  Wya: Which way.\nsources:'),
    `${file}:16:3  field-not-in-event
  notes names Wya, which the event does not have.
  Did you mean Way?`,
  ],
  [
    'dictionary entry that no event uses',
    { 'fields/spare.yaml': 'names: [Spare]\ntype: text\nas: UnicodeString\nmeans: Nothing.\n' },
    `content/fields/spare.yaml:1:9  unused-field
  No event has a field called Spare.
  Correct the name, or remove it.`,
  ],
  [
    'two events that read alike',
    {
      'events/door/8.yaml': (small['events/door/7.yaml'] as string).replace('id: 7', 'id: 8'),
    },
    `${file}:2:8  same-text
  The message of 7 cannot be told from that of 8.
  If Windows words them alike, write alike: [8]; otherwise correct the message.

content/events/door/8.yaml:2:8  same-text
  The message of 8 cannot be told from that of 7.
  If Windows words them alike, write alike: [7]; otherwise correct the message.`,
  ],
  [
    'template whose values run together',
    event('    Name: {PersonName}\n', '    Name: {PersonName}{Way}\n'),
    `${file}:10:1  template-not-matched
  The message of version 1 does not give back PersonName.
  Give each value a label of its own, or a line of its own.

${file}:12:23  placeholder-outside-versions
  {Way} stands in the message of a version that does not have the field.
  Give the line "Name" the mark that the field has.

content/samples/door/7/out.xml:10:11  sample-value-changed
  PersonName is "anna" in the sample, and "anna2" when its message text is read.
  Correct the message, the type of the field or the value.`,
  ],
  [
    'sample with a field that its version lacks',
    {
      'samples/door/7/out.xml': sample.replace(
        '</EventData>',
        '<Data Name="Door">1</Data></EventData>',
      ),
    },
    `content/samples/door/7/out.xml:1:1  sample-unexpected-field
  Event 7 is not known to have Door.`,
  ],
  [
    'sample of another event',
    { 'samples/door/7/out.xml': sample.replace('<EventID>7', '<EventID>9') },
    `content/samples/door/7/out.xml:1:1  sample-of-other-event
  The sample decodes to no known event.
  Correct its provider and EventID, or move the file.`,
  ],
  [
    'sample without an event',
    { 'samples/door/9/out.xml': sample },
    `content/samples/door/9/out.xml:1:1  sample-without-event
  No event stands in content/events/door/9.yaml.
  A sample stands in content/samples/<provider>/<event id>/.`,
  ],
  [
    'prose with markup that would vanish',
    { 'events/door/7.md': 'Went through.\n\nIn XML it is <Data Name="Way">2</Data>.\n' },
    `content/events/door/7.md:3:14  raw-markup
  "<Data Name="Way">2</" would vanish from the page as markup.
  Put it between backticks.`,
  ],
  [
    'prose with links that lead nowhere',
    {
      'events/door/7.md': `Went through [the door](/door/7/), as [others](/door/7/queries/) did.

[Out](/codes/way/#2) and \`[in](/nowhere/)\`; see [the gate](/door/8/).
So does [Way](../fields/direction/), [a term](/glossary/#threshold) and [this](/codes/way).
`,
    },
    `content/events/door/7.md:3:60  dead-link
  No page of the site stands at "/door/8/".
  Did you mean /door/7/?

content/events/door/7.md:4:15  dead-link
  No page of the site stands at "../fields/direction/".
  Write the address from the root, such as /security/4634/.

content/events/door/7.md:4:47  dead-link
  No term of the glossary is called "threshold".
  Correct it, or take the link away.

content/events/door/7.md:4:80  dead-link
  No page of the site stands at "/codes/way".
  Did you mean /codes/way/?`,
  ],
  [
    'prose without facts',
    { 'events/door/9.md': 'Went through.\n' },
    `content/events/door/9.md:1:1  prose-without-facts
  No facts stand beside this prose, in content/events/door/9.yaml.
  Name the file like the facts that it belongs to.`,
  ],
  [
    'folder that is no kind of content',
    { 'doors/1.yaml': 'id: 1\n' },
    `content/doors/1.yaml:1:1  unknown-folder
  No kind of content lives in "content/doors".
  The folders are baselines, categories, codes, columns, correlations, data-components, entities, event-lists, events, fields, glossary, legacy, mappings, noise, providers, registry, releases, scenarios, sigma, sources, subcategories, tasks, techniques.`,
  ],
  [
    'folder of a provider left out',
    { 'events/7.yaml': small['events/door/7.yaml'] },
    `content/events/7.yaml:1:1  wrong-folder
  The file does not stand where events do.
  Move it to content/events/<provider>/7.yaml.`,
  ],
  [
    'folder below a folder',
    { 'codes/door/way.yaml': small['codes/way.yaml'] },
    `content/codes/door/way.yaml:1:1  wrong-folder
  The file does not stand where codes do.
  Move it to content/codes/way.yaml.`,
  ],
  [
    'file that nothing reads',
    { 'codes/way.yml': small['codes/way.yaml'] },
    `content/codes/way.yml:1:1  unread-file
  No content is read from this file.
  Facts end in .yaml, prose in .md or .mdx; samples and the logs of scenarios are .xml files in their folders.`,
  ],
  [
    'file in UTF-16',
    { 'codes/way.yaml': [...'title'].join('\0') },
    `content/codes/way.yaml:1:2  not-yaml
  This is not YAML: null byte is not allowed in input.
  Save the file as UTF-8.`,
  ],
  [
    'empty file',
    { 'events/door/8.yaml': '' },
    `content/events/door/8.yaml:1:1  empty-file
  The file holds nothing.
  Write keys and values, or remove it.`,
  ],
  [
    'comments alone',
    { 'codes/other.yaml': '# later\n' },
    `content/codes/other.yaml:1:1  empty-file
  The file holds nothing.
  Write keys and values, or remove it.`,
  ],
  [
    'field whose name differs from another in case',
    event('- PersonName', '- PersonName\n  - WAY'),
    `${file}:9:5  unknown-field
  No field is called "WAY".
  Write Way; if Windows writes WAY here, add it to the names of content/fields/direction.yaml.`,
  ],
  [
    'related event of another log',
    {
      ...event('sources:', 'related:\n  8: The gate.\nsources:'),
      'providers/gate.yaml': small['providers/door.yaml']?.replace('slug: door', 'slug: gate'),
      'events/gate/8.yaml': small['events/door/7.yaml']?.replace('id: 7', 'id: 8'),
    },
    `${file}:16:3  unknown-event
  No event of /door/ is called "8".
  Did you mean gate/8?`,
  ],
  [
    'number that only another log has, where no log is meant',
    {
      'providers/gate.yaml': small['providers/door.yaml']?.replace('slug: door', 'slug: gate'),
      'events/gate/8.yaml': small['events/door/7.yaml']?.replace('id: 7', 'id: 8'),
      'glossary/gate.yaml': 'title: Gate\nmeans: A door without a house.\nevents: [7, gate/8, 8]\n',
    },
    `content/glossary/gate.yaml:3:21  unknown-event
  No event of /door/ is called "8".
  Did you mean gate/8?`,
  ],
  [
    'rule for an event that is not there',
    {
      'sigma/left.yaml':
        'id: 00000000-0000-0000-0000-000000000001\ntitle: Left\nlevel: low\nstatus: test\nset: core\npath: left.yml\nevents:\n  door/9: [Way]\n',
    },
    `content/sigma/left.yaml:8:3  unknown-event
  No event of /door/ is called "9".
  Did you mean 7?`,
  ],
  [
    'related event of a log that is not there',
    event('sources:', 'related:\n  gate/7: The gate.\nsources:'),
    `${file}:16:3  unknown-event
  No event of /gate/ is called "7".
  Did you mean door/7?`,
  ],
  [
    'two events at one address',
    {
      'providers/gate.yaml': small['providers/door.yaml']?.replace('Acme-Door\n', 'Acme-Gate\n'),
      'events/gate/7.yaml': small['events/door/7.yaml'],
    },
    `content/events/gate/7.yaml:1:5  same-address
  gate/7 would stand at /door/7/, as door/7 does.
  Give their providers slugs of their own.`,
  ],
  [
    'event of another log that reads alike',
    {
      'providers/gate.yaml': small['providers/door.yaml']?.replace('slug: door', 'slug: gate'),
      'events/gate/7.yaml': small['events/door/7.yaml'],
    },
    `${file}:2:8  same-text
  The message of 7 cannot be told from that of gate/7.
  If Windows words them alike, write alike: [gate/7]; otherwise correct the message.

content/events/gate/7.yaml:2:8  same-text
  The message of 7 cannot be told from that of door/7.
  If Windows words them alike, write alike: [door/7]; otherwise correct the message.`,
  ],
  [
    'prose of an event as MDX',
    { 'events/door/7.mdx': 'Went through.\n' },
    `content/events/door/7.mdx:1:1  prose-not-shown
  Only the prose of rules and scenarios is read as MDX; this would be on no page.
  Write it as Markdown, in a file that ends in .md.`,
  ],
];

test('no log takes the address of a page or a folder of pages', () => {
  const taken = readdirSync(join(root, 'src/pages'), { withFileTypes: true })
    .filter(({ name }) => !/^\[|^(?:index|404)\./.test(name))
    .filter((entry) => entry.isDirectory() || entry.name.endsWith('.astro'))
    .map(({ name }) => name.replace('.astro', ''));
  expect(taken).toEqual(expect.arrayContaining(['about', 'policy']));
  for (const slug of [...taken, '4634']) {
    const provider = small['providers/door.yaml']?.replace('slug: door', `slug: ${slug}`);
    expect(problemsOf({ 'providers/door.yaml': provider }))
      .toBe(`content/providers/door.yaml:2:7  taken-address
  /${slug}/ is the address of something else.
  Write another slug, such as the last part of the name of the provider.`);
  }
});

test('an event, a field or a table that cannot be read is all that is said', () => {
  const others = {
    ...event('versions:', 'seen: [one-rtm]\nversions:'),
    'glossary/door.yaml':
      'title: Door\nmeans: A way in.\nfields: [Way]\ntables: [way]\nevents: [7]\n',
    'tasks/door.yaml': 'title: Who came in\nevents: [7]\ncodes:\n  way: [1]\n',
    'scenarios/day/index.yaml': 'title: A day\nmeans: One came in.\norder: 1\n',
    'scenarios/day/events.xml': sample,
  };
  expect(problemsOf(others)).toBe('');
  const wrong = {
    'events/door/7.yaml': 'titel',
    'fields/direction.yaml': 'mean',
    'codes/way.yaml': '',
    'releases/one.yaml': 'titel',
  };
  for (const [path, key] of Object.entries(wrong)) {
    const text = key === '' ? '' : `${key}: x\n${small[path] ?? ''}`;
    const files = problemsOf({ ...others, [path]: text }).match(/^content\S+?(?=:)/gm);
    expect(new Set(files)).toEqual(new Set([`content/${path}`]));
  }
});

/** One mistake may have further ones behind it; those of the case's own kinds are compared. */
test.each(cases)('%s', (_name, changes, said) => {
  const codeOf = (problem: string) => /^\S+ {2}(\S+)$/m.exec(problem)?.[1];
  const expected = said.split('\n\n');
  const kinds = new Set(expected.map(codeOf));
  const found = problemsOf(changes).split('\n\n');
  expect(found.filter((problem) => kinds.has(codeOf(problem)))).toEqual(expected);
});

test('a type for one version is right where that version has the field', () =>
  expect(problemsOf(event('message:', 'types:\n  PersonName [v0]:\n    as: SID\nmessage:'))).toBe(
    '',
  ));

test('a relation on one side only is advice', () => {
  const other = (small['events/door/7.yaml'] as string)
    .replace('id: 7', 'id: 8')
    .replace('went through', 'knocked at');
  expect(
    adviceOf({
      ...event('sources:', 'related:\n  8: knocked before\nsources:'),
      'events/door/8.yaml': other,
    }),
  ).toBe(`${file}:16:3  one-sided-relation
  7 names 8, which does not name 7.
  Say in 8 what it has to do with 7.`);
});
