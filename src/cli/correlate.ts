import { counted, grouped } from '../catalog/grouped.ts';
import { parseArgs } from 'node:util';
import type { Catalog } from '../catalog/build.ts';
import { nearest } from '../catalog/nearest.ts';
import { ruleData } from '../catalog/rule-data.ts';
import type { Chain } from '../correlate/chain.ts';
import { Correlator, type Report } from '../correlate/correlate.ts';
import { describeChain } from '../correlate/describe.ts';
import { damages } from '../decode/damage.ts';
import { OwnNames } from '../decode/own-names.ts';
import { formatProblem } from '../problem.ts';
import { chainTree } from './chain-tree.ts';
import { UsageError, type Command } from './command.ts';
import { loadCatalog } from './load-content.ts';
import { readFiles } from './read-files.ts';

/** Events between two words on how far it is: where someone looks on, and in a file of messages. */
const NEWS = 10_000;
const LINE = 250_000;
/** How much of a file's name is shown. */
const NAME = 50;
/** Chains between two looks at whether the reader keeps up. */
const BATCH = 500;

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
    const ownNames = new OwnNames(definitions);
    let status = 0;
    let events = 0;
    let local = false;
    for await (const one of readFiles(positionals, host, definitions)) {
      if ('problem' in one) {
        host.err(`${formatProblem(one.problem)}\n`);
        status = 1;
        continue;
      }
      for (const problem of damages(one.event)) {
        host.err(`${formatProblem(problem)}\n`);
        status = 1;
      }
      correlator.add(ownNames.of(one.event));
      if (one.event.timeIsLocal) local = true;
      events += 1;
      const { file } = one.event.source;
      // A line that breaks could not be taken back.
      if (events % NEWS === 0) host.progress?.(`${grouped(events)} events, ${file.slice(-NAME)}`);
      if (events % LINE === 0 && !host.progress) host.err(`${grouped(events)} events read\n`);
    }
    host.progress?.(events < NEWS ? '' : `${grouped(events)} events read, joining them`);
    const report = correlator.finish();
    host.progress?.('');
    if (values.json) {
      for (const [at, chain] of chains.entries()) {
        host.out(`${JSON.stringify(describeChain(chain))}\n`);
        if (at % BATCH === 0) await host.drained?.();
      }
    } else {
      host.out(chainTree(chains));
      host.out(summary(report, chains.length, local));
      host.out(leftOver(report, catalog.correlations));
    }
    return status;
  },
};

/** @param local some times are those of a zone that the input does not name */
function summary(report: Report, chains: number, local: boolean): string {
  const parts = [
    counted(chains, 'chain'),
    `${report.used} of ${counted(report.events, 'event')} on ${counted(report.computers, 'computer')}`,
    report.duplicates > 0 ? `${counted(report.duplicates, 'repeated event')} left out` : '',
    report.outOfOrder > 0 ? `${counted(report.outOfOrder, 'event')} put in order` : '',
    report.clockJumps > 0 ? `${counted(report.clockJumps, 'clock change')} allowed for` : '',
    chains > 0 ? (local ? 'times as written, of an unknown zone' : 'times in UTC') : '',
  ];
  return `${parts.filter(Boolean).join('; ')}.\n`;
}

/** Events that only ever tell of something else, and whose chain is missing: a line for each kind. */
function leftOver({ unmatched }: Report, rules: Catalog['correlations']): string {
  const members = [...rules.values()].flatMap(({ facts }) => facts.members);
  const telling = new Set(
    members
      .filter(({ role, alone }) => role !== 'evidence' && !alone)
      .flatMap(({ events }) => events),
  );
  const lines = Object.entries(unmatched).flatMap(([id, numbers]) => {
    const facts = rules.get(id)?.facts;
    return (facts?.members ?? [])
      .filter((member) => !member.events.some((event) => telling.has(event)))
      .map((member) => [member, numbers[member.id] ?? 0] as const)
      .filter(([, number]) => number > 0)
      .map(([{ title }, number]) => `  ${facts?.title}: ${title}, ${counted(number, 'event')}\n`);
  });
  return lines.length === 0 ? '' : `What these tell of is not in the logs:\n${lines.join('')}`;
}
