import { find } from '../element.ts';
import { pause } from '../pause.ts';
import { asPng, asSvg, saveFile } from './export-picture.ts';
import { asCsv, asJson, asMarkdown, type Exported } from './export-text.ts';
import type { ChainRow } from './protocol.ts';
import { AXIS } from './timeline-drawing.ts';
import type { Timeline } from './timeline.ts';
import type { WorkerClient } from './worker-client.ts';

/** Chains that are asked for at once: so many that the page does not feel it. */
const BATCH = 100;

/** What is exported from. */
interface Sources {
  /** The chains that the filters let through. */
  shown: () => readonly ChainRow[];
  worker: WorkerClient;
  timeline: Timeline;
}

/** Chains as text, a batch at a time. */
async function written(
  left: readonly ChainRow[],
  worker: WorkerClient,
  as: (chains: Exported[], first: boolean) => string,
): Promise<string[]> {
  const texts: string[] = [];
  for (let at = 0; at === 0 || at < left.length; at += BATCH) {
    const batch = new Map(left.slice(at, at + BATCH).map((row) => [row.id, row]));
    const chains = await worker.ask<'chains'>({ kind: 'chains', chains: [...batch.keys()] });
    const list = chains.map((chain) => ({ chain, row: batch.get(chain.id) as ChainRow }));
    texts.push(as(list, at === 0));
    await pause();
  }
  return texts;
}

const markdownPart = (chains: Exported[], first: boolean) =>
  `${first ? '' : '\n'}${asMarkdown(chains)}`;

const PICTURE_WIDTH = 1_400;

/** @returns what the reader should know of the file */
async function save(kind: string, { shown, worker, timeline }: Sources): Promise<string> {
  const text = (as: (chains: Exported[], first: boolean) => string) => written(shown(), worker, as);
  if (kind === 'json') saveFile('chains.jsonl', await text(asJson), 'application/jsonl');
  else if (kind === 'csv') saveFile('chains.csv', await text(asCsv), 'text/csv');
  else if (kind === 'markdown') saveFile('chains.md', await text(markdownPart), 'text/markdown');
  else return savePicture(kind, timeline);
  return '';
}

async function savePicture(kind: string, timeline: Timeline): Promise<string> {
  const ground = getComputedStyle(document.documentElement).backgroundColor;
  const body = timeline.lanesHeight;
  const strip = (from: number, height: number) => timeline.picture(PICTURE_WIDTH, from, height);
  if (kind === 'svg') {
    saveFile('timeline.svg', [await asSvg(await strip(0, body), ground)], 'image/svg+xml');
    return '';
  }
  const size = { width: PICTURE_WIDTH, head: AXIS, body };
  const { blob, scale } = await asPng(strip, size, ground);
  saveFile('timeline.png', [blob], 'image/png');
  if (scale >= 1) return '';
  return `A picture so high is made smaller, to ${Math.round(scale * 100)} %; the SVG is sharp. Filters make it lower.`;
}

/** Makes the buttons of the page that save what is shown work. */
export function offerExports(sources: Sources): void {
  for (const saver of document.querySelectorAll<HTMLButtonElement>('[data-save]')) {
    saver.addEventListener('click', () => {
      const done = find('#export-done');
      save(saver.dataset['save'] ?? '', sources).then(
        (note) => (done.textContent = `Saved as ${saver.textContent}. ${note}`.trim()),
        (error: unknown) =>
          (done.textContent = error instanceof Error ? error.message : String(error)),
      );
    });
  }
}
