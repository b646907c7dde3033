import { grouped } from '../../catalog/grouped.ts';
import { button, draw, find, make } from '../element.ts';
import { Folds } from './folds.ts';
import { inSteps } from './in-steps.ts';
import type { Lanes } from './lanes.ts';
import { Minimap } from './minimap.ts';
import { AXIS, drawTimeline, FOOT, LANE, timelineInSteps, type Scene } from './timeline-drawing.ts';
import { inside, moved, padded, toTime, zoomed, type Span } from './time-scale.ts';
import { utc, type Zone } from './zone.ts';

export interface TimelineEvents {
  /** A bar was clicked, or one of the events on it. */
  onSelect(chain: string, event?: number): void;
  /** The line to the chain above the selected one was clicked. */
  onParent(): void;
  nounOf(rule: string): string;
  /** Words for a bar that the pointer rests on. */
  describe(chain: string): string;
}

/** What is drawn for paper: so many lanes fill a sheet at that width. */
const PAPER = { width: 900, height: AXIS + 40 * LANE + FOOT };

/** The picture of the chains: it follows the table, and what is clicked in it is selected there. */
export class Timeline {
  #root: HTMLElement;
  #scroll: HTMLElement;
  #svg: SVGSVGElement;
  #spacer: HTMLElement;
  #tip: HTMLElement;
  #minimap: Minimap;
  #events: TimelineEvents;
  #lanes: Lanes = {
    count: 0,
    labels: [],
    bars: [],
    byId: new Map(),
    next: new Map(),
    leads: new Set(),
  };
  #times: ArrayLike<number> = [];
  #folds = new Folds([]);
  /** What there is, and what of it is shown, in drawn time. */
  #bounds: Span = { from: 0, to: 1 };
  #span: Span = { from: 0, to: 1 };
  #zone = utc;
  #selected: string | undefined;
  #hovered: string | undefined;
  #pending = false;
  #onPaper = false;
  #onSpan: (span: Span) => void = () => undefined;

  constructor(root: HTMLElement, events: TimelineEvents) {
    this.#root = root;
    this.#events = events;
    this.#scroll = find('.timeline-scroll', root);
    this.#svg = find<SVGSVGElement>('svg', this.#scroll);
    this.#spacer = find('.timeline-spacer', root);
    this.#tip = find('.timeline-tip', root);
    this.#minimap = new Minimap(find<SVGSVGElement>('.minimap svg', root), (span) =>
      this.#setSpan(span),
    );
    find('.timeline-tools', root).prepend(
      button('+', () => this.zoomBy(0.5), { 'aria-label': 'Zoom in', title: 'Zoom in (+)' }),
      button('−', () => this.zoomBy(2), { 'aria-label': 'Zoom out', title: 'Zoom out (-)' }),
      button('←', () => this.panBy(-0.25), { 'aria-label': 'Earlier', title: 'Earlier (←)' }),
      button('→', () => this.panBy(0.25), { 'aria-label': 'Later', title: 'Later (→)' }),
      button('Fit all', () => this.fitAll(), { title: 'Show the whole log (a)' }),
      button('Fit selected', () => this.fitSelected(), { title: 'Show the selected chain (f)' }),
    );
    this.#scroll.addEventListener('scroll', () => this.#redraw(), { passive: true });
    new ResizeObserver(() => this.#redraw()).observe(this.#scroll);
    addEventListener('beforeprint', () => {
      this.#onPaper = true;
      this.#draw();
    });
    addEventListener('afterprint', () => {
      this.#onPaper = false;
      this.#draw();
    });
    this.#listen();
  }

  /** Shows other chains. With `keep`, the stretch of time that is shown stays. */
  show(lanes: Lanes, times: ArrayLike<number>, folds: Folds, bounds: Span, keep: boolean): void {
    this.#lanes = lanes;
    this.#times = times;
    this.#folds = folds;
    this.#bounds = padded(this.#drawn(bounds));
    this.#setSpan(keep ? this.#span : this.#bounds);
  }

  setZone(zone: Zone): void {
    this.#zone = zone;
    this.#setSpan(this.#span);
  }

  /** Shows another stretch of time. */
  showTimes(span: Span): void {
    this.#setSpan(this.#drawn(span));
  }

  onSpan(told: (span: Span) => void): void {
    this.#onSpan = told;
  }

  zoomBy(factor: number, at = (this.#span.from + this.#span.to) / 2): void {
    this.#setSpan(zoomed(this.#span, factor, at, this.#bounds));
  }

  panBy(share: number): void {
    this.#setSpan(moved(this.#span, (this.#span.to - this.#span.from) * share, this.#bounds));
  }

  fitAll(): void {
    this.#setSpan(this.#bounds);
  }

  fitSelected(): void {
    const bar = this.#selected === undefined ? undefined : this.#lanes.byId.get(this.#selected);
    if (bar) this.#setSpan(padded(this.#drawn(bar), 0.15));
  }

  /** Marks a chain, and brings its bar into view where it is not. */
  select(chain: string | undefined): void {
    this.#selected = chain;
    const bar = chain === undefined ? undefined : this.#lanes.byId.get(chain);
    if (bar) {
      const y = bar.lane * LANE;
      const room = this.#scroll.clientHeight - AXIS - FOOT;
      if (y < this.#scroll.scrollTop || y + LANE > this.#scroll.scrollTop + room) {
        this.#scroll.scrollTop = Math.max(0, y - room / 2);
      }
      const { from, to } = this.#drawn(bar);
      if (to < this.#span.from || from > this.#span.to) {
        const half = (this.#span.to - this.#span.from) / 2;
        this.#setSpan({ from: from - half, to: from + half });
      }
    }
    this.#redraw();
  }

  /** The keys of the timeline. @returns whether the key was one of them */
  key(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const acts: Record<string, () => void> = {
      '+': () => this.zoomBy(0.5),
      '=': () => this.zoomBy(0.5),
      '-': () => this.zoomBy(2),
      '0': () => this.fitAll(),
      a: () => this.fitAll(),
      f: () => this.fitSelected(),
      ArrowLeft: () => this.panBy(-0.1),
      ArrowRight: () => this.panBy(0.1),
    };
    const act = acts[event.key];
    act?.();
    return act !== undefined;
  }

  /** Height of all lanes and of the foot, below the axis. */
  get lanesHeight(): number {
    return this.#lanes.count * LANE + FOOT;
  }

  /** A drawing, for a file, of the axis and of so much of the lanes, in the span that is shown. */
  async picture(width: number, from: number, lanesHeight: number): Promise<SVGSVGElement> {
    const height = AXIS + lanesHeight;
    const svg = draw('svg', {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      class: 'timeline-svg',
    });
    const goesOn = from + lanesHeight < this.lanesHeight;
    const scene = { ...this.#scene(width, height, from), ids: 'picture', goesOn };
    const drawing = await inSteps(timelineInSteps(scene));
    svg.append(definitions(scene, 'picture'), drawing as SVGGElement);
    return svg;
  }

  #scene(width: number, height: number, scroll: number): Scene {
    return {
      lanes: this.#lanes,
      span: this.#span,
      folds: this.#folds,
      zone: this.#zone,
      width,
      gutter: Math.min(240, Math.round(width * 0.33), Math.max(190, Math.round(width * 0.2))),
      height,
      scroll,
      times: this.#times,
      selected: this.#selected,
      hovered: this.#hovered,
      nounOf: (rule) => this.#events.nounOf(rule),
      ids: 'timeline',
    };
  }

  #drawn({ from, to }: Span): Span {
    return { from: this.#folds.fold(from), to: this.#folds.fold(to) };
  }

  #setSpan(span: Span): void {
    this.#span = inside(span, this.#bounds);
    this.#redraw();
    const { from, to } = this.#span;
    this.#onSpan({ from: this.#folds.unfold(from), to: this.#folds.unfold(to) });
  }

  #redraw(): void {
    if (this.#pending) return;
    this.#pending = true;
    requestAnimationFrame(() => {
      this.#pending = false;
      this.#draw();
    });
  }

  #draw(): void {
    const onPaper = this.#onPaper;
    const full = AXIS + this.lanesHeight;
    const width = onPaper ? PAPER.width : this.#scroll.clientWidth;
    const most = onPaper ? PAPER.height : Math.max(180, Math.round(innerHeight * 0.55));
    const height = Math.min(full, most);
    const scroll = Math.min(this.#scroll.scrollTop, full - height);
    this.#svg.setAttribute('width', String(width));
    this.#svg.setAttribute('height', String(height));
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.#spacer.style.blockSize = `${full - height}px`;
    const scene = this.#scene(width, height, scroll);
    this.#svg.replaceChildren(definitions(scene, 'timeline'), drawTimeline(scene));
    this.#minimap.show(this.#times, this.#folds, this.#bounds, this.#span);
    const first = Math.round(scroll / LANE);
    const last = first + Math.floor((height - AXIS - FOOT) / LANE);
    find('.on-paper', this.#root).textContent =
      height < full
        ? `Printed are lanes ${grouped(first + 1)} to ${grouped(last)} of ${grouped(this.#lanes.count)}; Export saves the whole picture as SVG or PNG.`
        : '';
  }

  #listen(): void {
    const svg = this.#svg;
    const gutter = () => this.#scene(this.#scroll.clientWidth, 0, 0).gutter;
    const plot = () => this.#scroll.clientWidth - gutter();
    let drag: { x: number; span: Span; moved: boolean } | undefined;
    svg.addEventListener('pointerdown', (event) => {
      if (event.button === 0) drag = { x: event.offsetX, span: this.#span, moved: false };
    });
    svg.addEventListener('pointermove', (event) => {
      if (drag && Math.abs(event.offsetX - drag.x) > 4 && !drag.moved) {
        drag.moved = true;
        svg.setPointerCapture(event.pointerId);
      }
      if (drag?.moved) {
        const by = ((drag.x - event.offsetX) / plot()) * (drag.span.to - drag.span.from);
        this.#setSpan(moved(drag.span, by, this.#bounds));
      } else {
        this.#hover(event);
      }
    });
    svg.addEventListener('pointerup', (event) => {
      const clicked = drag && !drag.moved;
      drag = undefined;
      if (clicked) this.#click(event.target as Element);
    });
    svg.addEventListener('pointercancel', () => (drag = undefined));
    svg.addEventListener('pointerleave', () => this.#leave());
    svg.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return;
        event.preventDefault();
        const by = event.deltaY || event.deltaX;
        if (event.shiftKey) this.panBy(Math.sign(by) * 0.1);
        else this.zoomBy(1.0015 ** by, toTime(this.#span, plot(), event.offsetX - gutter()));
      },
      { passive: false },
    );
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !this.#tip.hidden) this.#tip.hidden = true;
    });
  }

  #click(target: Element): void {
    if (target.closest('[data-link=parent]')) return this.#events.onParent();
    const chain = target.closest('[data-chain]')?.getAttribute('data-chain');
    if (chain === null || chain === undefined) return;
    const event = target.getAttribute('data-event');
    this.#events.onSelect(chain, event === null ? undefined : Number(event));
  }

  #hover(event: PointerEvent): void {
    const chain =
      (event.target as Element).closest('[data-chain]')?.getAttribute('data-chain') ?? undefined;
    if (chain !== this.#hovered) {
      this.#hovered = chain;
      for (const group of this.#svg.querySelectorAll('[data-chain]')) {
        group.classList.toggle('hovered', group.getAttribute('data-chain') === chain);
      }
      if (chain !== undefined)
        this.#tip.replaceChildren(make('span', {}, this.#events.describe(chain)));
    }
    this.#tip.hidden = chain === undefined;
    if (chain === undefined) return;
    const box = this.#root.getBoundingClientRect();
    const left = Math.min(event.clientX - box.left + 14, box.width - this.#tip.offsetWidth - 4);
    this.#tip.style.insetInlineStart = `${Math.max(0, left)}px`;
    this.#tip.style.insetBlockStart = `${event.clientY - box.top + 18}px`;
  }

  #leave(): void {
    this.#hovered = undefined;
    this.#tip.hidden = true;
    for (const group of this.#svg.querySelectorAll('.hovered')) group.classList.remove('hovered');
  }
}

function definitions({ width, height, gutter, goesOn }: Scene, ids: string): SVGDefsElement {
  const bottom = goesOn ? height : height - FOOT;
  const fade = (id: string, from: string, to: string) =>
    draw(
      'linearGradient',
      { id: `${ids}-${id}` },
      draw('stop', { offset: 0, class: 'fade-stop', 'stop-opacity': from }),
      draw('stop', { offset: 1, class: 'fade-stop', 'stop-opacity': to }),
    );
  const area = (id: string, x: number) =>
    draw(
      'clipPath',
      { id: `${ids}-${id}` },
      draw('rect', {
        x,
        y: AXIS,
        width: Math.max(0, width - x),
        height: Math.max(0, bottom - AXIS),
      }),
    );
  return draw(
    'defs',
    {},
    fade('fade-right', '0', '1'),
    fade('fade-left', '1', '0'),
    area('plot', gutter),
    area('lanes', 0),
  );
}
