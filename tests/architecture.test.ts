import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './content.ts';

const src = join(root, 'src');
/** A folder imports from itself and from those before it. */
const order = [
  ['problem', 'event'],
  ['schema'],
  ['catalog'],
  ['decode', 'correlate', 'query', 'import'],
  ['check'],
  ['cli'],
  ['build', 'islands'],
  ['components'],
  ['layouts'],
  ['pages', 'content.config'],
];
const core = new Set([
  'problem',
  'event',
  'schema',
  'catalog',
  'decode',
  'correlate',
  'query',
  'import',
  'check',
]);

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:ts|astro)$/.test(file) && !file.endsWith('.d.ts'))
  .map((file) => {
    const text = readFileSync(join(src, file), 'utf8');
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(
      ([, name]) => name ?? '',
    );
    return { file, text, imports };
  });

const layerOf = (file: string) => (file.split('/')[0] ?? '').replace(/\.ts$/, '');
const place = (file: string) => order.findIndex((layers) => layers.includes(layerOf(file)));
const inner = (file: string, name: string) =>
  relative(src, resolve(join(src, dirname(file)), name));

test('every file belongs to a layer', () =>
  expect(files.filter(({ file }) => place(file) < 0).map(({ file }) => file)).toEqual([]));

test('no import points back, and layers side by side do not import one another', () => {
  const wrong = files.flatMap(({ file, imports }) =>
    imports
      .filter((name) => name.startsWith('.') && /\.(?:ts|astro)$/.test(name))
      .map((name) => inner(file, name))
      .filter(
        (target) =>
          place(target) > place(file) ||
          (place(target) === place(file) && layerOf(target) !== layerOf(file) && place(file) > 0),
      )
      .map((target) => `${file} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('no file imports itself by a round', () => {
  const graph = new Map(
    files.map(({ file, text }) => [
      file,
      [...text.matchAll(/^(?:import|export) (?!type)[^;]*?from '([^']+)'/gm)]
        .map(([, name]) => name ?? '')
        .filter((name) => name.startsWith('.'))
        .map((name) => inner(file, name)),
    ]),
  );
  const done = new Set<string>();
  const rounds: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) rounds.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (done.has(file) || path.includes(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  expect(rounds).toEqual([]);
});

test('the core knows no Astro, no Node and no page', () => {
  const wrong = files
    .filter(({ file }) => core.has(layerOf(file)))
    .flatMap(({ file, text, imports }) => [
      ...imports
        .filter((name) => /^(?:node:|astro)/.test(name))
        .map((name) => `${file} imports ${name}`),
      ...(/\b(?:document\.|window\.|process\.|Buffer\.)/.exec(
        text.replace(
          /\/\*[\s\S]*?\*\/|'[^'\n]*'|document\.(?:value|file|text|errors|problems|contents|place\w+)/g,
          '',
        ),
      )
        ? [`${file} uses a host`]
        : []),
    ]);
  expect(wrong).toEqual([]);
});

test('no event id, SID or GUID of Windows stands in code', () => {
  const wrong = files.flatMap(({ file, text }) => {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|`[^`]*`/g, '');
    return [
      ...code.matchAll(/(?:===|case) ['"]?(?:4[6-9]\d\d|5[0-4]\d\d)\b|'S-1-5-\d[^']*'|0cce92/gi),
    ].map(([found]) => `${file}: ${found}`);
  });
  expect(wrong).toEqual([]);
});
