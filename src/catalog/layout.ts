import {
  readParts,
  readTemplate,
  type TemplateLine,
  type TemplatePart,
} from '../schema/message-template.ts';
import { markCovers, readMark, type FieldLine, type VersionMark } from '../schema/version-mark.ts';
import type { FieldType } from '../schema/field.ts';

/** What an event definition must say for its layouts to be worked out. */
export interface LayoutSource {
  title?: string | undefined;
  firstLine?: string | undefined;
  /** Versions in ascending order; `null` for a classic event without a version. */
  versions: readonly (number | null)[];
  fields: readonly FieldLine[];
  types: Readonly<Record<string, TypeException>>;
  message?: string | undefined;
  hidden: readonly string[];
}

export interface TypeException {
  type?: FieldType | undefined;
  table?: string[] | undefined;
  as?: string | undefined;
}

/** A field's entry in the dictionary. */
export interface FieldConcept {
  /** Id, and last part of the address, of the concept: `target-logon-id`. */
  id: string;
  names: readonly string[];
  /** Providers whose field it is; left out where it holds for all others. */
  providers?: readonly string[] | undefined;
  type: FieldType;
  table: readonly string[];
  as: string;
  means: string;
  note?: string | undefined;
}

/** One field of one version of an event. */
export interface FieldSlot {
  name: string;
  concept: string | undefined;
  type: FieldType;
  tables: readonly string[];
  /** Type in the event's XML template, such as HexInt64. */
  as: string;
  /** Label and heading as the message shows them; undefined where it does not show the field. */
  label?: string;
  section?: string;
}

/** One version of an event, as some releases write it: its fields and the lines of its message. */
export interface Layout {
  version: number | null;
  /** Release from which, or before which, this layout of the version is written. */
  since?: string;
  before?: string;
  /** Fields in the order of the event's XML. */
  fields: readonly FieldSlot[];
  /** First line of the message. */
  first: readonly TemplatePart[];
  lines: readonly LayoutLine[];
}

export interface LayoutLine {
  depth: number;
  heading: boolean;
  label: string;
  section: string;
  parts: readonly TemplatePart[];
}

/**
 * Works out every layout of an event from the union that its definition writes once.
 *
 * @param releaseOrder place of a release among all releases, oldest first
 * @returns one layout a version, newest first; two where a release changed the list without a new version
 */
export function layoutsOf(
  source: LayoutSource,
  conceptOf: (name: string) => FieldConcept | undefined,
  releaseOrder: (release: string) => number,
): Layout[] {
  const lines = source.message ? readTemplate(source.message).lines : [];
  const exceptions = Object.entries(source.types).map(([line, exception]) => ({
    ...readMark(line),
    exception,
  }));
  const first = firstLineParts(source);
  const layouts: Layout[] = [];
  const known: Known = { slots: new Map(), lines: new Map() };
  for (const version of [...source.versions].reverse()) {
    const number = version ?? 0;
    const cuts = releaseCuts(
      [...source.fields.map((field) => field.mark), ...lines.map((line) => line.mark)],
      number,
    );
    const spans =
      cuts.length === 0 ? [{}] : [{ since: cuts[0] as string }, { before: cuts[0] as string }];
    for (const span of spans) {
      const release =
        cuts.length === 0
          ? Number.POSITIVE_INFINITY
          : 'since' in span
            ? Number.POSITIVE_INFINITY
            : releaseOrder(cuts[0] as string) - 1;
      const covers = (mark: VersionMark) => markCovers(mark, number, release, releaseOrder);
      layouts.push({
        version,
        ...span,
        first,
        ...oneLayout(
          source.fields.filter((field) => covers(field.mark)),
          lines.filter((line) => covers(line.mark)),
          exceptions.filter(({ mark }) => covers(mark)),
          conceptOf,
          first,
          known,
        ),
      });
    }
  }
  return layouts;
}

const NONE: readonly string[] = [];

/** Slots and lines of the version before, which this one has as well where nothing in them changed. */
interface Known {
  slots: Map<FieldLine, FieldSlot>;
  lines: Map<TemplateLine, LayoutLine>;
}

const isAlike = <One extends object>(a: One, b: One) =>
  (Object.keys(a) as (keyof One)[]).every((key) => a[key] === b[key]);

/** @returns the one that is known where both say the same, so that versions share what they have in common */
function shared<Of, One extends object>(known: Map<Of, One>, of: Of, one: One): One {
  const before = known.get(of);
  if (before && isAlike(before, one) && isAlike(one, before)) return before;
  known.set(of, one);
  return one;
}

function oneLayout(
  fields: readonly FieldLine[],
  lines: readonly TemplateLine[],
  exceptions: readonly { text: string; exception: TypeException }[],
  conceptOf: (name: string) => FieldConcept | undefined,
  first: readonly TemplatePart[],
  known: Known,
): Pick<Layout, 'fields' | 'lines'> {
  const shown = new Map<string, { label: string; section: string }>();
  for (const part of first) if ('field' in part) shown.set(part.field, { label: '', section: '' });
  const layoutLines: LayoutLine[] = [];
  let section = '';
  for (const line of lines) {
    if (line.heading) section = line.label;
    else if (line.depth === 0) section = '';
    layoutLines.push(
      shared(known.lines, line, {
        depth: line.depth,
        heading: line.heading,
        label: line.heading ? '' : line.label,
        section: line.heading ? line.label : section,
        parts: line.parts,
      }),
    );
    for (const part of line.parts) {
      if ('field' in part && !shown.has(part.field)) {
        shown.set(part.field, { label: line.label, section });
      }
    }
  }
  return {
    lines: layoutLines,
    fields: fields.map((field): FieldSlot => {
      const { name } = field;
      const concept = conceptOf(name);
      const exception = Object.assign(
        {},
        ...exceptions.filter(({ text }) => text === name).map((entry) => entry.exception),
      ) as TypeException;
      const place = shown.get(name);
      const slot: FieldSlot = {
        name,
        concept: concept?.id,
        type: exception.type ?? concept?.type ?? 'text',
        tables: exception.table ?? (exception.type ? NONE : (concept?.table ?? NONE)),
        as: exception.as ?? concept?.as ?? 'UnicodeString',
      };
      if (place) {
        slot.label = place.label;
        slot.section = place.section;
      }
      return shared(known.slots, field, slot);
    }),
  };
}

/** Releases at which something changes inside a version, oldest first. */
function releaseCuts(marks: readonly VersionMark[], version: number): string[] {
  const cuts = marks
    .filter((mark) => version >= mark.from && version <= mark.to)
    .flatMap((mark) => [mark.since, mark.before])
    .filter((release) => release !== undefined);
  return [...new Set(cuts)];
}

function firstLineParts(source: LayoutSource): TemplatePart[] {
  if (source.firstLine) return readParts(source.firstLine);
  return source.title ? [{ text: `${source.title}.` }] : [];
}
