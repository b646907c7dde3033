import { afterEach, expect, test, vi } from 'vitest';
import { DefinitionsLoader } from '../../src/islands/decode/definitions-loader.ts';

const files: Record<string, unknown> = {
  '/decode/definitions.json': {
    definitions: {
      releases: [],
      providers: [],
      fields: [],
      entities: [],
      events: [],
      legacy: [],
      aliases: {},
    },
    tables: [],
    others: ['big'],
  },
  '/decode/tables/big.json': {
    id: 'big',
    title: 'Big',
    kind: 'values',
    written: 'hex',
    entries: [{ value: '0x1', name: 'ONE' }],
  },
};

afterEach(() => vi.unstubAllGlobals());

function serve(): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    return Promise.resolve(
      url in files ? Response.json(files[url]) : new Response('', { status: 404 }),
    );
  });
  return asked;
}

test('a table that two answers miss in the same moment reaches both', async () => {
  const asked = serve();
  const loader = new DefinitionsLoader();
  const definitions = await loader.get();
  const name = () => definitions.table('big')?.title;
  expect(await Promise.all([loader.whole(name), loader.whole(name)])).toEqual(['Big', 'Big']);
  expect(asked.filter((url) => url.includes('tables'))).toHaveLength(1);
});

test('an answer that took its time sees what another asked for meanwhile', async () => {
  serve();
  const loader = new DefinitionsLoader();
  const definitions = await loader.get();
  const name = () => definitions.table('big')?.title;
  const slow = loader.whole(async () => {
    const seen = name();
    await loader.whole(name);
    return seen;
  });
  expect(await slow).toBe('Big');
});

test('a table that cannot be loaded is named, and the answer comes without it', async () => {
  vi.stubGlobal('fetch', (url: string) =>
    Promise.resolve(
      url === '/decode/definitions.json'
        ? Response.json(files[url])
        : new Response('', { status: 503 }),
    ),
  );
  const loader = new DefinitionsLoader();
  const definitions = await loader.get();
  expect(await loader.whole(() => definitions.table('big')?.title ?? 'none')).toBe('none');
  expect(loader.failed).toEqual(['big']);
});
