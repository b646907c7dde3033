/**
 * Builds the site with N synthetic events more and prints pages per second, without search indexing, and memory: 500 and 5,000, or the
 * numbers given. The events go to a copy of the repository in a temporary folder.
 */
import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { performance } from 'node:perf_hooks';

const root = fileURLToPath(new URL('..', import.meta.url));
const sizes = process.argv.slice(2).map(Number);
const rows: { events: number; pages: number; seconds: number; memory: number }[] = [];

for (const size of sizes.length > 0 ? sizes : [500, 5_000]) {
  const folder = mkdtempSync(join(tmpdir(), 'audit-atlas-bench-'));
  for (const name of [
    'content',
    'src',
    'public',
    'package.json',
    'astro.config.mjs',
    'tsconfig.json',
  ]) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  synthetic(folder, size);
  const { seconds: whole, memory, log } = await build(folder);
  const search = Number(/indexed in ([\d.]+) s/.exec(log)?.[1] ?? 0);
  const pages = Number(/(\d+) page\(s\) built/.exec(log)?.[1] ?? 0);
  const seconds = whole - search;
  rows.push({ events: size, pages, seconds, memory });
  console.log(
    `${size} synthetic events: ${pages} pages in ${seconds.toFixed(1)} s, ${(pages / seconds).toFixed(0)} pages/s, ${memory.toFixed(0)} MB; search index ${search.toFixed(1)} s apart`,
  );
  rmSync(folder, { recursive: true });
}
const [first, last] = [rows[0], rows.at(-1)];
if (first && last && first !== last) {
  const exponent = Math.log(last.seconds / first.seconds) / Math.log(last.pages / first.pages);
  console.log(`growth exponent ${exponent.toFixed(2)} (time against pages)`);
}

/** Copies of a long event under a provider of its own, with prose and a sample each. */
function synthetic(folder: string, size: number): void {
  const content = join(folder, 'content');
  writeFileSync(
    join(content, 'providers/bench.yaml'),
    'name: Bench-Provider\nslug: bench\nchannels: [Bench]\ntitle: Bench\nmeans: Synthetic events.\n',
  );
  const events = join(content, 'events/bench');
  mkdirSync(events, { recursive: true });
  const facts = readFileSync(join(content, 'events/security-auditing/4624.yaml'), 'utf8');
  const prose = readFileSync(join(content, 'events/security-auditing/4624.md'), 'utf8');
  for (let index = 0; index < size; index += 1) {
    const id = 10_000 + index;
    const text = facts
      .replace(/^id: .*/m, `id: ${id}`)
      .replace(/^title: .*/m, `title: Synthetic event ${id} was written`);
    writeFileSync(join(events, `${id}.yaml`), text);
    writeFileSync(join(events, `${id}.md`), prose);
  }
}

function build(folder: string): Promise<{ seconds: number; memory: number; log: string }> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(
      process.execPath,
      [join(root, 'node_modules/astro/bin/astro.mjs'), 'build'],
      {
        cwd: folder,
      },
    );
    let log = '';
    let memory = 0;
    const watch = setInterval(() => (memory = Math.max(memory, residentOf(child.pid))), 100);
    child.stdout.on('data', (text: Buffer) => (log += text.toString()));
    child.stderr.on('data', (text: Buffer) => (log += text.toString()));
    child.on('close', (code) => {
      clearInterval(watch);
      if (code !== 0) reject(new Error(log.slice(-2_000)));
      else resolve({ seconds: (performance.now() - start) / 1000, memory, log });
    });
  });
}

/** Resident memory in MB, from /proc; 0 where there is none. */
function residentOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
