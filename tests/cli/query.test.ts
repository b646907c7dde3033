import { expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { root } from '../content.ts';

async function query(...args: string[]) {
  let out = '';
  let err = '';
  const status = await run(['query', ...args], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    stdin: () => Promise.resolve(''),
    root,
  });
  return { status, out, err };
}

test('the query goes to standard output, what it leaves out to the other', async () => {
  const { status, out, err } = await query('logon-session', '--to', 'kql');
  expect(status).toBe(0);
  expect(out).toMatch(/^\/\/ Logon session: /);
  expect(err).toContain('An event that ends or continues a chain whose opening event is not in');
  expect(out).not.toContain('An event that ends or continues');
});

test('every language at once, each below its name', async () => {
  const { status, out } = await query('4634', '--to', 'all');
  expect(status).toBe(0);
  expect(out.match(/^== .+ ==$/gm)).toHaveLength(11);
});

test.each([
  ['Logon Session', 'KQL', /^\/\/ Logon session: /],
  ['logon_session', 'spl', /^```Logon session: /],
  ['Security/4634', 'esql', /^\/\/ 4634 /],
  ['538', 'kql', /^\/\/ 4634 /],
])('%s in %s is understood', async (id, language, wanted) => {
  const { status, out } = await query(id, '--to', language);
  expect(status).toBe(0);
  expect(out).toMatch(wanted);
});

test.each([
  ['logon-sesion', 'Did you mean logon-session?'],
  ['4635', 'The nearest event is 4634, An account was logged off.'],
  ['7045', 'It has no definition here, but belongs to service-install.'],
  ['99999', 'Find an event with: audit-atlas lookup WORDS. Rules: boot-session, '],
])('%s is not there, and a hint says what may be meant', async (id, hint) => {
  const { status, out, err } = await query(id, '--to', 'kql');
  expect(status).toBe(1);
  expect(out).toBe('');
  expect(err).toContain(`No event and no rule is called "${id}".\n  ${hint}`);
});

test.each([
  [['4634'], 'Say the language: --to kql | '],
  [['4634', '--to', 'splunk'], 'No language is called "splunk". Did you mean spl?'],
  [['4634', '--to', 'sentinel'], 'Did you mean kql or kql-windowsevent?'],
  [['4634', '--to', 'eqll'], 'Did you mean eql?'],
  [['4634', '4624', '--to', 'kql'], 'Name one event or rule.'],
])('%j is wrong usage', async (args, said) => {
  const { status, err } = await query(...args);
  expect(status).toBe(2);
  expect(err).toContain(said);
});

test('a language that cannot say it ends with 1, and says why', async () => {
  const { status, out, err } = await query('lock-unlock', '--to', 'xpath');
  expect([status, out]).toEqual([1, '']);
  expect(err).toContain('it cannot say how events belong together');
});
