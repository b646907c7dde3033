import { parseArgs } from 'node:util';
import type { Answer } from '../catalog/lookup/answer.ts';
import { codeShards, labelShardsOf, shardsOf } from '../catalog/lookup/code-rows.ts';
import { findWords } from '../catalog/lookup/find-words.ts';
import { bitShardsOf, labelParts } from '../catalog/lookup/codes.ts';
import { lookupIndex } from '../catalog/lookup/lookup-index.ts';
import { lookupNear } from '../catalog/lookup/near.ts';
import { mayBeRule, ruleRows } from '../catalog/lookup/rules.ts';
import { mayBeSchemaName, schemaRows } from '../catalog/lookup/schemas.ts';
import { lookup, lookupFurther } from '../catalog/lookup/lookup.ts';
import { readQuery } from '../catalog/lookup/read-query.ts';
import { searchRecords } from '../catalog/lookup/search-records.ts';
import { UsageError, type Command } from './command.ts';
import { loadCatalog } from './load-content.ts';

export const lookUp: Command = {
  name: 'lookup',
  usage: 'QUERY [--json]',
  summary: `Finds an event id, a legacy id, a code (0xC000006A, %%1833, S-1-5-18), a field name or words.`,
  run(args, host) {
    const { values, positionals } = parseArgs({
      args: negativeAsText(args),
      options: { json: { type: 'boolean' } },
      allowPositionals: true,
    });
    const asked = positionals.join(' ');
    if (asked.trim() === '') throw new UsageError('Say what to look up.');
    const query = readQuery(asked);
    const { catalog, prose } = loadCatalog(host.root);
    const index = lookupIndex(catalog);
    const shards = codeShards(catalog);
    const rowsOf = (files: readonly string[]) =>
      [...new Set(files)].flatMap((file) => shards.get(file) ?? []);
    const codes = rowsOf([...shardsOf(query), ...bitShardsOf(query, index)]);
    const further = () => {
      const names = mayBeSchemaName(query) ? schemaRows(catalog) : [];
      const rules = mayBeRule(query) ? ruleRows(catalog) : [];
      const labels = rowsOf(labelShardsOf(labelParts(query.text, index)));
      return lookupFurther(query, index, names, labels, rules);
    };
    const words = () => findWords(query.text, searchRecords(catalog, prose));
    const answers = firstFull([() => lookup(query, index, codes), further, words]);
    const print = (answer: Answer) =>
      host.out(values.json ? `${JSON.stringify(answer)}\n` : `${describe(answer)}\n`);
    for (const answer of answers) print(answer);
    if (answers.length > 0) return 0;
    const near = lookupNear(query, index);
    const hint = near.length > 0 ? ` Did you mean ${near.map(({ name }) => name).join(', ')}?` : '';
    host.err(`Nothing is known by "${asked}".${hint}\n`);
    return 1;
  },
};

/** What the first answers that has an answer; the others are not asked. */
function firstFull(ways: readonly (() => Answer[])[]): Answer[] {
  for (const way of ways) {
    const answers = way();
    if (answers.length > 0) return answers;
  }
  return [];
}

/** A status such as -1073741718 is a query, not an option. */
function negativeAsText(args: readonly string[]): string[] {
  return args.some((arg) => /^-\d+$/.test(arg))
    ? [
        ...args.filter((arg) => arg.startsWith('--')),
        '--',
        ...args.filter((arg) => !arg.startsWith('--')),
      ]
    : [...args];
}

function describe({ name, title, url, detail }: Answer): string {
  return `${name}${title === name ? '' : `  ${title}`}${detail ? `\n    ${detail}` : ''}\n    ${url}`;
}
