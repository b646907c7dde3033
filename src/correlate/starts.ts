import type { Action, Rule } from './plan.ts';
import type { Ending } from './ending.ts';
import { valueAt, type Arrival } from './entry.ts';
import { readTime } from './iso-time.ts';
import { NOWHERE, type Journal, type Moment } from './journal.ts';
import { Boot } from './store.ts';

/** A clock set by less than this is a correction, not a jump. */
const JUMP = 1000;

/** Starts of Windows, each of which ends what was open on the computer, and changes of its clock. */
export class Starts {
  readonly #rule: Rule | undefined;
  readonly #journal: Journal;
  readonly #ending: Ending;
  clockJumps = 0;
  boots = 0;
  /** When the computer that started last had stopped, as far as is known. */
  lastBefore: Moment | undefined = undefined;

  /** @param rule the one that defines runs of a computer */
  constructor(rule: Rule | undefined, journal: Journal, ending: Ending) {
    this.#rule = rule;
    this.#journal = journal;
    this.#ending = ending;
  }

  setClock({ gives }: Action, at: Arrival): void {
    const [before, after] = gives.map((slot) => readTime(valueAt(slot, at.event, at.host)));
    const by = (after ?? Number.NaN) - (before ?? Number.NaN);
    if (Number.isNaN(by)) return;
    at.host.drift += by;
    at.steady = at.time - at.host.drift;
    if (Math.abs(by) >= JUMP) this.clockJumps += 1;
  }

  /** An event that opens a run: unless it tells once more of the start of the last one, a new run begins. */
  open({ rule, member }: Action, at: Arrival): void {
    const { host } = at;
    if (member.data.unsure && host.started) return;
    const chain = host.of(rule).open.get(0);
    const again =
      chain !== undefined &&
      chain.opened !== NOWHERE &&
      !chain.ended &&
      at.steady - this.#journal.steadyAt(chain.opened) <= rule.merge;
    if (!member.data.unsure) host.started = true;
    if (!again) this.#restart(at);
  }

  /** Whatever is open on the computer was lost when it started again. */
  #restart(at: Arrival): void {
    const { host } = at;
    this.boots += 1;
    const run = this.#rule && host.of(this.#rule).open.get(0);
    const end = run?.closer ?? host.lastMoment();
    for (const store of host.boot.all()) this.#ending.lose(store, end);
    host.boot = new Boot(host.boot.number + 1);
    this.lastBefore = end;
  }
}
