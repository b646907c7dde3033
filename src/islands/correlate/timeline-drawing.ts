import { lengthText } from '../../correlate/span.ts';
import { statusBriefly, typeWords } from './chain-words.ts';
import { draw } from '../element.ts';
import type { Folds } from './folds.ts';
import type { Bar, Lanes } from './lanes.ts';
import type { ChainRow, Mark } from './protocol.ts';
import { dayOf, gaps, inDays, ticks, toX, type Span } from './time-scale.ts';
import type { Zone } from './zone.ts';

export const LANE = 26;
export const AXIS = 34;
/** Room below the lanes, for the lengths of gaps. */
export const FOOT = 20;
/** Least width of a bar and of a mark, in pixels: big enough to point at. */
const LEAST = 8;
/** Room for a date above the axis. */
const DAY_LABEL = 74;
/** Room for an end that fades. */
const FADE = 44;

/** What a drawing of the timeline shows. */
export interface Scene {
  lanes: Lanes;
  /** What is shown, in drawn time. */
  span: Span;
  folds: Folds;
  zone: Zone;
  width: number;
  /** Width of the labels at the left. */
  gutter: number;
  /** Height of the drawing, and how far the lanes are scrolled up in it. */
  height: number;
  scroll: number;
  selected?: string | undefined;
  hovered?: string | undefined;
  /** What one chain of a rule is called. */
  nounOf: (rule: string) => string;
  /** Prefix of the ids of the definitions that the drawing uses. */
  ids: string;
  /** Times of all events, for the gaps. */
  times: ArrayLike<number>;
  /** The drawing goes on below, where the lengths of the gaps will stand. */
  goesOn?: boolean;
}

/** Bars between two places where the work may rest. */
const STEP = 50;

/** Draws the visible part of the timeline. Each bar carries `data-chain`, each mark `data-event`. */
export function drawTimeline(scene: Scene): SVGGElement {
  const steps = timelineInSteps(scene);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same; yields where it may rest, for what is drawn of a whole log. */
export function* timelineInSteps(scene: Scene): Generator<undefined, SVGGElement> {
  const x = xOf(scene);
  const { folds, span } = scene;
  const [from, to] = [folds.unfold(span.from), folds.unfold(span.to)];
  const group = draw('g');
  group.append(drawGrid(scene, x), drawGaps(scene, x), drawFolds(scene, x));
  const first = Math.floor(scene.scroll / LANE);
  const last = Math.ceil((scene.scroll + scene.height - AXIS) / LANE);
  const visible = scene.lanes.bars.filter(
    (bar) => bar.lane >= first && bar.lane < last && bar.to >= from && (bar.lead ?? bar.from) <= to,
  );
  const plotGroup = draw('g', { 'clip-path': `url(#${scene.ids}-plot)` });
  for (const bar of visible) plotGroup.append(drawPair(bar, scene, x));
  for (const [at, bar] of visible.entries()) {
    if (at % STEP === STEP - 1) yield;
    plotGroup.append(drawBar(bar, scene, x));
  }
  const selected = scene.selected === undefined ? undefined : scene.lanes.byId.get(scene.selected);
  if (selected) plotGroup.append(drawParentLink(selected, scene, x));
  group.append(drawLabels(scene, first, last), plotGroup);
  return group;
}

type X = (at: number) => number;

/** Pixels from the left edge of the drawing to a time. */
const xOf =
  ({ folds, gutter, span, width }: Scene): X =>
  (at) =>
    gutter + toX(span, width - gutter, folds.fold(at));

const top = (lane: number, scene: Scene) => AXIS + lane * LANE - scene.scroll;
const middle = (lane: number, scene: Scene) => top(lane, scene) + LANE / 2;

function drawGrid(scene: Scene, x: X): SVGGElement {
  const group = draw('g', { class: 'grid' });
  const { folds, span } = scene;
  const offset = (at: number) => scene.zone.offset(at);
  let free = 0;
  const drawDay = (at: number, day: string) => {
    if (at < free || at + 4 + day.length * 6 > scene.width) return;
    free = at + DAY_LABEL;
    group.append(draw('text', { x: at + 4, y: 11, class: 'day' }, day));
  };
  for (const part of folds.parts({ from: folds.unfold(span.from), to: folds.unfold(span.to) })) {
    const [left, right] = [x(part.from), x(part.to)];
    const found = right - left < 1 ? [] : ticks(part, right - left, 92, offset);
    // Behind a fold it is another day, also where no round time follows.
    if (left > scene.gutter && found[0]?.day === undefined) drawDay(left, dayOf(part.from, offset));
    for (const tick of found) {
      const at = x(tick.at);
      group.append(draw('line', { x1: at, x2: at, y1: AXIS - 6, y2: scene.height }));
      if (at + 4 + tick.label.length * 6 > scene.width) continue;
      group.append(draw('text', { x: at + 4, y: AXIS - 8 }, tick.label));
      if (tick.day) drawDay(at, tick.day);
    }
  }
  return group;
}

/** Stretches that are left out: two lines like torn paper, and how long they last. */
function drawFolds(scene: Scene, x: X): SVGGElement {
  const group = draw('g', { class: 'folds' });
  for (const { from, to } of scene.folds.list) {
    const [left, right] = [x(from), x(to)];
    if (right < scene.gutter || left > scene.width) continue;
    for (const at of [left, right]) {
      if (at < scene.gutter) continue;
      let d = `M${at},${AXIS}`;
      for (let y = AXIS; y < scene.height; y += 12) d += 'l3,3l-6,6l3,3';
      group.append(draw('path', { d }));
    }
    const words = inDays(to - from);
    const middle = (left + right) / 2;
    if (words.length * 6 > right - left || scene.goesOn) continue;
    const label = { x: middle, y: scene.height - 6, 'text-anchor': 'middle' };
    group.append(draw('text', label, words));
  }
  return group;
}

function drawGaps(scene: Scene, x: X): SVGGElement {
  const group = draw('g', { class: 'gaps' });
  const [y, height] = [AXIS, Math.max(0, scene.height - AXIS)];
  for (const gap of gaps(scene.times, scene.span, scene.folds)) {
    const width = x(gap.to) - x(gap.from);
    group.append(draw('rect', { x: x(gap.from), y, width, height }));
    if (width > 130 && !scene.goesOn) {
      const label = {
        x: (x(gap.from) + x(gap.to)) / 2,
        y: scene.height - 6,
        'text-anchor': 'middle',
      };
      group.append(draw('text', label, gap.words));
    }
  }
  return group;
}

/** Computers get a line across, other lanes their name at the left; what hangs below is set in. */
function drawLabels(scene: Scene, first: number, last: number): SVGGElement {
  const group = draw('g', { class: 'labels', 'clip-path': `url(#${scene.ids}-lanes)` });
  for (const { lane, text, depth } of scene.lanes.labels) {
    if (lane < first - 1 || lane >= last) continue;
    const y = top(lane, scene);
    if (depth < 2) group.append(draw('line', { x1: 0, x2: scene.width, y1: y, y2: y }));
    const left = 6 + depth * 10;
    const most = Math.floor((scene.gutter - left - 6) / 6.7);
    group.append(
      draw(
        'text',
        { x: left, y: y + 17, class: depth === 0 ? 'computer' : depth === 1 ? 'lane' : 'below' },
        depth === 0 ? text : shortened(text, most),
      ),
    );
  }
  return group;
}

/** A text with as many letters as there is room for: of a path the end, which tells it from others. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = Math.max(1, most - 1);
  return /^(?:[a-z]:)?\\/i.test(text) ? `…${text.slice(-kept)}` : `${text.slice(0, kept)}…`;
}

/** The classes that say what a bar is; each has a shape of its own besides its colour. */
function classOf({ row, kind }: Bar, scene: Scene): string {
  return [
    'chain',
    kind,
    row.status,
    row.failed ? 'failed' : '',
    row.id === scene.selected ? 'selected' : '',
    row.id === scene.hovered ? 'hovered' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function drawBar(bar: Bar, scene: Scene, x: X): SVGGElement {
  const { row } = bar;
  const height = bar.kind === 'upper' ? 18 : 14;
  const y = middle(bar.lane, scene) - height / 2;
  const [left, right] = edges(bar, scene, x);
  const group = draw('g', { class: classOf(bar, scene), 'data-chain': row.id });
  const instant = right - left < LEAST && row.marks.length < 2;
  if (instant) {
    group.append(diamond(left, y + height / 2, 6));
  } else {
    const width = Math.max(right - left, LEAST);
    const lead = bar.lead === undefined ? left : Math.min(x(bar.lead), left);
    if (left - lead > LEAST)
      group.append(draw('path', { class: 'lead', d: `M${lead},${y + height / 2}H${left}` }));
    group.append(draw('rect', { class: 'body', x: left, y, width, height, rx: 3 }));
    group.append(...ends(row, left, left + width, y, height, scene.ids));
    group.append(...drawMarks(row.marks, x, y + height / 2, lead, left + width));
  }
  group.append(...drawText(bar, left, Math.max(right, left + LEAST), y + height - 4, scene));
  return group;
}

/** Where a bar begins and ends; one end that no event marks has room to fade. */
function edges({ row, from, to }: Bar, scene: Scene, x: X): [number, number] {
  let left = x(from);
  let right = Math.max(x(to), left);
  if (row.status === 'orphan') left = Math.min(left, right - FADE);
  if (row.status === 'open' || row.status === 'lost') right = Math.max(right, left + FADE);
  return [Math.max(left, scene.gutter - 20), Math.min(right, scene.width + 20)];
}

/** How a bar begins and ends when no event says so: it fades, and a word says why. */
function ends(
  row: ChainRow,
  left: number,
  right: number,
  y: number,
  height: number,
  ids: string,
): SVGElement[] {
  const fade = Math.min(FADE * 0.7, right - left);
  if (row.status === 'open') {
    const at = { x: right - fade, y, width: fade, height };
    return [draw('rect', { ...at, class: 'fade', fill: `url(#${ids}-fade-right)` })];
  }
  if (row.status === 'orphan') {
    return [
      draw('rect', {
        x: left,
        y,
        width: fade,
        height,
        class: 'fade',
        fill: `url(#${ids}-fade-left)`,
      }),
    ];
  }
  if (row.status === 'lost') {
    const step = height / 4;
    const teeth = [0, 1, 2, 3, 4].map((n) => `${right - (n % 2) * 5},${y + n * step}`).join(' ');
    return [draw('polyline', { class: 'torn', points: teeth })];
  }
  return [];
}

/** The events on a bar: where several would cover one another, the first; what opens and what closes it always. */
function drawMarks(
  marks: readonly Mark[],
  x: X,
  y: number,
  left: number,
  right: number,
): SVGElement[] {
  const drawn: SVGElement[] = [];
  let last = -Infinity;
  const opening = marks.find(({ role }) => role === 'open');
  for (const [index, mark] of marks.entries()) {
    if (mark.at === undefined) continue;
    const at = Math.min(Math.max(x(mark.at), left), right);
    if (at - last < LEAST && mark.role !== 'close' && mark !== opening) continue;
    last = at;
    const shape =
      mark.role === 'close'
        ? draw('rect', { x: at - 4, y: y - 4, width: 8, height: 8 })
        : mark.role === 'open'
          ? draw('path', { d: `M${at - 3},${y - 5} l8,5 l-8,5z` })
          : draw('circle', { cx: at, cy: y, r: 4 });
    shape.setAttribute('class', `mark ${mark.role}`);
    shape.setAttribute('data-event', String(index));
    drawn.push(shape);
  }
  return drawn;
}

function diamond(x: number, y: number, r: number): SVGElement {
  return draw('path', { class: 'body', d: `M${x - r},${y} l${r},${-r} l${r},${r} l${-r},${r}z` });
}

/** What the bar is and how long: inside where it fits, else behind it, else before it. */
function drawText(
  { row, kind, lead }: Bar,
  left: number,
  right: number,
  y: number,
  scene: Scene,
): SVGElement[] {
  const length =
    row.start !== undefined && row.end !== undefined ? lengthText(row.end - row.start) : undefined;
  // The lane says whose it is.
  const named = kind === 'upper' && row.account !== undefined;
  const name =
    kind === 'band'
      ? scene.nounOf(row.rule)
      : (row.short ??
        (typeWords(row) || undefined) ??
        (named ? scene.nounOf(row.rule) : row.label));
  const status = row.status === 'closed' ? undefined : statusBriefly(row.status);
  const words = [name, status ?? (row.marks.length > 1 ? length : undefined)].filter(Boolean);
  const text = words.join(' · ');
  const start = Math.max(left, scene.gutter);
  const inner = Math.min(right, scene.width) - start - 22;
  const wide = text.length * 6.3;
  if (wide <= inner)
    return [
      draw('text', { x: freeOfMarks(row, start, inner, wide, scene), y, class: 'inside' }, text),
    ];
  const room = nextFree(row, right, scene);
  if (wide + 10 <= room)
    return [draw('text', { x: Math.max(right, scene.gutter) + 8, y, class: 'behind' }, text)];
  // At the end of the log there is room before a bar only.
  const free = scene.lanes.leads.has(row.id) && lead === undefined;
  if (free && wide + 10 <= left - scene.gutter)
    return [draw('text', { x: left - 8, y, class: 'behind', 'text-anchor': 'end' }, text)];
  const brief = [name, status ?? length ?? ''].find((one) => one.length * 6.3 <= inner);
  return brief ? [draw('text', { x: start + 12, y, class: 'inside' }, brief)] : [];
}

/** Where a text on a bar is crossed by no event; its beginning where there is no such place. */
function freeOfMarks(
  row: ChainRow,
  start: number,
  inner: number,
  wide: number,
  scene: Scene,
): number {
  const x = xOf(scene);
  const marks = row.marks.slice(0, 100).flatMap(({ at }) => (at === undefined ? [] : [x(at)]));
  const places = [start, ...marks.filter((at) => at > start)].map((at) => at + 12);
  const free = places.find(
    (at) =>
      at + wide <= start + inner + 12 && !marks.some((one) => one > at - 6 && one < at + wide),
  );
  return free ?? start + 12;
}

/** Pixels from the end of a bar to the next one in its lane. */
function nextFree(row: ChainRow, right: number, scene: Scene): number {
  const next = scene.lanes.next.get(row.id);
  const at = next ? xOf(scene)(next.lead ?? next.from) : scene.width;
  return Math.min(at, scene.width) - right;
}

/** A bracket between the two halves of a pair. */
function drawPair(bar: Bar, scene: Scene, x: X): SVGGElement {
  const group = draw('g', { class: 'pair' });
  const twin = bar.row.pair === undefined ? undefined : scene.lanes.byId.get(bar.row.pair);
  if (!twin || twin.lane < bar.lane) return group;
  const at = Math.max(x(Math.max(bar.from, twin.from)), scene.gutter + 4);
  const [upper, lower] = [bar.lane, twin.lane].map((lane) => middle(lane, scene));
  group.append(draw('path', { d: `M${at - 2},${upper} h-6 V${lower} h6` }));
  return group;
}

/** From the chain that the selected one hangs below. */
function drawParentLink(bar: Bar, scene: Scene, x: X): SVGGElement {
  const group = draw('g', { class: 'links' });
  const parent = bar.row.parent === undefined ? undefined : scene.lanes.byId.get(bar.row.parent);
  if (!parent) return group;
  const at = x(bar.from);
  const y1 = middle(parent.lane, scene);
  const y2 = middle(bar.lane, scene);
  const from = Math.min(Math.max(at, x(parent.from)), Math.max(x(parent.to), x(parent.from)));
  const d = `M${from},${y1} C${from - 14},${(y1 + y2) / 2} ${at - 14},${(y1 + y2) / 2} ${at},${y2}`;
  group.append(
    draw('path', { d, class: 'reach', 'data-link': 'parent' }),
    draw('path', { d, class: 'line' }),
  );
  return group;
}
