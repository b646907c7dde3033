/** Rows that a list on paper has at most: some twenty pages. */
export const PRINTED = 1_000;

/** Browsers stop growing an element somewhere between 17 and 33 million pixels. */
const TALLEST = 8_000_000;
const AHEAD = 6;

/**
 * Which of many rows of one height are in sight of a box that scrolls. Rows taller in all than an element can be are
 * scrolled through in proportion; the wheel still moves by its own pixels.
 */
export class RowWindow {
  readonly #box: HTMLElement;
  #rowHeight = 30;
  headHeight = 0;
  #count = 0;
  #height = 0;
  #offset = 0;
  /** Scroll position that was set by code and is not to be read back. */
  #own = -1;

  /** @param changed is called when other rows may be in sight */
  constructor(box: HTMLElement, changed: () => void) {
    this.#box = box;
    box.addEventListener(
      'scroll',
      () => {
        const { scrollTop } = box;
        if (Math.abs(scrollTop - this.#own) > 1) this.#offset = scrollTop * this.#scale;
        this.#own = -1;
        changed();
      },
      { passive: true },
    );
    box.addEventListener(
      'wheel',
      (event) => {
        if (this.#scale === 1 || event.ctrlKey || event.deltaMode !== 0) return;
        event.preventDefault();
        this.#scrollTo(this.#offset + event.deltaY);
        changed();
      },
      { passive: false },
    );
    new ResizeObserver(() => {
      // It is told of its leaving the page, too.
      if (!box.isConnected) return;
      this.measureRows();
      // Asking for a height makes the browser lay out the page: once when it changes is enough.
      this.#height = box.clientHeight;
      changed();
    }).observe(box);
  }

  /** In pixels. */
  get rowHeight(): number {
    return this.#rowHeight;
  }

  /** Reads the height of a row, which its styles set: it grows with the letters. */
  measureRows(): void {
    const height = Number.parseFloat(getComputedStyle(this.#box).getPropertyValue('--row'));
    if (height > 0) this.#rowHeight = height;
    this.count = this.#count;
  }

  set count(count: number) {
    this.#count = count;
    this.#offset = Math.min(this.#offset, this.#furthest);
  }

  /** Pixels that all rows take, or as many as an element may have. */
  get height(): number {
    return Math.min(TALLEST, this.#total);
  }

  get #total(): number {
    return this.#count * this.#rowHeight;
  }

  get #sight(): number {
    return Math.max(0, this.#height - this.headHeight);
  }

  get #furthest(): number {
    return Math.max(0, this.#total - this.#sight);
  }

  get #scale(): number {
    return this.#total <= TALLEST ? 1 : this.#furthest / (TALLEST - this.#sight);
  }

  /** Rows in sight at once. */
  get inSight(): number {
    return Math.floor(this.#sight / this.#rowHeight);
  }

  /** Rows to draw: those in sight and a few around them. */
  range(): { from: number; to: number } {
    const first = Math.floor(this.#offset / this.#rowHeight);
    return {
      from: Math.max(0, first - AHEAD),
      to: Math.min(this.#count, first + this.inSight + 2 + AHEAD),
    };
  }

  /** Where a row stands among all, in pixels. */
  topOf(place: number): number {
    return this.#offset / this.#scale + place * this.#rowHeight - this.#offset;
  }

  toTop(): void {
    this.#scrollTo(0);
  }

  bringIntoSight(place: number): void {
    const top = place * this.#rowHeight;
    if (this.#height === 0) this.#height = this.#box.clientHeight;
    // Before it is laid out, the box has no height that anything could be out of.
    if (this.#height === 0) return;
    if (top < this.#offset) this.#scrollTo(top);
    else if (top + this.#rowHeight > this.#offset + this.#sight) {
      this.#scrollTo(top + this.#rowHeight - this.#sight);
    }
  }

  #scrollTo(offset: number): void {
    this.#offset = Math.max(0, Math.min(this.#furthest, offset));
    this.#box.scrollTop = this.#offset / this.#scale;
    this.#own = this.#box.scrollTop;
  }
}
