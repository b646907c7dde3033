import type { EventEntry } from '../catalog/build.ts';
import type { ContentDocument } from '../catalog/read-yaml.ts';
import { readMark } from '../schema/version-mark.ts';
import { placeIn, type Rule } from './rule.ts';

/** An exception under `types` differs from what the dictionary says of the field. */
export const redundantType: Rule = function* (context) {
  for (const event of context.catalog.events) {
    for (const key of redundantKeys(event, (name) =>
      context.catalog.fieldOf(name, event.provider.id),
    )) {
      yield {
        code: 'redundant-type',
        place: placeIn(context, `events/${event.key}`, ['types', key], 'key'),
        message: `The type of ${key} is what content/fields says already.`,
        hint: 'Remove the entry, or run: npm run fix',
      };
    }
  }
};

type Concept = { type: string; as: string; table: readonly string[] };

function redundantKeys(
  event: EventEntry,
  conceptOf: (name: string) => Concept | undefined,
): string[] {
  const exceptions = Object.entries(event.facts.types ?? {});
  return exceptions.flatMap(([key, exception]) => {
    const name = readMark(key).text;
    const concept = conceptOf(name);
    // One that narrows another exception of the same field may say what the dictionary says.
    const others = exceptions.filter(([other]) => readMark(other).text === name);
    if (!concept || others.length > 1) return [];
    const same =
      (exception.type === undefined || exception.type === concept.type) &&
      (exception.as === undefined || exception.as === concept.as) &&
      tablesOf(exception, concept).join() === concept.table.join();
    return same ? [key] : [];
  });
}

/** A type that names no table has none, even where it is the type of the dictionary. */
function tablesOf(
  exception: { type?: unknown; table?: readonly string[] | undefined },
  concept: Concept,
): readonly string[] {
  return exception.table ?? (exception.type === undefined ? concept.table : []);
}

/** The text of an event's file without its redundant exceptions. */
export function withoutRedundantTypes(
  event: EventEntry,
  document: ContentDocument,
  conceptOf: (name: string) => Concept | undefined,
): string {
  const keys = redundantKeys(event, conceptOf);
  if (keys.length === 0) return document.text;
  const all = Object.keys(event.facts.types ?? {});
  const lines = document.text.split('\n');
  const drop = new Set<number>();
  const dropBlock = (path: string[]) => {
    const start = (document.placeOf(path, 'key').line ?? 1) - 1;
    const indent = indentOf(lines[start] ?? '');
    let end = start + 1;
    while (end < lines.length && indentOf(lines[end] ?? '') > indent) end += 1;
    for (let line = start; line < end; line += 1) drop.add(line);
  };
  if (keys.length === all.length) dropBlock(['types']);
  else for (const key of keys) dropBlock(['types', key]);
  return lines.filter((_, line) => !drop.has(line)).join('\n');
}

const indentOf = (line: string) => line.length - line.trimStart().length;
