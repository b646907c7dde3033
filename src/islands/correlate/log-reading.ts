import type { Definitions } from '../../catalog/definitions.ts';
import { Correlator } from '../../correlate/correlate.ts';
import { describeChain, type ChainJson } from '../../correlate/describe.ts';
import { damages } from '../../decode/damage.ts';
import type { Read } from '../../decode/formats/format.ts';
import { readInput } from '../../decode/input/read-input.ts';
import { OwnNames } from '../../decode/own-names.ts';
import type { EventSource, RawEvent } from '../../event.ts';
import type { Problem } from '../../problem.ts';
import { chainRow, type RowSources } from './chain-row.ts';
import type { LogFacts, ReadLog, ShownProblem } from './protocol.ts';
import type { RuleBook } from './rule-book.ts';

const SHOWN_PROBLEMS = 50;

/** One log while it is read: what was in it, and its chains in the end. */
export class LogReading {
  /** Whole once reading has finished. */
  readonly facts: LogFacts = newFacts();
  readonly #book: RuleBook;
  readonly #ownNames: OwnNames;
  readonly #correlator: Correlator;
  readonly #chains: ChainJson[] = [];
  readonly #wanted: ReadonlySet<number>;
  /** Events that a rule asks for, by file and place. */
  readonly #raws = new Map<string, RawEvent>();
  readonly #times: number[] = [];
  readonly #computers = new Set<string>();

  constructor(book: RuleBook, definitions: Definitions) {
    this.#book = book;
    this.#ownNames = new OwnNames(definitions);
    this.#correlator = new Correlator(book.rules, {
      keep: 'event',
      onChain: (chain) => this.#chains.push(describeChain(chain)),
    });
    this.#wanted = new Set(
      book.rules.flatMap(({ members }) =>
        members.flatMap(({ events, legacy }) => [...events, ...Object.keys(legacy).map(Number)]),
      ),
    );
  }

  /** Takes an event of the log, or what could not be read of it. */
  take(read: Read): void {
    const { facts } = this;
    const unread = 'problem' in read ? [read.problem] : damages(read.event);
    for (const problem of unread) {
      facts.problemCount += 1;
      if (facts.problems.length < SHOWN_PROBLEMS) facts.problems.push(shown(problem));
    }
    if ('problem' in read) return;
    const { event } = read;
    this.#correlator.add(this.#ownNames.of(event));
    this.#count(event);
    if (event.eventId !== undefined && this.#wanted.has(event.eventId))
      this.#raws.set(placeOf(event.source), event);
  }

  /** @returns the chains of the log, in the order in which they began */
  finish(): ChainJson[] {
    const { facts } = this;
    const report = this.#correlator.finish();
    facts.unused = report.events - report.used - report.duplicates;
    facts.duplicates = report.duplicates;
    facts.outOfOrder = report.outOfOrder;
    facts.unmatched = report.unmatched;
    facts.computers = [...this.#computers];
    facts.times = Float64Array.from(this.#times).sort();
    const began = (chain: ChainJson) => chain.start ?? chain.events[0]?.time ?? '';
    return this.#chains.sort((a, b) => (began(a) < began(b) ? -1 : began(a) > began(b) ? 1 : 0));
  }

  /** The event that a chain's event was read from. */
  rawOf({ source }: ChainJson['events'][number]): RawEvent | undefined {
    return this.#raws.get(placeOf(source));
  }

  /** What rows of its chains are made with. */
  rowSources(definitions: Definitions): RowSources {
    const { byId: rules, noise } = this.#book;
    return { rules, noise, definitions, rawOf: (event) => this.rawOf(event) };
  }

  #count(event: RawEvent): void {
    const { facts } = this;
    facts.events += 1;
    if (event.computer) this.#computers.add(event.computer);
    if (event.eventId !== undefined) facts.ids[event.eventId] = (facts.ids[event.eventId] ?? 0) + 1;
    const at = event.timeCreated === undefined ? Number.NaN : Date.parse(event.timeCreated);
    if (Number.isNaN(at)) return;
    this.#times.push(at);
    const computer = event.computer ?? '';
    facts.ends[computer] = Math.max(facts.ends[computer] ?? at, at);
  }
}

/** Reads a whole log at once: what the page shows of it. */
export function readLog(
  text: string,
  file: string,
  book: RuleBook,
  definitions: Definitions,
): ReadLog {
  const reading = new LogReading(book, definitions);
  for (const read of readInput(new TextEncoder().encode(text), file, definitions))
    reading.take(read);
  const sources = reading.rowSources(definitions);
  const rows = reading.finish().map((chain) => chainRow(chain, sources));
  const { facts } = reading;
  return { rows, facts: { ...facts, times: Array.from(facts.times) } };
}

const placeOf = ({ file, index }: EventSource) => `${index} ${file}`;

function newFacts(): LogFacts {
  return {
    events: 0,
    computers: [],
    ends: {},
    times: [],
    unused: 0,
    duplicates: 0,
    outOfOrder: 0,
    unmatched: {},
    ids: {},
    problems: [],
    problemCount: 0,
  };
}

function shown({ place, message, hint }: Problem): ShownProblem {
  const where = [
    place.file && place.file !== '-' ? place.file : '',
    place.line === undefined ? '' : `line ${place.line}`,
    place.offset === undefined ? '' : `byte ${place.offset}`,
  ];
  return { where: where.filter(Boolean).join(', '), message, ...(hint ? { hint } : {}) };
}
