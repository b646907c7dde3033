import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../content.ts';
import { htmlRules } from './html-rules.ts';

const dist = join(root, 'dist');
const validator = new HtmlValidate(new StaticConfigLoader(htmlRules));

/** The whole site takes minutes: set AUDIT_ATLAS_HTML=all for it. */
const whole = process.env['AUDIT_ATLAS_HTML'] === 'all';
/** Pages of one kind that are read, spread over all of them. */
const OF_A_KIND = 12;
/** The largest tables, in bytes, take seconds each; what they are made of stands on smaller ones. */
const LARGE = 400_000;

/** Pages by kind: their addresses with `#` for numbers and `*` for the last name. */
function kinds(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html'))
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
  for (const file of files) {
    const names = file
      .split('/')
      .slice(0, -1)
      .map((name) => (/^\d+$/.test(name) ? '#' : name));
    // What is below a number is a kind of its own; other last names are of one kind.
    if (names.length > 0 && names.at(-1) !== '#' && names.at(-2) !== '#')
      names[names.length - 1] = '*';
    const kind = names.join('/');
    found.set(kind, [...(found.get(kind) ?? []), file]);
  }
  return found;
}

function chosen(files: readonly string[]): string[] {
  if (whole) return [...files];
  const small = files.filter((file) => statSync(join(dist, file)).size < LARGE);
  const step = Math.max(1, Math.ceil(small.length / OF_A_KIND));
  return small.filter((_, at) => at % step === 0);
}

test.each([...kinds()])(
  'pages of /%s are valid and accessible HTML',
  { timeout: 900_000 },
  async (_, files) => {
    const faults: string[] = [];
    for (const file of chosen(files)) {
      const report = await validator.validateString(readFileSync(join(dist, file), 'utf8'), file);
      for (const { messages } of report.results)
        for (const { ruleId, message, selector } of messages)
          faults.push(`${file}: ${ruleId}: ${message} (${selector})`);
    }
    expect(faults).toEqual([]);
  },
);
