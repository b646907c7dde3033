import { execFileSync } from 'node:child_process';

let dates: Map<string, string> | undefined;

/**
 * Day of the last change of a file in the history of the repository, read once a build.
 *
 * @param files paths from the root of the repository; the latest of their days counts
 * @returns `2025-03-01`, or undefined where there is no history (a download without .git)
 */
export function lastChanged(...files: string[]): string | undefined {
  dates ??= readHistory();
  return files
    .map((file) => dates?.get(file))
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
}

function readHistory(): Map<string, string> {
  const days = new Map<string, string>();
  let text = '';
  try {
    text = execFileSync(
      'git',
      ['log', '--format=%x00%cs', '--name-only', '--relative', '--', 'content', 'src/pages'],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
  } catch {
    return days;
  }
  for (const commit of text.split('\0')) {
    const [day = '', , ...files] = commit.split('\n');
    for (const file of files) if (file !== '' && !days.has(file)) days.set(file, day);
  }
  return days;
}
