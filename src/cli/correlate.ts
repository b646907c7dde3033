import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nearest } from '../catalog/nearest.ts';
import { ruleData } from '../catalog/rule-data.ts';
import type { Chain } from '../correlate/chain.ts';
import { Correlator, type Report } from '../correlate/correlate.ts';
import { describeChain } from '../correlate/describe.ts';
import { readEvents } from '../decode/read-events.ts';
import { formatProblem } from '../problem.ts';
import { chainTree } from './chain-tree.ts';
import { UsageError, type Command, type Host } from './command.ts';
import { loadCatalog } from './load-content.ts';

/** Events between two words on how far it is. */
const STEP = 100_000;

export const correlate: Command = {
  name: 'correlate',
  usage: '[FILE…] [--rule ID]… [--json]',
  summary: `Finds what belongs together: sessions, processes, handles and other chains, as a tree.
Files are read together, several logs and computers at once. Without a file, or with -, standard input is read.`,
  async run(args, host) {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, rule: { type: 'string', multiple: true } },
      allowPositionals: true,
    });
    const { catalog, definitions } = loadCatalog(host.root);
    for (const id of values.rule ?? []) {
      if (catalog.correlations.has(id)) continue;
      const near = nearest(id, [...catalog.correlations.keys()]);
      const known = [...catalog.correlations.keys()].join(', ');
      throw new UsageError(
        `There is no rule "${id}". ${near ? `Did you mean ${near}?` : `The rules are ${known}.`}`,
      );
    }
    const chains: Chain[] = [];
    const correlator = new Correlator(ruleData(catalog), {
      only: values.rule,
      onChain: (chain) => chains.push(chain),
    });
    let status = 0;
    let events = 0;
    for (const file of positionals.length > 0 ? positionals : ['-']) {
      const text = await read(file, host);
      if (text === undefined) {
        status = 1;
        continue;
      }
      for (const one of readEvents(text, definitions, file)) {
        if ('problem' in one) {
          host.err(`${formatProblem(one.problem)}\n`);
          status = 1;
          continue;
        }
        correlator.add(one.event);
        events += 1;
        if (events % STEP === 0) host.err(`${events.toLocaleString('en')} events read\n`);
      }
    }
    const report = correlator.finish();
    if (values.json) {
      for (const chain of chains) host.out(`${JSON.stringify(describeChain(chain))}\n`);
    } else {
      host.out(chainTree(chains));
      host.out(summary(report, chains.length));
    }
    return status;
  },
};

async function read(file: string, host: Host): Promise<string | undefined> {
  if (file === '-') return host.stdin();
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT'
        ? 'There is no such file'
        : `It cannot be read (${code ?? 'unknown error'})`;
    host.err(`${file}\n  ${why}.\n`);
    return undefined;
  }
}

function summary(report: Report, chains: number): string {
  const parts = [
    count(chains, 'chain'),
    `${report.used} of ${count(report.events, 'event')} on ${count(report.computers, 'computer')}`,
    report.duplicates > 0 ? `${count(report.duplicates, 'repeated event')} left out` : '',
    report.outOfOrder > 0 ? `${count(report.outOfOrder, 'event')} put in order` : '',
    report.clockJumps > 0 ? `${count(report.clockJumps, 'clock change')} allowed for` : '',
  ];
  return `${parts.filter(Boolean).join('; ')}.\n`;
}

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
