/**
 * How often the joins hold in real logs: reads JSON Lines and .evtx files below a folder, correlates each
 * by itself, and prints for each join how many events it could be made for and how many it was made for.
 *
 *   node bench/correlate-rates.ts FOLDER [--missed]
 *
 * What could be joined is counted apart from the engine, by a plain look at what stands earlier in the file.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ruleData, type RuleData } from '../src/catalog/rule-data.ts';
import { loadCatalog } from '../src/cli/load-content.ts';
import { Correlator } from '../src/correlate/correlate.ts';
import { describeChain, type ChainJson } from '../src/correlate/describe.ts';
import { readEvtx } from '../src/decode/evtx/read-evtx.ts';
import { readEvents } from '../src/decode/read-events.ts';
import type { RawEvent } from '../src/event.ts';

const [folder, ...flags] = process.argv.slice(2);
if (!folder) throw new Error('Name a folder with .jsonl or .evtx files.');
const { catalog, definitions } = loadCatalog(fileURLToPath(new URL('..', import.meta.url)));
const rules = ruleData(catalog);
// Without agreement the names are free to differ: that is what is measured.
const loose: RuleData[] = rules.map((rule) => ({
  ...rule,
  members: rule.members.map(({ agree: _agree, ...member }) => member),
  under: rule.under?.map(({ agree: _agree, ...under }) => under),
}));

/** What is done to an account after its creation. */
const ACCOUNT = new Set([4722, 4724, 4725, 4726, 4738, 4781]);

/** Events that name the session from which they were caused, and the rule whose chain should hang below it. */
const CAUSED: readonly (readonly [rule: string, ...ids: number[]])[] = [
  ['service-install', 4697],
  ['scheduled-task', 4698, 4699, 4700, 4701, 4702],
  ['group-membership', 4728, 4729, 4732, 4733, 4756, 4757],
  ['account-lifecycle', 4720, 4722, 4724, 4725, 4726, 4738, 4781],
  ['directory-change', 5136, 5137, 5138, 5139, 5141],
  ['log-cleared', 1102],
];

/** How long before its logon a password is checked, in milliseconds. */
const CHECKED = 5_000;

interface Rate {
  hits: number;
  of: number;
}
const rates = new Map<string, Rate>();
const missed: string[] = [];
function count(what: string, hit: boolean, where = ''): void {
  const rate = rates.get(what) ?? { hits: 0, of: 0 };
  rates.set(what, { hits: rate.hits + (hit ? 1 : 0), of: rate.of + 1 });
  if (!hit && where) missed.push(`${what}: ${where}`);
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:jsonl|evtx)$/.test(file))
  .sort();
let total = 0;
for (const file of files) {
  const events: RawEvent[] = [];
  const bytes = readFileSync(join(folder, file));
  const reads = file.endsWith('.evtx')
    ? readEvtx(bytes, file)
    : readEvents(bytes.toString('utf8'), definitions, file);
  for (const one of reads) if ('event' in one) events.push(one.event);
  total += events.length;
  measure(events, chainsOf(events, rules), file);
  names(events, chainsOf(events, loose));
}
console.log(`${files.length} files, ${total} events\n`);
for (const [what, { hits, of }] of rates) {
  const share = of === 0 ? '' : `${((100 * hits) / of).toFixed(1)} %`;
  console.log(
    `${what.padEnd(78)} ${String(hits).padStart(6)} of ${String(of).padStart(6)}  ${share}`,
  );
}
if (flags.includes('--missed')) console.log(`\n${missed.slice(0, 60).join('\n')}`);

function chainsOf(events: readonly RawEvent[], by: readonly RuleData[]): ChainJson[] {
  const chains: ChainJson[] = [];
  const correlator = new Correlator(by, { onChain: (chain) => chains.push(describeChain(chain)) });
  for (const event of events) correlator.add(event);
  correlator.finish();
  return chains;
}

function measure(events: readonly RawEvent[], chains: readonly ChainJson[], file: string): void {
  const joined = new Map<string, Map<number, ChainJson>>();
  for (const chain of chains) {
    const byEvent = joined.get(chain.rule) ?? new Map<number, ChainJson>();
    joined.set(chain.rule, byEvent);
    for (const event of chain.events) byEvent.set(event.source.index, chain);
  }
  const opened = new Set<string>();
  const linked = new Map<string, string>();
  const privileged = new Map<string, boolean>();
  const seen = new Set<string>();
  const checks = new Map<string, number>();
  /** The records just before. */
  let lately: RawEvent[] = [];
  const started = ({ source }: RawEvent) =>
    joined
      .get('boot-session')
      ?.get(source.index)
      ?.events.some(({ role, source: { index } }) => role === 'open' && index === source.index) ??
    false;
  const inOrder = [...events].sort(
    (a, b) =>
      (a.computer ?? '').localeCompare(b.computer ?? '') ||
      Number(a.recordId ?? 0) - Number(b.recordId ?? 0) ||
      Date.parse(a.timeCreated ?? '') - Date.parse(b.timeCreated ?? '') ||
      a.source.index - b.source.index,
  );
  for (const event of inOrder) {
    const id = event.eventId;
    const value = (name: string) => event.data.find((one) => one.name === name)?.value ?? '';
    const host = (event.computer ?? '').toLowerCase().split('.')[0] ?? '';
    const row = `${host} ${event.recordId ?? event.source.index} ${id}`;
    if (seen.has(row)) continue;
    seen.add(row);
    const key = (...names: string[]) => `${host} ${names.map(value).join(' ').toLowerCase()}`;
    const chain = (rule: string) => joined.get(rule)?.get(event.source.index);
    const begun = (rule: string) =>
      chain(rule)?.events.some(({ role }) => role === 'open') ?? false;
    const where = `${file} record ${event.recordId ?? '-'} event ${event.source.index}`;
    if (id === 4624) {
      opened.add(key('TargetLogonId'));
      const other = value('TargetLinkedLogonId');
      if (other && other !== '0x0') linked.set(key('TargetLogonId'), key('TargetLinkedLogonId'));
    }
    if (id === 4634 && opened.has(key('TargetLogonId'))) {
      if (!/ 0x3e[3-7]$/.test(key('TargetLogonId')))
        count('4634 with its 4624, where the log has it', begun('logon-session'), where);
    }
    if (id === 4672 && !/ 0x3e[3-7]$/.test(key('SubjectLogonId')))
      privileged.set(key('SubjectLogonId'), begun('logon-session'));
    if (
      id === 4627 &&
      opened.has(key('TargetLogonId')) &&
      !/ 0x3e[3-7]$/.test(key('TargetLogonId'))
    )
      count('4627 with its 4624, where the log has it', begun('logon-session'), where);
    if (id === 4656 && value('HandleId') !== '0x0') opened.add(`h ${key('ProcessId', 'HandleId')}`);
    for (const use of [4663, 4660, 4657, 4670]) {
      if (id !== use) continue;
      if (opened.has(`h ${key('ProcessId', 'HandleId')}`))
        count(`${use} under an open 4656, where the log has it`, begun('object-access'), where);
    }
    if (id === 4658) {
      const all = chain('object-access')?.events ?? [];
      count(
        '4658 explained by a 4656 or a 4690',
        all.some(({ role }) => role === 'open' || role === 'alias'),
        where,
      );
    }
    if (id === 5140 || id === 5145) {
      if (opened.has(key('SubjectLogonId')))
        count(
          'share access under its logon, where the log has it',
          chain('share-access')?.parents.some(({ rule }) => rule === 'logon-session') ?? false,
          where,
        );
    }
    if (
      id === 4648 &&
      opened.has(key('SubjectLogonId')) &&
      !/ 0x3e[3-7]$/.test(key('SubjectLogonId'))
    )
      count(
        '4648 under the session of its caller, where the log has it',
        chain('explicit-credentials')?.parents.some(({ rule }) => rule === 'logon-session') ??
          false,
        where,
      );
    if (id === 4688) opened.add(`p ${key('NewProcessId')}`);
    if (id === 4689) opened.delete(`p ${key('ProcessId')}`);
    if (id === 4648 && opened.has(`p ${key('ProcessId')}`))
      count(
        '4648 under the process that used the credentials, where the log has its start',
        chain('explicit-credentials')?.parents.some(({ rule }) => rule === 'process') ?? false,
        where,
      );
    for (const [rule, ...ids] of CAUSED) {
      if (!ids.includes(id ?? 0) || !opened.has(key('SubjectLogonId'))) continue;
      // A chain hangs below the session of its first event.
      const [first] = chain(rule)?.events ?? [];
      if (first && first.source.index !== event.source.index) continue;
      if (/ 0x3e[3-7]$/.test(key('SubjectLogonId'))) continue;
      const under = chain(rule)?.parents.some((parent) => parent.rule === 'logon-session');
      count(
        `${rule} under the session that caused it, where the log has it`,
        under ?? false,
        where,
      );
    }
    if (id === 4778 && opened.has(key('LogonID')))
      count(
        'reconnection under its session, where the log has the logon',
        chain('remote-desktop')?.parents.some(({ rule }) => rule === 'logon-session') ?? false,
        where,
      );
    if (id === 4800) opened.add(`l ${key('TargetUserName')}`);
    if (id === 4801 && opened.has(`l ${key('TargetUserName')}`))
      count('4801 with its 4800, where the log has it', begun('lock-unlock'), where);
    const client = `${value('TargetUserName').split('@')[0]} ${value('IpAddress').replace('::ffff:', '')}`;
    if (id === 4768 && value('Status') === '0x0') opened.add(`k ${client.toLowerCase()}`);
    if (id === 4769 && opened.has(`k ${client.toLowerCase()}`))
      count('4769 with its 4768, where the log has it', begun('kerberos'), where);
    const checked = `${value('TargetUserName')} ${value(id === 4776 ? 'Workstation' : 'WorkstationName')}`;
    const at = Date.parse(event.timeCreated ?? '');
    if (id === 4776) checks.set(checked.toLowerCase(), at);
    if ((id === 4624 || id === 4625) && at - (checks.get(checked.toLowerCase()) ?? 0) < CHECKED)
      count(`${id} with the 4776 just before it`, begun('ntlm'), where);
    if (id === 4720) opened.add(`a ${key('TargetSid')}`);
    if (ACCOUNT.has(id ?? 0) && opened.has(`a ${key('TargetSid')}`))
      count(
        'change of an account with its creation, where the log has it',
        begun('account-lifecycle'),
        where,
      );
    if (id === 4726) opened.delete(`a ${key('TargetSid')}`);
    // System's own logon is written once a start, whatever else tells of it.
    if (id === 4624 && value('LogonType') === '0')
      count('start of Windows (4624 of type 0) at which a run begins', lately.some(started), where);
    lately = [...lately.slice(-4), event].filter(({ computer }) => computer === event.computer);
    if (id === 4624 && /[1-9a-f]/i.test(value('LogonGuid').replace(/[{}-]/g, '')))
      count(
        '4624 with the 4769 of its LogonGuid',
        chain('ticket-to-session')?.events.some(({ eventId }) => eventId === 4769) ?? false,
      );
  }
  for (const [session, hit] of privileged) {
    if (opened.has(session))
      count('4672 with its 4624, where the log has it', hit, `${file} ${session}`);
  }
  for (const [one, other] of linked) {
    if (linked.get(other) !== one) continue;
    const own = chains.find(
      ({ rule, key, computer }) =>
        rule === 'logon-session' &&
        one ===
          `${computer.toLowerCase().split('.')[0]} ${key['TargetLogonId']?.toLowerCase() ?? ''}`,
    );
    count('linked logons joined in a pair', own?.pair !== undefined, `${file} ${one}`);
  }
}

/** Names of processes that were found by ID and interval alone. */
function names(events: readonly RawEvent[], chains: readonly ChainJson[]): void {
  const valueOf = ({ source }: ChainJson['events'][number], name: string) =>
    events[source.index]?.data.find((one) => one.name === name)?.value;
  const byId = new Map(chains.map((chain) => [chain.id, chain]));
  for (const chain of chains) {
    if (chain.rule !== 'process') continue;
    const start = chain.events.find(({ role }) => role === 'open');
    const exit = chain.events.find(({ role }) => role === 'close');
    if (start && exit)
      count(
        'exit of the program that started, by ID and interval',
        same(valueOf(start, 'NewProcessName'), valueOf(exit, 'ProcessName')),
      );
    const parent = chain.parents.find(({ rule }) => rule === 'process');
    const opener = parent && byId.get(parent.chain)?.events.find(({ role }) => role === 'open');
    const said = start && valueOf(start, 'ParentProcessName');
    const found = opener && valueOf(opener, 'NewProcessName');
    if (said && found)
      count(
        'parent of the name that the child says, by ID and interval',
        same(said, found),
        `${said} / ${found}`,
      );
  }
}

function same(a = '', b = ''): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
