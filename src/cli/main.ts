#!/usr/bin/env node
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { run } from './run.ts';

// Whoever reads may stop reading: head, less.
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit(0);
  const why = code === 'ENOSPC' ? 'there is no room left' : message;
  process.stderr.write(
    `The output cannot be written: ${why}. What was written before is cut off.\n`,
  );
  process.exit(1);
});

process.exitCode = await run(process.argv.slice(2), {
  out: (line) => void process.stdout.write(line),
  err: (line) => void process.stderr.write(line),
  stdin: () => buffer(process.stdin),
  async drained() {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
  },
  ...(process.stderr.isTTY
    ? { progress: (text: string) => void process.stderr.write(`\r\u001b[K${text}`) }
    : {}),
  root: dirname(dirname(dirname(fileURLToPath(import.meta.url)))),
});
