import { pause } from '../decode/pause.ts';

const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'fill-opacity',
  'font-size',
  'font-weight',
  'font-family',
  'stop-color',
  'stop-opacity',
] as const;

/** Elements between two places where the work may rest. */
const STEP = 500;

/**
 * A drawing as an SVG file that looks the same outside the page: the styles that apply to it stand in it. Big drawings
 * take several steps.
 *
 * @param svg is put into the page for a moment, out of sight, so that styles apply
 */
export async function asSvg(svg: SVGSVGElement, ground: string): Promise<string> {
  const stage = document.createElement('div');
  stage.className = 'stage';
  stage.append(svg);
  document.body.append(stage);
  for (const [at, element] of [...svg.querySelectorAll<SVGElement>('*')].entries()) {
    if (at % STEP === STEP - 1) await pause();
    const style = getComputedStyle(element);
    for (const name of STYLES) {
      const value = style.getPropertyValue(name);
      if (value && value !== 'none' && value !== 'normal') element.setAttribute(name, value);
      else if (name === 'fill' || name === 'stroke') element.setAttribute(name, value || 'none');
    }
  }
  stage.remove();
  const back = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  back.setAttribute('width', '100%');
  back.setAttribute('height', '100%');
  back.setAttribute('fill', ground);
  svg.prepend(back);
  svg.removeAttribute('class');
  return new XMLSerializer().serializeToString(svg);
}

/**
 * An SVG file as a PNG, two pixels to one where browsers can.
 *
 * @returns the picture, and how many of its pixels are one of the drawing's
 * @throws {Error} when the browser cannot draw it
 */
export async function asPng(
  svg: string,
  width: number,
  height: number,
): Promise<{ blob: Blob; scale: number }> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  // Browsers draw no picture beyond some 16,000 pixels.
  const scale = Math.min(2, 16_000 / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
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
export function saveFile(name: string, content: string | Blob, type: string): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
