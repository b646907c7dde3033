import { check } from './check.ts';
import { UsageError, type Command, type Host } from './command.ts';
import { correlate } from './correlate.ts';
import { decode } from './decode.ts';
import { fix } from './fix.ts';
import { importManifest } from './import.ts';
import { lookUp } from './lookup.ts';
import { scaffold } from './new.ts';
import { query } from './query.ts';
import { schemas } from './schemas.ts';
import { visible } from './visible.ts';
import { nearest } from '../catalog/nearest.ts';

const commands: readonly Command[] = [
  check,
  correlate,
  decode,
  fix,
  importManifest,
  lookUp,
  scaffold,
  query,
  schemas,
];

/** Runs one command line; never throws. @returns the exit status */
export async function run(args: readonly string[], given: Host): Promise<number> {
  const host = withVisibleText(given);
  const [name, ...rest] =
    args[0] === 'help' && args.length > 1 ? [...args.slice(1, 2), '--help'] : args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    host.out(usage());
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((one) => one.name === name);
  if (!command) {
    const near = nearest(
      name,
      commands.map((one) => one.name),
    );
    host.err(`There is no command "${name}".${near ? ` Did you mean ${near}?` : ''}\n\n${usage()}`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    host.out(`${lineOf(command)}\n\n${command.summary}\n`);
    return 0;
  }
  try {
    return await command.run(rest, host);
  } catch (error) {
    if (isUsage(error)) {
      host.err(`${error.message}\n\nUsage: ${lineOf(command)}\n`);
      return 2;
    }
    host.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

const lineOf = ({ name, usage }: Command) => `audit-atlas ${name} ${usage}`.trimEnd();

function withVisibleText(host: Host): Host {
  const { progress } = host;
  return {
    ...host,
    out: (text) => host.out(visible(text)),
    err: (text) => host.err(visible(text)),
    ...(progress && { progress: (text: string) => progress(visible(text)) }),
  };
}

function isUsage(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}

function usage(): string {
  const width = Math.max(...commands.map((one) => one.name.length));
  return [
    'Usage: audit-atlas <command> [--json]',
    '',
    ...commands.map((one) => `  ${one.name.padEnd(width)}  ${one.summary.split('\n')[0] ?? ''}`),
    '',
  ].join('\n');
}
