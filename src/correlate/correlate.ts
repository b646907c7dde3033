import type { RuleData } from '../catalog/rule-data.ts';
import type { RawEvent } from '../event.ts';
import type { Chain } from './chain.ts';
import { compileRules } from './compile.ts';
import type { Compiled, Plan } from './plan.ts';
import { Hosts, type Host } from './host.ts';
import { readTime } from './iso-time.ts';
import { Joiner } from './join.ts';
import { holds } from './conditions.ts';
import { newStream, Ordering, type Stream } from './order.ts';
import type { KeptEvent } from './entry.ts';
import { SeenRecords } from './seen-records.ts';

/** Record numbers that fall while time goes on by this much begin anew: the log was recreated. */
const NEW_LOG = 3_600_000;
/**
 * A record number that was read before, or is the highest, so long before all of its log, is that of an older log: no
 * zone is so far off.
 */
const OLD_LOG = 86_400_000;

export interface CorrelateOptions {
  /** Ids of the rules whose chains are wanted; all when absent. */
  only?: readonly string[] | undefined;
  /**
   * How many events may wait to be put in order. All by default: then chains come with `finish`. A
   * number lets endless streams through, and joins events that are no further apart than that.
   */
  hold?: number | undefined;
  /**
   * What is kept of an event that a rule uses: the values that the rules ask for (for events that are let go
   * after `add`), or the event itself (faster, for events that are held anyway). `values` by default.
   */
  keep?: 'values' | 'event' | undefined;
}

/** What was read and what was left over. */
export interface Report {
  /** Events given. */
  events: number;
  /** Of these, events that take part in a rule, duplicates not counted. */
  used: number;
  /** Repeated rows that were dropped. */
  duplicates: number;
  /** Rows that came after a later record of their log. */
  outOfOrder: number;
  /** Times that a computer's clock was set by a second or more. */
  clockJumps: number;
  computers: number;
  /** Starts of Windows that were seen. */
  boots: number;
  /** Rule → member → evidence that found no chain. */
  unmatched: Record<string, Record<string, number>>;
}

interface Log {
  stream: Stream;
  seen: SeenRecords;
  /** Time of its earliest event so far. */
  earliest: number;
}

/** Takes events in any chunks and gives out chains, by rules that are data. */
export class Correlator {
  readonly #compiled: Compiled;
  readonly #hosts = new Hosts();
  readonly #joiner: Joiner;
  readonly #ordering: Ordering;
  readonly #logs = new Map<Host, Map<string, Log>>();
  readonly #keep: boolean;
  #events = 0;
  #used = 0;
  #duplicates = 0;
  #lastComputer: string | undefined = undefined;
  #lastChannel: string | undefined = undefined;
  #lastHost: Host | undefined = undefined;
  #lastLog: Log | undefined = undefined;

  /** @param onChain is called with each chain when it is finished, in an order that the events decide */
  constructor(
    rules: readonly RuleData[],
    options: CorrelateOptions & { onChain: (chain: Chain) => void },
  ) {
    const { onChain, only, hold = Number.POSITIVE_INFINITY, keep } = options;
    this.#keep = keep === 'event';
    this.#compiled = compileRules(rules, only && new Set(only));
    this.#joiner = new Joiner(this.#compiled, this.#hosts, {
      streaming: hold < Number.POSITIVE_INFINITY,
      give(chain) {
        const { only: conditions } = chain.rule.data;
        if (!conditions || conditions.every((one) => holds(chain, one))) onChain(chain);
      },
    });
    const apart = this.#compiled.rules.every(({ scope }) => scope !== 'everywhere');
    this.#ordering = new Ordering(hold, apart, (plan, at) => this.#joiner.join(plan, at));
  }

  add(event: RawEvent): void {
    this.#events += 1;
    const plan = event.eventId === undefined ? undefined : this.#planOf(event);
    if (!plan) return;
    // Logs count from 1; collectors write 0 where they have no number.
    const record = Number(event.recordId ?? 0);
    const numbered = record > 0;
    const computer = event.computer ?? '';
    const channel = numbered ? (event.channel ?? '') : '\n';
    if (computer !== this.#lastComputer || channel !== this.#lastChannel) {
      this.#lastComputer = computer;
      this.#lastChannel = channel;
      this.#lastHost = this.#hosts.of(computer);
      this.#lastLog = this.#logOf(this.#lastHost, channel, numbered);
    }
    const log = this.#lastLog as Log;
    const time = readTime(event.timeCreated);
    if (numbered) {
      const isOlder = log.earliest < Infinity && time < log.earliest - OLD_LOG;
      const isNew =
        record < log.stream.record
          ? time > log.stream.time + NEW_LOG
          : isOlder && !plan.actions.some(({ role }) => role === 'clock');
      if (isNew) beginAnew(log);
      if (!log.seen.add(record)) {
        if (!isOlder) {
          this.#duplicates += 1;
          return;
        }
        beginAnew(log);
        log.seen.add(record);
      }
      if (time < log.earliest) log.earliest = time;
    }
    this.#used += 1;
    const kept = this.#keep ? event : valuesOf(plan, event);
    this.#ordering.add(log.stream, plan, kept, time, record);
  }

  /** Gives out the chains that are left. */
  finish(): Report {
    this.#ordering.release();
    this.#joiner.finish();
    return {
      events: this.#events,
      used: this.#used,
      duplicates: this.#duplicates,
      outOfOrder: this.#ordering.outOfOrder,
      clockJumps: this.#joiner.starts.clockJumps,
      computers: this.#hosts.all.length,
      boots: this.#joiner.starts.boots,
      unmatched: Object.fromEntries(
        this.#compiled.rules
          .filter((rule) => rule.wanted && Object.keys(rule.unmatched).length > 0)
          .map((rule) => [rule.id, rule.unmatched]),
      ),
    };
  }

  #planOf({ eventId, provider }: RawEvent): Plan | undefined {
    const plans = this.#compiled.plans.get(eventId as number);
    if (!plans) return undefined;
    if (provider === undefined) return plans.find((plan) => plan.known);
    for (const plan of plans) {
      if (plan.lastProvider === provider) return plan;
      if (plan.providers.has(provider.toLowerCase())) {
        plan.lastProvider = provider;
        return plan;
      }
    }
    return undefined;
  }

  #logOf(host: Host, channel: string, numbered: boolean): Log {
    let logs = this.#logs.get(host);
    if (!logs) {
      logs = new Map();
      this.#logs.set(host, logs);
    }
    const name = channel.toLowerCase();
    let log = logs.get(name);
    if (!log) {
      log = { stream: newStream(host, numbered), seen: new SeenRecords(), earliest: Infinity };
      logs.set(name, log);
    }
    return log;
  }
}

function beginAnew(log: Log): void {
  log.stream = newStream(log.stream.host, true);
  log.seen = new SeenRecords();
  log.earliest = Infinity;
}

/** As much of an event as its plan asks for. */
function valuesOf({ fields }: Plan, { data, eventId, recordId, source }: RawEvent): KeptEvent {
  return {
    data: data.filter(({ name }) => fields.has(name)),
    source,
    ...(eventId === undefined ? {} : { eventId }),
    ...(recordId === undefined ? {} : { recordId }),
  };
}

/** Correlates events that are all at hand. */
export function correlate(
  events: Iterable<RawEvent>,
  rules: readonly RuleData[],
  options: CorrelateOptions = {},
): { chains: Chain[]; report: Report } {
  const chains: Chain[] = [];
  const correlator = new Correlator(rules, {
    keep: 'event',
    ...options,
    onChain: (chain) => chains.push(chain),
  });
  for (const event of events) correlator.add(event);
  return { chains, report: correlator.finish() };
}
