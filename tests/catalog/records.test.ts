import { expect, test } from 'vitest';
import { checkContext } from '../../src/check/check.ts';
import { eventMarkdown } from '../../src/catalog/event-markdown.ts';
import {
  fieldMarkdown,
  glossaryMarkdown,
  ruleMarkdown,
  tableMarkdown,
} from '../../src/catalog/record-markdown.ts';
import { eventRecord } from '../../src/catalog/records.ts';
import { termsByTitle } from '../../src/catalog/glossary.ts';
import type { GlossaryFacts } from '../../src/schema/glossary.ts';
import { realCatalog, smallContent } from '../content.ts';

const { catalog } = checkContext(smallContent());
const [event] = catalog.events;
if (!event) throw new Error('The small content has no event');

test('an event as JSON', () =>
  expect(eventRecord(event)).toMatchObject({
    id: 7,
    provider: 'Acme-Door',
    url: '/door/7/',
    title: 'A person went through the door',
    versions: [
      { version: 0, since: 'one' },
      { version: 1, since: 'one' },
    ],
    layouts: [
      {
        version: 1,
        fields: [
          { name: 'PersonName', as: 'UnicodeString', section: 'Person', label: 'Name' },
          { name: 'Way', as: 'UInt32', label: 'Way', tables: ['way'] },
        ],
      },
      { version: 0, fields: [{ name: 'PersonName' }] },
    ],
    samples: ['/door/7/out.xml'],
    sources: ['manual'],
  }));

test('an event as Markdown', () =>
  expect(eventMarkdown(event, 'Somebody went through.\n', catalog))
    .toBe(`# 7 A person went through the door

- Provider: Acme-Door, channel Acme-Door/Operational
- Outcome: success
- Versions: 0 (since One); 1 (since One)

Somebody went through.

## Message

\`\`\`text
Person:
  Name: {PersonName}

Way: {Way} [v1+]
\`\`\`

## Fields

- \`PersonName\` (UnicodeString, shown as Person / Name): Who went through.
- \`Way\` [v1+] (UInt32, shown as Way): Which way the person went. Values: /codes/way.md

## Sources

- Manual of the door
`));

test('an event as Markdown says what is derived, what is known of its versions, when it is not written, and what official pages have wrong', () => {
  const { catalog } = realCatalog();
  const text = (id: number) => {
    const event = catalog.eventByAddress.get(`security/${id}`);
    return event ? eventMarkdown(event, undefined, catalog) : '';
  };
  for (const { id, facts, versions } of catalog.events) {
    const written = text(id);
    for (const { version, note } of versions)
      if (note) expect(written).toContain(`\n- Version ${version}: ${note}`);
    if (facts.status === 'never-written') expect(written).toContain('Defined, but never written.');
    for (const { actually } of facts.corrections ?? [])
      expect(written).toContain(`In fact: ${actually}`);
    for (const { name } of facts.fields ?? []) expect(written).toContain(`\n- \`${name}\``);
  }
  expect(text(4661)).toContain('; 1 (since Windows 10 1511 or earlier)\n');
  expect(text(4928)).toContain('; 1 (since Windows 10 1903)\n');
  expect(text(4634)).toContain('\n- Enable: `auditpol /set /subcategory:"Logoff"');
});

test('a field and a code table as Markdown', () => {
  const field = catalog.fields.get('direction');
  const table = catalog.codes.get('way');
  if (!field || !table) throw new Error('The small content has no field or table');
  expect(fieldMarkdown(field)).toBe(`# Way

Which way the person went.

- Kind of value: code
- Type in the XML: UInt32
- Explained by: [way](/codes/way/)

## Events

- [7 A person went through the door](/door/7/)
`);
  expect(tableMarkdown(table)).toBe(`# Way

Held by \`Way\` (7).

| Value | Name | Meaning |
| --- | --- | --- |
| 1 | In |  |
| 2 | Out |  |
`);
});

test('a code table as Markdown names a value as Windows shows it', () => {
  const table = realCatalog().catalog.codes.get('access-mask-audit-policy');
  expect(table && tableMarkdown(table)).toContain(
    '| 0x1 | Audit Set System Policy | Set the system audit policy. |',
  );
});

test('a rule as Markdown tells its parts, their keys and how it was measured', () => {
  const rule = realCatalog().catalog.correlations.get('logon-session');
  const text = rule ? ruleMarkdown(rule, 'Why it holds.') : '';
  expect(text).toMatch(/^# Logon session\n\nOne logon/);
  expect(text).toContain('| 4634 | Session ended | ends it | TargetLogonId |  |');
  expect(text).toContain('\n\nWhy it holds.\n\n');
  expect(text).toMatch(/## Measured\n\n\| Join \| Held \| Of \| Log \|/);
  expect(text).toContain('- [4634 An account was logged off](/security/4634/)');
});

test('the glossary as Markdown is in the order of the alphabet', () => {
  const term = (title: string): GlossaryFacts => ({ title, means: `What ${title} is.` });
  const terms = termsByTitle(
    new Map([
      ['percent', term('%% code')],
      ['luid', { ...term('LUID'), also: ['locally unique id'], events: [4624] }],
      ['ace', term('ACE')],
    ]),
  );
  expect(glossaryMarkdown(terms.map(([, one]) => one))).toBe(`# Glossary

## ACE

What ACE is.

## %% code

What %% code is.

## LUID

Also locally unique id.

What LUID is.

- Events: 4624
`);
});
