import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RawEvent } from '../../../src/event.ts';
import { indexEvtx } from '../../../src/decode/evtx/index-evtx.ts';
import { readEvtx } from '../../../src/decode/evtx/read-evtx.ts';
import { readEvent } from '../../../src/decode/formats/xml.ts';
import { eventXml } from '../../../src/decode/write/xml.ts';
import { root } from '../../content.ts';

/** Real logs, where there are any: they are not part of this repository. */
const folder = process.env['AUDIT_ATLAS_CORPORA'] ?? join(root, '../shared/corpora');
const manifest = join(folder, 'manifest.json');

interface Log {
  file: string;
  records: number;
  eventIds: Record<string, number>;
}
const logs = existsSync(manifest)
  ? (JSON.parse(readFileSync(manifest, 'utf8')) as { evtx: Log[] }).evtx
  : [];
const source = { file: '-', index: 0 };

test.runIf(logs.length > 0)(
  'every intact record of every log is read, and their XML says the same',
  () => {
    const lost: string[] = [];
    const differ: string[] = [];
    for (const { file, records, eventIds } of logs) {
      const bytes = readFileSync(join(folder, file));
      const ids = new Map<string, number>();
      const events: RawEvent[] = [];
      for (const read of readEvtx(bytes, file)) {
        if (!('event' in read)) continue;
        events.push(read.event);
        const id = String(read.event.eventId);
        ids.set(id, (ids.get(id) ?? 0) + 1);
      }
      if (events.length < records) lost.push(`${file}: ${events.length} of ${records}`);
      // Without an id or with id 0 the manifest counts records that are damaged.
      for (const [id, count] of Object.entries(eventIds))
        if (Number(id) > 0 && (ids.get(id) ?? 0) < count)
          lost.push(`${file}: ${ids.get(id) ?? 0} of ${count} × ${id}`);
      const indexed = [...indexEvtx(bytes, file)].reduce((sum, chunk) => sum + chunk.count, 0);
      if (indexed < records) lost.push(`${file}: ${indexed} of ${records} in the index`);
      for (const [index, event] of events.entries()) {
        // One in four: bench/evtx-compare.ts looks at all.
        if (index % 4 > 0) continue;
        if (event.problems.length > 0) continue;
        const xml = eventXml(event);
        const again = readEvent(xml, source);
        if (JSON.stringify(facts(again)) !== JSON.stringify(facts(event)))
          differ.push(`${file} ${event.source.offset}\n${xml}`);
      }
    }
    expect(lost).toEqual([]);
    expect(differ.slice(0, 3)).toEqual([]);
  },
);

/** An event without its format, place and problems, in the order of the keys' names. */
function facts({ format: _format, source: _source, problems: _problems, ...rest }: RawEvent) {
  return Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
}
