import type { Definitions } from '../../catalog/definitions.ts';
import type { RawEvent } from '../../event.ts';
import { DefinitionsLoader } from './definitions-loader.ts';
import { EventStore } from './event-store.ts';
import { inputText } from './input-text.ts';
import type { Open } from './answer-extra.ts';
import { pause } from '../pause.ts';
import type { Ask, Reply, Request, ShownEvent, Sort } from './protocol.ts';
import { Reading } from './reading.ts';
import { shownRow } from './shown-row.ts';
import type { Term } from './term.ts';
import { View } from './view.ts';

const FRAME = 12;
/** While inputs are read, reading has most of the time. */
const SHARE = 3;
const TELL = 120;
/** Most events of which every name is learnt before one of them is redacted. */
const LEARNT = 20_000;

/** What makes a card of an event: loaded once there is one to show. */
const showing = () => import('./show-event.ts');

/** What the page has open: one store, one view of it. The host of it is a worker. */
export class DecodeSession {
  readonly #send: (reply: Reply) => void;
  readonly #loader = new DefinitionsLoader();
  #definitions: Definitions | undefined;
  #reading: Reading | undefined;
  #view: View | undefined;
  #viewNumber = 0;
  #terms: readonly Term[] = [];
  #sort: Sort = { key: 'input', down: false };
  #kept: RawEvent | undefined;
  #run = 0;
  #viewing = false;
  /** How often the reader left what was being copied or downloaded. */
  #left = 0;

  constructor(send: (reply: Reply) => void) {
    this.#send = send;
  }

  take(request: Request): void {
    this.#take(request).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (request.to === 'answer') {
        this.#send({ kind: 'refused', number: request.number, message });
      } else this.#send({ kind: 'failed', run: this.#run, message });
    });
  }

  async #take(request: Request): Promise<void> {
    switch (request.to) {
      case 'warm':
        this.#definitions = await this.#loader.get();
        break;
      case 'cancel':
        if (this.#reading) this.#reading.cancelled = true;
        break;
      case 'stop':
        this.#view?.stop();
        break;
      case 'leave':
        this.#left += 1;
        break;
      case 'open':
        await this.#open(request);
        break;
      case 'view':
        this.#viewNumber = request.view;
        this.#terms = request.terms;
        this.#sort = request.sort;
        this.#makeView();
        break;
      case 'answer':
        this.#send({
          kind: 'answer',
          number: request.number,
          answer: await this.#answer(request.question, request.number),
        });
    }
  }

  async #open({ run, inputs, add }: Extract<Request, { to: 'open' }>): Promise<void> {
    this.#run = run;
    if (this.#reading) this.#reading.cancelled = true;
    this.#definitions ??= await this.#loader.get();
    if (run !== this.#run) return;
    if (!this.#reading || !add) {
      const own = run;
      const store = new EventStore(this.#definitions);
      this.#reading = new Reading(store, this.#definitions, this.#loader, (state) => {
        if (own > this.#run) return;
        this.#send({ kind: 'state', run: this.#run, ...state });
        void this.#runView();
      });
      this.#makeView();
    }
    void showing();
    await this.#reading.read(inputs);
  }

  #makeView(): void {
    if (!this.#reading) return;
    this.#view = new View(this.#reading.store, this.#terms, this.#sort);
    void this.#runView();
  }

  /** Works the view off in slices; sorts when reading is over. */
  async #runView(): Promise<void> {
    if (this.#viewing) return;
    this.#viewing = true;
    let told = 0;
    try {
      for (;;) {
        const view = this.#view;
        const reading = this.#reading;
        if (!view || !reading) return;
        const slice = reading.done ? FRAME : SHARE;
        view.step(performance.now() + slice, () => performance.now());
        const all = view.complete;
        if (all && reading.done) view.sort();
        if (all || performance.now() - told > TELL) {
          told = performance.now();
          const state = view.state();
          const done = state.done && reading.done;
          this.#send({ kind: 'view', view: this.#viewNumber, ...state, done });
        }
        if (all && view === this.#view) return;
        await pause();
      }
    } finally {
      this.#viewing = false;
    }
  }

  async #answer(question: Ask, number: number): Promise<unknown> {
    const reading = this.#reading;
    const view = this.#view;
    if (!reading || !view || !this.#definitions) throw new Error('Nothing is open.');
    const { store } = reading;
    switch (question.ask) {
      case 'rows': {
        const to = Math.min(question.to, view.matched);
        const rows = [];
        for (let place = question.from; place < to; place += 1) {
          rows.push(shownRow(store, view.rowAt(place)));
        }
        return rows;
      }
      case 'event':
        return this.#event(question.row);
      case 'place':
        return view.placeOf(question.row);
      case 'bytes':
        return reading.bytesAt(question.file, question.offset);
      case 'keep':
        this.#kept = store.event(question.row);
        return null;
      default: {
        const { answerExtra } = await import('./answer-extra.ts');
        const open: Open = {
          definitions: this.#definitions,
          event: (row) => store.event(row),
          kept: this.#kept,
          *rows() {
            for (let place = 0; place < view.matched; place += 1) yield view.rowAt(place);
          },
          *all() {
            const { length } = store.length > LEARNT ? { length: view.matched } : store;
            for (let place = 0; place < length; place += 1) {
              yield store.length > LEARNT ? view.rowAt(place) : place;
            }
          },
          step: this.#stepper(number, reading),
        };
        return this.#loader.whole(() => answerExtra(question, open));
      }
    }
  }

  /** Pauses a long answer, says how far it is, and ends it when it is left. */
  #stepper(number: number, reading: Reading): (events: number) => Promise<void> | undefined {
    const left = this.#left;
    let paused = performance.now();
    let told = paused;
    return (events) => {
      const now = performance.now();
      if (now - paused < FRAME) return undefined;
      if (now - told > TELL) {
        told = now;
        this.#send({ kind: 'progress', number, events });
      }
      return pause().then(() => {
        paused = performance.now();
        if (left !== this.#left || reading !== this.#reading) throw new Error('It was stopped.');
      });
    };
  }

  async #event(row: number): Promise<ShownEvent> {
    const reading = this.#reading as Reading;
    const { store } = reading;
    const raw = store.event(row);
    const part = store.part.at(row);
    const lineOf = (other: number) =>
      other >= 0 && other < store.length && store.part.at(other) === part
        ? store.event(other).source.line
        : undefined;
    const { line } = raw.source;
    let before = 0;
    while (line !== undefined && lineOf(row - before - 1) === line) before += 1;
    const input = inputText(reading.texts.get(part), raw, lineOf(row + 1), before);
    const [notes, { shownEvent }] = await Promise.all([this.#loader.notes(), showing()]);
    const shown = await this.#loader.whole(() =>
      shownEvent(shownRow(store, row), raw, this.#definitions as Definitions, notes, input),
    );
    const missing = this.#loader.failed.map((id) => ({
      where: '',
      code: 'no-table',
      message: `The table ${id} could not be loaded: values in it are shown without their meaning.`,
      hint: 'Open the event again once the site can be reached.',
    }));
    return { ...shown, problems: [...shown.problems, ...missing] };
  }
}
