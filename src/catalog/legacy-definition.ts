import type { LegacyEntry } from './build.ts';
import type { FieldSlot, Layout, LayoutLine } from './layout.ts';

/** What decoding needs of an event of Windows 2000, XP or Server 2003. */
export interface LegacyData {
  id: number;
  title: string;
  url: string;
  firstLines?: string[];
  outcome?: string[];
  /** Label, behind its heading where it has one, and the field of the successor that holds the same. */
  labels?: [label: string, field?: string][];
  /** Ids of the events that took its place, and how that is known. */
  successors: [id: number, basis: 'documented' | 'derived'][];
}

export interface LegacyDefinition extends LegacyData {
  /** Labels as a layout whose fields are named by their labels; undefined where none are known. */
  readonly layout: Layout | undefined;
}

export function legacyData({ facts, url, successors }: LegacyEntry): LegacyData {
  return {
    id: facts.id,
    title: facts.title,
    url,
    ...(facts.firstLines ? { firstLines: facts.firstLines } : {}),
    ...(facts.outcome.length === 1 ? { outcome: facts.outcome } : {}),
    ...(facts.labels
      ? {
          labels: facts.labels.map(({ label, field }) =>
            field === undefined ? [label] : [label, field],
          ),
        }
      : {}),
    successors: successors.map(({ event, basis }) => [event.id, basis]),
  };
}

/** @param slotOf how the successor, or the dictionary, takes a field */
export function legacyDefinition(
  data: LegacyData,
  slotOf: (field: string) => FieldSlot,
): LegacyDefinition {
  let layout: Layout | undefined;
  return {
    ...data,
    get layout() {
      if (!data.labels) return undefined;
      layout ??= layoutOf(data, data.labels, slotOf);
      return layout;
    },
  };
}

function layoutOf(
  data: LegacyData,
  labels: readonly [label: string, field?: string][],
  slotOf: (field: string) => FieldSlot,
): Layout {
  const lines: LayoutLine[] = [];
  const fields: FieldSlot[] = [];
  let heading = '';
  for (const [name, field] of labels) {
    const cut = name.indexOf(': ');
    const section = cut < 0 ? '' : name.slice(0, cut);
    const label = cut < 0 ? name : name.slice(cut + 2);
    if (section !== heading && section !== '') {
      const parts = [{ text: `${section}:` }];
      lines.push({ depth: 1, heading: true, label: '', section, parts });
    }
    heading = section;
    const parts = [{ text: `${label}: ` }, { field: name }];
    lines.push({ depth: 1, heading: false, label, section, parts });
    const slot = field === undefined ? undefined : slotOf(field);
    fields.push({
      concept: undefined,
      type: 'text',
      tables: [],
      as: 'UnicodeString',
      ...slot,
      name,
      label,
      section,
    });
  }
  return { version: null, fields, first: [{ text: `${data.title}:` }], lines };
}
