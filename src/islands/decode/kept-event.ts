import type { Client } from './client.ts';
import { button, make } from '../element.ts';
import type { ShownEvent } from './protocol.ts';

export const nameOf = ({ id, recordId, index }: ShownEvent) =>
  `${id}, ${recordId ? `record ${recordId}` : `number ${index + 1}`}`;

/** The event that was kept to compare others with, whatever is opened or pasted meanwhile. */
export class KeptEvent {
  /** A line that says what is kept, as long as it is. */
  readonly element = make('div', 'kept');
  readonly #client: Client;
  readonly #changed: () => void;
  readonly #words = make('p', '');
  #event: ShownEvent | undefined;
  #here = false;

  /** @param changed the event was forgotten */
  constructor(client: Client, changed: () => void) {
    this.#client = client;
    this.#changed = changed;
    this.#words.setAttribute('role', 'status');
    this.element.append(
      this.#words,
      button('Forget it', () => this.forget(), { 'aria-label': 'Forget the kept event' }),
    );
    this.#draw();
  }

  get event(): ShownEvent | undefined {
    return this.#event;
  }

  /** Whether it is this event of the input that is open. */
  is(event: ShownEvent): boolean {
    return this.#here && this.#event?.row === event.row;
  }

  async keep(event: ShownEvent): Promise<void> {
    await this.#client.ask({ ask: 'keep', row: event.row });
    this.#event = event;
    this.#here = true;
    this.#draw();
  }

  forget(): void {
    this.#event = undefined;
    this.#draw();
    this.#changed();
  }

  /** Another input is opened, whose rows are others. */
  leave(): void {
    this.#here = false;
  }

  #draw(): void {
    const event = this.#event;
    this.element.hidden = !event;
    this.#words.textContent = event
      ? `Kept to compare: ${nameOf(event)}, ${event.title}. Choose, open or paste another.`
      : '';
  }
}
