import type { EventEntry } from '../catalog/build.ts';
import { decodeEvent } from '../decode/decode.ts';
import { readEvents } from '../decode/read-events.ts';
import { getCatalog } from './catalog.ts';

/** A value that a field has in samples, and the events whose samples have it. */
export interface SampleValue {
  value: string;
  meaning: string | undefined;
  events: EventEntry[];
}

let read: Promise<ReadonlyMap<string, readonly SampleValue[]>> | undefined;

/** Field name → its values in all samples, the most frequent first; empty ones left out. Read once a build. */
export function sampleValues(): Promise<ReadonlyMap<string, readonly SampleValue[]>> {
  read ??= readSamples();
  return read;
}

async function readSamples(): Promise<ReadonlyMap<string, readonly SampleValue[]>> {
  const { catalog, definitions } = await getCatalog();
  const found = new Map<string, Map<string, SampleValue>>();
  for (const event of catalog.events) {
    for (const { xml } of event.samples) {
      for (const one of readEvents(xml, definitions)) {
        if (!('event' in one)) continue;
        for (const { name, value, meaning } of decodeEvent(one.event, definitions).fields) {
          if (value.trim() === '') continue;
          const values = found.get(name) ?? new Map<string, SampleValue>();
          found.set(name, values);
          const known = values.get(value) ?? { value, meaning, events: [] };
          if (known.events.at(-1) !== event) known.events.push(event);
          values.set(value, known);
        }
      }
    }
  }
  return new Map(
    [...found].map(([name, values]) => [
      name,
      [...values.values()].sort((a, b) => b.events.length - a.events.length),
    ]),
  );
}
