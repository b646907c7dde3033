import { find } from '../element.ts';
import type { Span } from './time-scale.ts';
import { timeText, type Zone } from './zone.ts';

/** Two boxes that say which stretch of time is shown: the strip above the timeline, for those who do not drag. */
export class TimeInputs {
  #from: HTMLInputElement;
  #to: HTMLInputElement;
  #wrong: HTMLElement;
  #zone: Zone | undefined;

  constructor(root: HTMLElement, onSpan: (span: Span) => void) {
    this.#from = find<HTMLInputElement>('#time-from', root);
    this.#to = find<HTMLInputElement>('#time-to', root);
    this.#wrong = find('#time-wrong', root);
    for (const box of [this.#from, this.#to]) {
      box.setAttribute('aria-describedby', this.#wrong.id);
      box.addEventListener('change', () => {
        const [from, to] = [this.#read(this.#from.value), this.#read(this.#to.value)];
        this.#say(
          from === undefined && this.#from,
          to === undefined && this.#to,
          from !== undefined && to !== undefined && from >= to && box,
        );
        if (from !== undefined && to !== undefined && from < to) onSpan({ from, to });
      });
    }
  }

  /** Says what is wrong: the boxes that hold no time, and the one that was changed so that the end is not behind. */
  #say(...[from, to, turned]: (HTMLInputElement | false)[]): void {
    for (const box of [this.#from, this.#to])
      box.setAttribute('aria-invalid', String([from, to, turned].includes(box)));
    const unread = from || to;
    this.#wrong.textContent = unread
      ? `“${unread.value.trim().slice(0, 40)}” is no time. Write one as 2024-03-05 08:15:00.`
      : turned
        ? 'The range ends before it begins.'
        : '';
  }

  show(span: Span, zone: Zone): void {
    this.#zone = zone;
    for (const [box, at] of [[this.#from, span.from] as const, [this.#to, span.to] as const]) {
      if (box === document.activeElement) continue;
      box.value = timeText(at, zone).slice(0, 19);
      box.removeAttribute('aria-invalid');
    }
    const isWrong = [this.#from, this.#to].some((box) => box.ariaInvalid === 'true');
    if (!isWrong) this.#wrong.textContent = '';
  }

  /** A time as the boxes show it, in the zone that is chosen. */
  #read(text: string): number | undefined {
    const at = Date.parse(`${text.trim().replace(' ', 'T')}Z`);
    return Number.isNaN(at) ? undefined : at - (this.#zone?.offset(at) ?? 0) * 60_000;
  }
}
