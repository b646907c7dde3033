import { fileURLToPath } from 'node:url';
import { build, type InlineConfig } from 'vite';

/**
 * Writes a worker of src/islands as one file that every browser can run as a worker.
 *
 * @param name file below src/islands
 * @param to folder and file that it becomes
 * @param more what is put in the place of names, and what else it may import
 */
export async function buildWorker(
  name: string,
  to: { folder: string; file: string },
  more: Pick<InlineConfig, 'define' | 'plugins'>,
): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    ...more,
    build: {
      outDir: to.folder,
      emptyOutDir: false,
      copyPublicDir: false,
      lib: {
        entry: fileURLToPath(new URL(`../islands/${name}`, import.meta.url)),
        formats: ['iife'],
        name: 'worker',
        fileName: () => to.file,
      },
    },
  });
}
