import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { kebab } from '../catalog/kebab.ts';
import { encodingOf } from '../decode/input/text-encoding.ts';
import { providerFiles } from '../import/provider-files.ts';
import { readManifest } from '../import/manifest.ts';
import { formatProblem } from '../problem.ts';
import { slug as slugText } from '../schema/text.ts';
import { UsageError, type Command } from './command.ts';
import { loadCatalog } from './load-content.ts';
import { unreadable } from './read-files.ts';

export const importManifest: Command = {
  name: 'import',
  usage: 'manifest FILE [--slug NAME]',
  summary: 'Starts the content files of a provider from its instrumentation manifest (.man).',
  run(args, host) {
    const { values, positionals } = parseArgs({
      args,
      options: { slug: { type: 'string' } },
      allowPositionals: true,
    });
    const [kind, file, ...more] = positionals;
    if (kind !== 'manifest' || file === undefined || more.length > 0) {
      throw new UsageError('Say what to import: manifest, and one file.');
    }
    if (values.slug !== undefined && !slugText.safeParse(values.slug).success) {
      throw new UsageError(
        `"${values.slug}" is no slug: write lower case with hyphens, such as sysmon.`,
      );
    }
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(file);
    } catch (error) {
      host.err(`${formatProblem(unreadable(file, error))}\n`);
      return 1;
    }
    const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
    const { providers, problems } = readManifest(text, file);
    for (const problem of problems) host.err(`${formatProblem(problem)}\n`);
    if (values.slug !== undefined && providers.length > 1) {
      throw new UsageError(`The manifest has ${providers.length} providers: leave --slug out.`);
    }
    const { catalog } = loadCatalog(host.root);
    let there = 0;
    let written = 0;
    const shared: string[] = [];
    for (const provider of providers) {
      const slug = values.slug ?? kebab(provider.name.split('-').at(-1) ?? '');
      for (const { path, text } of providerFiles(provider, slug, (name) =>
        catalog.fieldOf(name, slug),
      )) {
        const target = join(host.root, 'content', path);
        if (existsSync(target)) {
          host.err(`content/${path} is there already, and stays.\n`);
          there += 1;
          continue;
        }
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, text);
        host.out(`content/${path}\n`);
        written += 1;
      }
      const names = provider.events.flatMap(({ fields }) => fields.map(({ name }) => name));
      const known = [...new Set(names)].filter((name) => catalog.fieldOf(name, slug));
      if (known.length > 0)
        shared.push(
          `Taken to mean what content/fields says already: ${known.join(', ')}.\n` +
            `Where one means something else here, run: npm run new -- field ${known[0]} --provider ${slug}\n`,
        );
    }
    if (written > 0) {
      host.out(shared.join(''));
      host.out(
        'Write what the provider, its fields and its events mean, then run: npm run check\n',
      );
    }
    return problems.length + there > 0 ? 1 : 0;
  },
};
