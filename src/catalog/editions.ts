import type { Edition } from './build.ts';
import type { ContentRecords } from './folders.ts';

/** Releases in their order. */
export function releasesOf(records: ContentRecords) {
  return [...records.releases]
    .map(([id, facts]) => ({ id, ...facts }))
    .sort((a, b) => a.order - b.order);
}

/** Measured editions of all releases, oldest first. */
export function editionsOf(releases: ReturnType<typeof releasesOf>): Edition[] {
  return releases.flatMap((release) =>
    Object.entries(release.editions ?? {}).map(([id, edition]) => ({
      id,
      title: edition.title,
      build: edition.build,
      release: release.id,
      manifest: edition.manifest === 'yes',
    })),
  );
}

/**
 * Expands ranges such as `windows-7..windows-11-26h1` over editions in order. Names that are unknown
 * are left out (the check reports them).
 */
export function expandRanges(ranges: readonly string[], editions: readonly Edition[]): Edition[] {
  return ranges.flatMap((range) => {
    const [from = '', to = from] = range.split('..');
    const start = editions.findIndex((edition) => edition.id === from);
    const end = editions.findIndex((edition) => edition.id === to);
    return start < 0 || end < start ? [] : editions.slice(start, end + 1);
  });
}
