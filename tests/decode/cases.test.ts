import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeEvent } from '../../src/decode/decode.ts';
import type { Read } from '../../src/decode/formats/format.ts';
import { readInput } from '../../src/decode/input/read-input.ts';
import { formatProblem } from '../../src/problem.ts';
import { realCatalog, root } from '../content.ts';

const { definitions } = realCatalog();
const cases = join(root, 'tests/decode/cases');

/** What a case expects of one event or problem: everything but how the values are explained. */
function outcome(read: Read): unknown {
  if ('problem' in read) return { problem: formatProblem(read.problem).split('\n') };
  const { raw, problems } = decodeEvent(read.event, definitions);
  const { data, message: _message, partial: _partial, problems: _own, source, ...header } = raw;
  return {
    ...header,
    line: source.line,
    data: Object.fromEntries(data.map(({ name, value }) => [name, value])),
    ...(problems.length > 0
      ? { warnings: problems.map((problem) => `${problem.code}: ${problem.message}`) }
      : {}),
  };
}

test.each(readdirSync(cases))('%s', (name) => {
  const folder = join(cases, name);
  const file = readdirSync(folder).find((one) => one.startsWith('input.')) ?? 'input';
  const read = [...readInput(readFileSync(join(folder, file)), file, definitions)].map(outcome);
  const expected = join(folder, 'expected.json');
  if (!existsSync(expected)) {
    if (process.env['CI']) throw new Error(`${name} has no expected.json`);
    writeFileSync(expected, `${JSON.stringify(read, null, 2)}\n`);
  }
  expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
});
