import { pause } from '../pause.ts';
import type { Input } from './protocol.ts';

type Take = (inputs: Input[]) => void;

/** Characters of a pasted text that become a file at once, so that no task of the page is long. */
const SLICE = 1 << 20;

/** A text for the worker; a long one as a file, which takes no memory of the page's own. */
export async function inputOfText(text: string): Promise<Input> {
  const name = '-';
  if (text.length <= SLICE) return { name, text };
  const parts: Blob[] = [];
  for (let at = 0; at < text.length;) {
    // A character of two units stays whole.
    const pair = /[\ud800-\udbff]/.test(text[at + SLICE - 1] ?? '') ? 1 : 0;
    parts.push(new Blob([text.slice(at, at + SLICE + pair)]));
    at += SLICE + pair;
    await pause();
  }
  return { name, file: new File(parts, name) };
}

export function inputsOf(files: Iterable<File>): Input[] {
  return [...files].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
}

/** Files and folders can be dropped anywhere on the window. */
export function takeDrops(take: Take, takeText: (text: string) => void): void {
  const cover = document.createElement('div');
  cover.className = 'drop-cover';
  cover.textContent = 'Drop to decode';
  cover.hidden = true;
  // Not in the body: browsers from before 2024 would place it on the page, not in the window.
  document.documentElement.append(cover);
  let depth = 0;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  addEventListener('dragenter', (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    cover.hidden = false;
  });
  addEventListener('dragleave', (event) => {
    if (!hasFiles(event)) return;
    depth -= 1;
    cover.hidden = depth > 0 ? cover.hidden : true;
  });
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    depth = 0;
    cover.hidden = true;
    event.preventDefault();
    const data = event.dataTransfer;
    if (!data) return;
    const text = data.getData('text/plain');
    if (data.files.length === 0 && text !== '') {
      takeText(text);
      return;
    }
    const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
    if (entries.some((entry) => entry.isDirectory)) void walk(entries).then(take);
    else take(inputsOf(data.files));
  });
}

/** Every file below some entries, in order of their paths. */
async function walk(entries: readonly FileSystemEntry[]): Promise<Input[]> {
  const found: Input[] = [];
  for (const entry of entries) {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) =>
        (entry as FileSystemFileEntry).file(resolve, reject),
      );
      found.push({ name: entry.fullPath.replace(/^\//, ''), file });
    } else {
      const reader = (entry as FileSystemDirectoryEntry).createReader();
      for (;;) {
        const more = await new Promise<FileSystemEntry[]>((resolve, reject) =>
          reader.readEntries(resolve, reject),
        );
        if (more.length === 0) break;
        found.push(...(await walk(more)));
      }
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
