import { defineCollection } from 'astro:content';
import { z } from 'zod';
import { factsLoader, proseLoader } from './build/content-loader.ts';
import { contentFolders } from './catalog/folders.ts';

const { events, ...others } = contentFolders;

export const collections = {
  ...Object.fromEntries(
    Object.entries(others).map(([folder, schema]) => [
      folder,
      defineCollection({ loader: factsLoader(folder as keyof typeof others), schema }),
    ]),
  ),
  events: defineCollection({ loader: factsLoader('events'), schema: events }),
  samples: defineCollection({
    loader: factsLoader('samples'),
    schema: z.strictObject({ xml: z.string() }),
  }),
  logs: defineCollection({
    loader: factsLoader('logs'),
    schema: z.strictObject({ xml: z.string() }),
  }),
  prose: defineCollection({ loader: proseLoader }),
};
