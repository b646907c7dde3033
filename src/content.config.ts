import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'zod';
import { factsLoader, logsLoader, samplesLoader } from './build/content-loader.ts';
import { contentFolders } from './catalog/folders.ts';
import { stemOf } from './catalog/read-content.ts';

const { events, ...others } = contentFolders;

export const collections = {
  ...Object.fromEntries(
    Object.entries(others).map(([folder, schema]) => [
      folder,
      defineCollection({ loader: factsLoader(folder as keyof typeof others), schema }),
    ]),
  ),
  events: defineCollection({ loader: factsLoader('events'), schema: events }),
  samples: defineCollection({ loader: samplesLoader, schema: z.strictObject({ xml: z.string() }) }),
  logs: defineCollection({ loader: logsLoader, schema: z.strictObject({ xml: z.string() }) }),
  prose: defineCollection({
    loader: glob({
      pattern: '**/*.{md,mdx}',
      base: './content',
      generateId: ({ entry }) => stemOf(entry),
    }),
  }),
};
