import { existsSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ruleData } from '../../src/catalog/rule-data.ts';
import { columnTables } from '../../src/query/columns.ts';
import { dialects } from '../../src/query/dialects.ts';
import { realCatalog, root } from '../content.ts';

/*
 * Languages that no engine at hand can check: what they say of each rule stands in a file that people have read. A
 * missing file is written, but in continuous integration it is a failure.
 */
const { catalog } = realCatalog();
const columns = columnTables(catalog);
const rules = ruleData(catalog);
const boots = rules.find((rule) => rule.defines === 'boot');
const read = dialects.filter((dialect) => ['spl', 'esql', 'eql'].includes(dialect.id));
const cases = read.flatMap((dialect) =>
  rules.map((rule) => [rule.id, dialect.id, rule, dialect] as const),
);

test.each(cases)('%s in %s is as people have read it', (ruleId, dialectId, rule, dialect) => {
  const made = dialect.rule?.({ rule, boots }, columns);
  const text = !made || 'cannot' in made ? `(${made?.cannot})\n` : made.text;
  const folder = join(root, 'tests/query/cases', ruleId);
  const file = join(folder, `expected.${dialectId}`);
  if (!existsSync(file) && !process.env['CI']) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, 'utf8'));
});
