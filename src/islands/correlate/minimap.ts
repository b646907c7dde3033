import { draw } from '../element.ts';
import type { Folds } from './folds.ts';
import { inside, moved, toTime, toX, type Span } from './time-scale.ts';

const HEIGHT = 30;

/** The whole log in one strip: how many events when, and the window that the timeline shows. Drag it, or draw a new one. */
export class Minimap {
  #svg: SVGSVGElement;
  #bounds: Span = { from: 0, to: 1 };
  #span: Span = { from: 0, to: 1 };
  #times: ArrayLike<number> = [];

  constructor(svg: SVGSVGElement, onSpan: (span: Span) => void) {
    this.#svg = svg;
    let start: { x: number; span: Span; moving: boolean } | undefined;
    svg.addEventListener('pointerdown', (event) => {
      svg.setPointerCapture(event.pointerId);
      const x = event.offsetX;
      const [left, right] = this.#window();
      const moving = x >= left - 6 && x <= right + 6 && right - left < this.#width() - 4;
      start = { x, span: this.#span, moving };
    });
    svg.addEventListener('pointermove', (event) => {
      if (!start) return;
      const at = (x: number) => toTime(this.#bounds, this.#width(), x);
      if (start.moving) {
        onSpan(moved(start.span, at(event.offsetX) - at(start.x), this.#bounds));
      } else if (Math.abs(event.offsetX - start.x) > 3) {
        const [from, to] = [start.x, event.offsetX].map(at).sort((a, b) => a - b);
        onSpan(inside({ from: from as number, to: to as number }, this.#bounds));
      }
    });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      svg.addEventListener(end, () => (start = undefined));
    }
  }

  /** @param bounds and span in drawn time */
  show(times: ArrayLike<number>, folds: Folds, bounds: Span, span: Span): void {
    const same = times === this.#times && bounds === this.#bounds;
    this.#times = times;
    this.#bounds = bounds;
    this.#span = span;
    if (!same || !this.#svg.querySelector('.density')) {
      this.#svg.replaceChildren(
        this.#density(folds),
        draw('rect', { class: 'window', y: 1, rx: 3, height: HEIGHT - 2 }),
      );
    }
    const [left, right] = this.#window();
    const window = this.#svg.querySelector('.window');
    window?.setAttribute('x', String(left));
    window?.setAttribute('width', String(Math.max(6, right - left)));
  }

  #width(): number {
    return this.#svg.clientWidth || 1;
  }

  #window(): [number, number] {
    return [
      toX(this.#bounds, this.#width(), this.#span.from),
      toX(this.#bounds, this.#width(), this.#span.to),
    ];
  }

  /** One column every 4 pixels; the height is the root of the count, so that a single event can be seen. */
  #density(folds: Folds): SVGGElement {
    const columns = Math.max(1, Math.floor(this.#width() / 4));
    const counts = new Uint32Array(columns);
    for (let index = 0; index < this.#times.length; index += 1) {
      const column = Math.floor(
        toX(this.#bounds, columns, folds.fold(this.#times[index] as number)),
      );
      if (column >= 0 && column < columns) counts[column] = (counts[column] ?? 0) + 1;
    }
    const most = counts.reduce((a, b) => Math.max(a, b), 1);
    let d = '';
    for (const [column, count] of counts.entries()) {
      if (count === 0) continue;
      const height = Math.max(4, Math.sqrt(count / most) * (HEIGHT - 8));
      d += `M${column * 4},${HEIGHT - 3}v${-height}h3v${height}z`;
    }
    return draw('g', { class: 'density' }, draw('path', { d }));
  }
}
