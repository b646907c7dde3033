import { execFileSync } from 'node:child_process';

interface DayOfChanges {
  /** `2025-03-01` */
  day: string;
  /** Paths from the root of the repository. */
  files: string[];
}

let history: DayOfChanges[] | undefined;
let dates: Map<string, string> | undefined;

/**
 * Days on which content or pages changed, newest first; none where the history is not there: a download without .git, or a
 * shallow clone, whose first commit would change everything.
 */
export function changesByDay(): readonly DayOfChanges[] {
  history ??= readHistory();
  return history;
}

/**
 * Day of the last change of a file in the history of the repository, read once a build.
 *
 * @param files paths from the root of the repository; the latest of their days counts
 * @returns `2025-03-01`, or undefined where there is no history
 */
export function lastChanged(...files: string[]): string | undefined {
  dates ??= new Map(
    changesByDay()
      .toReversed()
      .flatMap(({ day, files: changed }) => changed.map((file) => [file, day] as const)),
  );
  return files
    .map((file) => dates?.get(file))
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
}

function readHistory(): DayOfChanges[] {
  let text: string;
  try {
    if (git('rev-parse', '--is-shallow-repository').trim() === 'true') return [];
    text = git(
      ...['log', '--format=%x00%cs', '--name-only', '--relative', '--', 'content', 'src/pages'],
    );
  } catch {
    return [];
  }
  const days = new Map<string, Set<string>>();
  for (const commit of text.split('\0').slice(1)) {
    const [day = '', , ...files] = commit.trimEnd().split('\n');
    const known = days.get(day) ?? days.set(day, new Set()).get(day);
    for (const file of files) known?.add(file);
  }
  return [...days].map(([day, files]) => ({ day, files: [...files] }));
}

const git = (...command: string[]) =>
  execFileSync('git', command, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
