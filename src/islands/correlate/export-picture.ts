import { FOOT } from './timeline-drawing.ts';
import { pause } from '../pause.ts';

/** Styles that what is inside takes over from what is around it, and styles that each element has of its own. */
const INHERITED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'fill-opacity',
  'font-size',
  'font-weight',
  'font-family',
] as const;
const OWN = ['opacity', 'stop-color', 'stop-opacity'] as const;

/** Elements between two places where the work may rest. */
const STEP = 500;

/** Elements that look the same: those of one tag and one class inside others that look the same. */
interface Look {
  name: string;
  around: Look | undefined;
  /** One of them. */
  element: Element;
  styles: Map<string, string>;
}

/**
 * A drawing as an SVG file that looks the same outside the page: the styles that apply to it stand in it. Big drawings
 * take several steps.
 *
 * @param svg is put into the page for a moment, out of sight, so that styles apply
 */
export async function asSvg(svg: SVGSVGElement, ground: string): Promise<string> {
  const { looks, lookOf } = await looksOf(svg);
  const stage = document.createElement('div');
  stage.className = 'stage';
  stage.append(svg);
  document.body.append(stage);
  for (const look of looks) {
    const style = getComputedStyle(look.element);
    look.styles = new Map(
      [...INHERITED, ...OWN].map((name) => [name, style.getPropertyValue(name)]),
    );
  }
  stage.remove();
  let at = 0;
  for (const [element, look] of lookOf) {
    at += 1;
    if (at % STEP === 0) await pause();
    for (const name of INHERITED) {
      const value = look.styles.get(name);
      if (value && value !== look.around?.styles.get(name)) element.setAttribute(name, value);
    }
    const [opacity, ...stops] = OWN;
    if (look.styles.get(opacity) !== '1')
      element.setAttribute(opacity, look.styles.get(opacity) ?? '');
    if (element.localName !== 'stop') continue;
    for (const name of stops) element.setAttribute(name, look.styles.get(name) ?? '');
  }
  const back = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  back.setAttribute('width', '100%');
  back.setAttribute('height', '100%');
  back.setAttribute('fill', ground);
  svg.prepend(back);
  svg.removeAttribute('class');
  return new XMLSerializer().serializeToString(svg);
}

/** Thousands of elements have a few dozen looks, each of which the browser is asked for once. */
async function looksOf(svg: SVGSVGElement): Promise<{ looks: Look[]; lookOf: Map<Element, Look> }> {
  const looks = new Map<string, Look>();
  const lookOf = new Map<Element, Look>();
  for (const [at, element] of [svg, ...svg.querySelectorAll('*')].entries()) {
    if (at % STEP === STEP - 1) await pause();
    const around = element.parentElement ? lookOf.get(element.parentElement) : undefined;
    const own = ['class', 'fill', 'stop-opacity'].map((name) => element.getAttribute(name) ?? '');
    const name = [around?.name, element.localName, ...own].join(' ');
    const look = looks.get(name) ?? { name, around, element, styles: new Map() };
    looks.set(name, look);
    lookOf.set(element, look);
  }
  return { looks: [...looks.values()], lookOf };
}

/** Height of what is drawn at once, in pixels of the drawing. */
const STRIP = 600;

/**
 * A drawing as a PNG, two pixels to one where browsers can, drawn strip by strip.
 *
 * @param strip draws the head and, below it, so much of the body
 * @returns the picture, and how many of its pixels are one of the drawing's
 * @throws {Error} when the browser cannot draw it
 */
export async function asPng(
  strip: (from: number, height: number) => Promise<SVGSVGElement>,
  { width, head, body }: { width: number; head: number; body: number },
  ground: string,
): Promise<{ blob: Blob; scale: number }> {
  const canvas = document.createElement('canvas');
  // Browsers draw no picture beyond some 16,000 pixels.
  const scale = Math.min(2, 16_000 / Math.max(width, head + body));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round((head + body) * scale);
  // It is read once, and whole: what the graphics card holds would come back in one long stop.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  for (let from = 0, height = 0; from < body; from += height) {
    // The foot of the drawing is not torn in two.
    height = body - from < STRIP + FOOT ? body - from : STRIP;
    const svg = await asSvg(await strip(from, height), ground);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const skipped = from === 0 ? 0 : head;
    const [top, end] = [from + skipped, from + head + height].map((y) => Math.round(y * scale));
    const placed = [0, top as number, canvas.width, (end as number) - (top as number)] as const;
    context?.drawImage(image, 0, skipped, width, head + height - skipped, ...placed);
    await pause();
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) =>
        blob
          ? resolve({ blob, scale })
          : reject(new Error('The browser could not make the picture.')),
      'image/png',
    );
  });
}

/** Hands a file to the reader. */
export function saveFile(name: string, content: readonly (string | Blob)[], type: string): void {
  const blob = new Blob([...content], { type });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
