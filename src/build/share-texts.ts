import type { ContentRecords } from '../catalog/folders.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Keeps each text of the records once, as they repeat each other's, and none as a cut, which keeps its whole file. */
export function shareTexts(records: ContentRecords): void {
  const texts = new Map<string, string>();
  for (const folder of Object.values(records) as Map<string, unknown>[])
    for (const record of folder.values()) shared(record, texts);
}

function shared(value: unknown, texts: Map<string, string>): unknown {
  if (typeof value === 'string') {
    const known = texts.get(value);
    if (known !== undefined) return known;
    const own = decoder.decode(encoder.encode(value));
    texts.set(own, own);
    return own;
  }
  if (typeof value === 'object' && value !== null) {
    const holder = value as Record<string, unknown>;
    for (const key of Object.keys(holder)) holder[key] = shared(holder[key], texts);
  }
  return value;
}
