import { ruleData } from '../../src/catalog/rule-data.ts';
import type { Chain } from '../../src/correlate/chain.ts';
import { correlate, type CorrelateOptions, type Report } from '../../src/correlate/correlate.ts';
import { describeChain, type ChainJson } from '../../src/correlate/describe.ts';
import type { RawEvent } from '../../src/event.ts';
import { realCatalog } from '../content.ts';

const DEFAULTS = {
  computer: 'ws1.corp.example',
  channel: 'Security',
  provider: 'Microsoft-Windows-Security-Auditing',
};

/** Read when the file is loaded, since it takes longer than a test may. */
export const rules = ruleData(realCatalog().catalog);

/**
 * Events, one a line: record number, time, event id, then `Field=value` (no blanks in values). The words
 * `computer=`, `channel=` and `provider=` change the header, `-` stands for a record number or time that
 * is missing, and `_` is a blank in the name of a provider.
 */
export function events(text: string): RawEvent[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, index) => {
      const [record = '', time = '', id = '', ...pairs] = line.split(/\s+/);
      const values = Object.fromEntries(
        pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
      );
      const { computer, channel, provider, ...data } = { ...DEFAULTS, ...values };
      return {
        format: 'xml',
        eventId: Number(id),
        ...(provider === '' ? {} : { provider: provider.replaceAll('_', ' ') }),
        ...(channel === '' ? {} : { channel }),
        ...(computer === '' ? {} : { computer }),
        ...(record === '-' ? {} : { recordId: record }),
        ...(time === '-' ? {} : { timeCreated: `2024-03-05T${time}Z` }),
        data: Object.entries(data).map(([name, value]) => ({ name, value: value as string })),
        problems: [],
        source: { file: '-', index },
      };
    });
}

export function run(
  log: string | readonly RawEvent[],
  options: CorrelateOptions = {},
): { chains: Chain[]; report: Report } {
  const list = typeof log === 'string' ? events(log) : log;
  return correlate(list, rules, options);
}

/** Chains of one rule as lines: status, key, records with the names of their members. */
export function chainsOf(
  rule: string,
  log: string | readonly RawEvent[],
  options: CorrelateOptions = {},
): string[] {
  return run(log, { only: [rule], ...options })
    .chains.map(describeChain)
    .map(line)
    .sort();
}

/** One chain of a log, spelled out. */
export function describe(rule: string, log: string, at = 0): ChainJson {
  const chain = run(log, { only: [rule] }).chains[at];
  if (!chain) throw new Error(`There is no chain ${at} of ${rule}`);
  return describeChain(chain);
}

function line({ status, key, events: list }: ChainJson): string {
  const records = list.map(({ recordId, member }) => `${recordId ?? '-'} ${member}`).join(', ');
  return `${status} ${Object.values(key).join(' ')}: ${records}`.replace('  ', ' ');
}
