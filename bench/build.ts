/**
 * Builds the site with N synthetic events more (500 and 5,000, or the numbers given) and, with `--peers`, Eleventy and
 * Starlight on the same N events as plain Markdown, in turn. Prints pages per second, memory, and how time grows.
 *
 * Ours keeps all that the site does; what is made after the pages (search index, copy for use without a network) is timed
 * apart, as is Starlight's search. Short addresses, which only redirect, are not counted as pages.
 *
 * The peers need their packages: npm ci --prefix bench
 */
import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadCatalog } from '../src/cli/load-content.ts';
import { eventMarkdown } from '../src/catalog/event-markdown.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Below bench/, so that the peers find their packages. */
const work = join(root, 'bench/.cache');
const { values, positionals } = parseArgs({
  options: { peers: { type: 'boolean' }, runs: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [500, 5_000];
const { catalog } = loadCatalog(root);
const model = catalog.eventByAddress.get('security/4624');
if (!model)
  throw new Error('The synthetic events are modelled on security/4624, which is not there.');
const modelPage = eventMarkdown(
  model,
  readFileSync(join(root, 'content/events/security-auditing/4624.md'), 'utf8'),
  catalog,
);

interface Row {
  tool: string;
  events: number;
  pages: number;
  seconds: number;
  /** Work after the pages that is timed apart. */
  apart: number;
  memory: number;
}

interface Tool {
  name: string;
  /** Fills a folder. @returns the command that builds it */
  prepare(folder: string, size: number): string[];
  /** Seconds of the log that are timed apart. */
  apart(log: string): number;
  /** Folders of the output that hold no page. */
  redirect: RegExp;
}

const ours: Tool = {
  name: 'Audit Atlas',
  prepare(folder, size) {
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
    const content = join(folder, 'content');
    writeFileSync(
      join(content, 'providers/bench.yaml'),
      'name: Bench-Provider\nslug: bench\nchannels: [Bench]\ntitle: Bench\nmeans: Synthetic events.\n',
    );
    const events = join(content, 'events/bench');
    mkdirSync(events, { recursive: true });
    const facts = readFileSync(join(content, 'events/security-auditing/4624.yaml'), 'utf8');
    const prose = readFileSync(join(content, 'events/security-auditing/4624.md'), 'utf8');
    for (const id of ids(size)) {
      const text = facts
        .replace(/^id: .*/m, `id: ${id}`)
        .replace(/^title: .*/m, `title: Synthetic event ${id} was written`);
      writeFileSync(join(events, `${id}.yaml`), text);
      writeFileSync(join(events, `${id}.md`), prose);
    }
    return [process.execPath, join(root, 'node_modules/astro/bin/astro.mjs'), 'build'];
  },
  apart: (log) =>
    Number(/indexed in ([\d.]+) s/.exec(log)?.[1] ?? 0) +
    Number(/packed in ([\d.]+) s/.exec(log)?.[1] ?? 0),
  redirect: /^\d+$/,
};

const eleventy: Tool = {
  name: 'Eleventy',
  prepare(folder, size) {
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
    mkdirSync(join(folder, 'events/_includes'), { recursive: true });
    writeFileSync(
      join(folder, 'events/_includes/page.liquid'),
      '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><main>{{ content }}</main></body></html>\n',
    );
    for (const id of ids(size)) {
      writeFileSync(
        join(folder, `events/${id}.md`),
        `---\nlayout: page.liquid\ntemplateEngineOverride: md\ntitle: Synthetic event ${id}\n---\n${modelPage}`,
      );
    }
    const bin = join(root, 'bench/node_modules/@11ty/eleventy/cmd.cjs');
    return [process.execPath, bin, '--input=events', '--output=dist', '--quiet'];
  },
  apart: () => 0,
  redirect: /^$/,
};

const starlight: Tool = {
  name: 'Starlight',
  prepare(folder, size) {
    const docs = join(folder, 'src/content/docs');
    mkdirSync(docs, { recursive: true });
    // Vite bundles what the project says that it depends on; the rest is left to Node, which knows no astro: modules.
    writeFileSync(
      join(folder, 'package.json'),
      '{ "type": "module", "dependencies": { "astro": "*", "@astrojs/starlight": "*" } }\n',
    );
    writeFileSync(
      join(folder, 'astro.config.mjs'),
      "import starlight from '@astrojs/starlight';\nexport default { integrations: [starlight({ title: 'Bench', pagefind: false, expressiveCode: false, sidebar: [] })] };\n",
    );
    writeFileSync(
      join(folder, 'src/content.config.ts'),
      "import { defineCollection } from 'astro:content';\nimport { docsLoader } from '@astrojs/starlight/loaders';\nimport { docsSchema } from '@astrojs/starlight/schema';\nexport const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };\n",
    );
    for (const id of ids(size)) {
      writeFileSync(join(docs, `${id}.md`), `---\ntitle: Synthetic event ${id}\n---\n${modelPage}`);
    }
    return [process.execPath, join(root, 'bench/node_modules/astro/bin/astro.mjs'), 'build'];
  },
  apart: () => 0,
  redirect: /^$/,
};

const rows: Row[] = [];
mkdirSync(work, { recursive: true });
// Folders go at the end: ext4 makes new files many times slower where thousands were deleted moments ago.
process.on('exit', () => rmSync(work, { recursive: true, force: true }));
for (let run = 0; run < Number(values.runs); run += 1) {
  for (const size of sizes) {
    for (const tool of values.peers ? [ours, eleventy, starlight] : [ours]) {
      const row = await measure(tool, size);
      rows.push(row);
      console.log(
        `${row.tool.padEnd(12)} ${String(size).padStart(6)} events: ${String(row.pages).padStart(6)} pages in ${row.seconds.toFixed(1)} s, ${(row.pages / row.seconds).toFixed(0)} pages/s, ${row.memory.toFixed(0)} MB${row.apart > 0 ? `; ${row.apart.toFixed(1)} s more apart` : ''}`,
      );
    }
  }
}
for (const tool of new Set(rows.map((row) => row.tool))) {
  const own = rows.filter((row) => row.tool === tool);
  const best = (size: number | undefined) =>
    own.filter((row) => row.events === size).sort((a, b) => a.seconds - b.seconds)[0];
  const [first, last] = [best(sizes[0]), best(sizes.at(-1))];
  if (!first || !last || first === last) continue;
  const exponent = Math.log(last.seconds / first.seconds) / Math.log(last.pages / first.pages);
  console.log(`${tool}: growth exponent ${exponent.toFixed(2)} (time against pages)`);
}

function ids(size: number): number[] {
  return Array.from({ length: size }, (_, index) => 10_000 + index);
}

async function measure(tool: Tool, size: number): Promise<Row> {
  const folder = mkdtempSync(join(work, 'build-'));
  const command = tool.prepare(folder, size);
  const { seconds, memory, log } = await build(folder, command);
  const apart = tool.apart(log);
  return {
    tool: tool.name,
    events: size,
    pages: countPages(join(folder, 'dist'), tool.redirect),
    seconds: seconds - apart,
    apart,
    memory,
  };
}

function countPages(dist: string, redirect: RegExp): number {
  return readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.html') && !redirect.test(path.replace(/[\\/]index\.html$/, '')),
  ).length;
}

function build(
  folder: string,
  command: string[],
): Promise<{ seconds: number; memory: number; log: string }> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const [file = '', ...args] = command;
    const child = spawn(file, args, {
      cwd: folder,
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    });
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
