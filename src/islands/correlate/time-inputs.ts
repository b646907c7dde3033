import { find } from '../element.ts';
import type { Span } from './time-scale.ts';
import { timeText, type Zone } from './zone.ts';

/** Two boxes that say which stretch of time is shown: the strip above the timeline, for those who do not drag. */
export class TimeInputs {
  #from: HTMLInputElement;
  #to: HTMLInputElement;
  #zone: Zone | undefined;

  constructor(root: HTMLElement, onSpan: (span: Span) => void) {
    this.#from = find<HTMLInputElement>('#time-from', root);
    this.#to = find<HTMLInputElement>('#time-to', root);
    for (const box of [this.#from, this.#to]) {
      box.addEventListener('change', () => {
        const [from, to] = [this.#from, this.#to].map((one) => this.#read(one.value));
        const right = from !== undefined && to !== undefined && from < to;
        box.setAttribute('aria-invalid', String(!right));
        if (right) onSpan({ from, to });
      });
    }
  }

  show(span: Span, zone: Zone): void {
    this.#zone = zone;
    for (const [box, at] of [[this.#from, span.from] as const, [this.#to, span.to] as const]) {
      if (box === document.activeElement) continue;
      box.value = timeText(at, zone).slice(0, 19);
      box.removeAttribute('aria-invalid');
    }
  }

  /** A time as the boxes show it, in the zone that is chosen. */
  #read(text: string): number | undefined {
    const at = Date.parse(`${text.trim().replace(' ', 'T')}Z`);
    return Number.isNaN(at) ? undefined : at - (this.#zone?.offset(at) ?? 0) * 60_000;
  }
}
