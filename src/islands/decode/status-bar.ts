import { counted, grouped } from '../../catalog/grouped.ts';
import { button, make } from '../element.ts';
import type { ReadState } from './protocol.ts';
import { zoneNames, zones, type Zone } from './times.ts';

const PATIENCE = 300;

/** What was read: formats and how sure they are, events, what was skipped, the zone of times, how long it took. */
export class StatusBar {
  readonly element = make('div', 'status-bar');
  readonly #words = make('p', '');
  readonly #spoken = make('p', 'hidden');
  readonly #progress = make('progress', '');
  readonly #cancel: HTMLButtonElement;
  readonly #zone = make('select', '');
  readonly #stale = make('span', 'stale', 'The result is of an earlier text');
  #began = 0;
  #quarter = 0;

  constructor(cancel: () => void, zoneChanged: (zone: Zone) => void) {
    this.#words.id = 'decode-status';
    this.#spoken.setAttribute('role', 'status');
    this.#progress.setAttribute('aria-label', 'Read');
    this.#cancel = button('Cancel', cancel);
    for (const zone of zones) this.#zone.append(new Option(zoneNames[zone], zone));
    this.#zone.setAttribute('aria-label', 'Zone of times');
    this.#zone.addEventListener('change', () => zoneChanged(this.#zone.value as Zone));
    this.element.append(
      this.#words,
      this.#stale,
      this.#progress,
      this.#cancel,
      make('label', '', this.#zone),
      this.#spoken,
    );
    this.clear();
  }

  clear(): void {
    this.element.hidden = true;
    this.#words.textContent = '';
    this.#spoken.textContent = '';
    this.stale(false);
    this.#busy(false);
  }

  begin(): void {
    this.#began = performance.now();
    this.#quarter = 0;
    this.stale(false);
  }

  stale(stale: boolean): void {
    this.#stale.hidden = !stale;
  }

  fail(message: string): void {
    this.element.hidden = false;
    this.#busy(false);
    this.#words.textContent = message;
    this.#spoken.textContent = message;
  }

  show(state: ReadState): void {
    const late = performance.now() - this.#began > PATIENCE;
    if (!state.done && !late) return;
    this.element.hidden = false;
    this.#busy(!state.done);
    if (state.done) {
      const words = doneWords(state);
      this.#words.textContent = words;
      this.#spoken.textContent = words;
      return;
    }
    const share = state.of > 0 ? state.bytes / state.of : 0;
    this.#progress.max = 1;
    this.#progress.value = share;
    const rate = state.milliseconds > 0 ? (state.events / state.milliseconds) * 1_000 : 0;
    this.#words.textContent = `${size(state.bytes)} of ${size(state.of)} · ${counted(state.events, 'event')} · ${grouped(Math.round(rate))} a second`;
    const quarter = Math.floor(share * 4);
    if (this.#spoken.textContent === '' || quarter > this.#quarter) {
      this.#quarter = quarter;
      this.#spoken.textContent = `Reading: ${Math.round(share * 100)} %, ${counted(state.events, 'event')}`;
    }
  }

  #busy(busy: boolean): void {
    this.#progress.hidden = !busy;
    this.#cancel.hidden = !busy;
  }
}

function doneWords(state: ReadState): string {
  if (state.events === 0)
    return state.cancelled ? 'Cancelled: no event was read.' : 'No event was found.';
  const formats = state.formats.map(({ title, events, guessed }) => {
    const sure = guessed ? ', probably' : '';
    return `${title}${sure}${state.formats.length > 1 ? ` (${grouped(events)})` : ''}`;
  });
  const problems = state.problemCount > 0 ? ` · ${counted(state.problemCount, 'problem')}` : '';
  const { records, places } = state.missing;
  const missing =
    records > 0 ? ` · ${counted(records, 'record')} missing in ${counted(places, 'place')}` : '';
  const files = state.files.length > 1 ? ` in ${grouped(state.files.length)} inputs` : '';
  const stopped = state.cancelled ? ' · cancelled, the rest was not read' : '';
  return `${formats.join(', ')}: ${counted(state.events, 'event')}${files}${problems}${missing}${stopped} · ${Math.max(1, Math.round(state.milliseconds))} ms`;
}

/** `12.3 MB`; megabytes of 10^6, as file managers count. */
export function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1_000;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit] ?? ''}`;
}
