/**
 * Limits a line of `fields` or `message` to some versions of its event: `[v2+]`, `[v0-1]`, `[v1]`;
 * and, where a release changed the list without a new version, to releases: `[since windows-10-1511]`,
 * `[v1, before windows-11-21h2]`.
 */
export interface VersionMark {
  from: number;
  /** Last version, inclusive; Infinity when the mark is open. */
  to: number;
  since?: string;
  before?: string;
}

export const everyVersion: VersionMark = { from: 0, to: Number.POSITIVE_INFINITY };

const MARK = /\s+\[([^\]]*)\]$/;
const VERSIONS = /^v(\d+)(?:(\+)|-(\d+))?$/;
const RELEASE = /^(since|before) ([a-z0-9.-]+)$/;

/**
 * Splits a line into its text and its mark.
 *
 * @returns the text without the mark, and the mark; `fault` when something in brackets at the end
 *   of the line is meant as a mark but cannot be read
 */
export function readMark(line: string): { text: string; mark: VersionMark; fault?: string } {
  const found = MARK.exec(line);
  if (!found) return { text: line, mark: everyVersion };
  const body = found[1] ?? '';
  if (!/^(?:v\d|since |before )/.test(body)) return { text: line, mark: everyVersion };
  const mark: VersionMark = { ...everyVersion };
  for (const part of body.split(', ')) {
    const versions = VERSIONS.exec(part);
    const release = RELEASE.exec(part);
    if (versions) {
      mark.from = Number(versions[1]);
      mark.to = versions[2] ? Number.POSITIVE_INFINITY : Number(versions[3] ?? versions[1]);
    } else if (release) {
      mark[release[1] as 'since' | 'before'] = release[2] ?? '';
    } else {
      return { text: line.slice(0, found.index), mark, fault: `[${body}]` };
    }
  }
  return { text: line.slice(0, found.index), mark };
}

/** The mark as it is written, without brackets; empty for a mark that limits nothing. */
export function markText(mark: VersionMark): string {
  const versions =
    mark.to === Number.POSITIVE_INFINITY
      ? mark.from === 0
        ? ''
        : `v${mark.from}+`
      : mark.from === mark.to
        ? `v${mark.from}`
        : `v${mark.from}-${mark.to}`;
  return [
    versions,
    mark.since ? `since ${mark.since}` : '',
    mark.before ? `before ${mark.before}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** Whether a line with this mark belongs to a version, as a release (by its place in order) writes it. */
export function markCovers(
  mark: VersionMark,
  version: number,
  release: number,
  orderOf: (release: string) => number,
): boolean {
  return (
    version >= mark.from &&
    version <= mark.to &&
    (mark.since === undefined || release >= orderOf(mark.since)) &&
    (mark.before === undefined || release < orderOf(mark.before))
  );
}

export interface FieldLine {
  name: string;
  mark: VersionMark;
}
