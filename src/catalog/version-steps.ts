import type { FieldSlot, Layout } from './layout.ts';

/** What differs between two layouts, by field name. */
export interface LayoutDifference {
  added: readonly FieldSlot[];
  removed: readonly FieldSlot[];
  /** In both, but not in the same order among the fields that both have. */
  moved: readonly FieldSlot[];
  /** Shown under another label or heading, or shown in one of them only. */
  relabelled: readonly { slot: FieldSlot; before: FieldSlot }[];
  /** Another type in the XML. */
  retyped: readonly { slot: FieldSlot; before: FieldSlot }[];
}

/** Compares the fields of two layouts. */
export function compareLayouts(before: Layout, after: Layout): LayoutDifference {
  const old = new Map(before.fields.map((slot) => [slot.name, slot]));
  const names = new Set(after.fields.map((slot) => slot.name));
  const both = after.fields.flatMap((slot) => {
    const was = old.get(slot.name);
    return was ? [{ slot, before: was }] : [];
  });
  const kept = new Set(
    longestCommon(
      before.fields.map((slot) => slot.name).filter((name) => names.has(name)),
      both.map(({ slot }) => slot.name),
    ),
  );
  return {
    added: after.fields.filter((slot) => !old.has(slot.name)),
    removed: before.fields.filter((slot) => !names.has(slot.name)),
    moved: both.filter(({ slot }) => !kept.has(slot.name)).map(({ slot }) => slot),
    relabelled: both.filter(
      ({ slot, before: was }) => slot.label !== was.label || slot.section !== was.section,
    ),
    retyped: both.filter(({ slot, before: was }) => slot.as !== was.as),
  };
}

/** Longest common subsequence of two lists of names. */
export function longestCommon(a: readonly string[], b: readonly string[]): string[] {
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
  return [...a.slice(0, same), ...longestAfter(a.slice(same), b.slice(same))];
}

function longestAfter(a: readonly string[], b: readonly string[]): string[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  const common: string[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      common.push(a[i] as string);
      i += 1;
      j += 1;
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return common;
}
