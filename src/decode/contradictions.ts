import type { Definitions, EventDefinition, TableData } from '../catalog/definitions.ts';
import type { FieldSlot, Layout } from '../catalog/layout.ts';
import type { RawEvent } from '../event.ts';
import type { Problem } from '../problem.ts';

/** Where the sample contradicts its definition: its version, its fields, the types of their values. */
export function contradictions(
  raw: RawEvent,
  definition: EventDefinition,
  layout: Layout,
  place: Problem['place'],
): Problem[] {
  const problems: Problem[] = [];
  if (raw.version !== undefined && layout.version !== null && layout.version !== raw.version) {
    problems.push({
      code: 'unknown-version',
      place,
      message: `Version ${raw.version} of event ${definition.id} is not known.`,
      hint: `It is explained as version ${layout.version}.`,
    });
  }
  const names = new Set(raw.data.map(({ name }) => name));
  const slots = new Map(layout.fields.map((slot) => [slot.name, slot]));
  const extra = [...names].filter((name) => !slots.has(name));
  if (extra.length > 0) {
    const other = definition.layouts.find(
      ({ version, fields }) =>
        version !== raw.version &&
        extra.every((name) => fields.some((field) => field.name === name)),
    );
    const message =
      raw.version !== undefined && raw.version === layout.version && other
        ? `Version ${layout.version} of event ${definition.id} is not known to have ${extra.join(', ')}; version ${other.version} has ${extra.length === 1 ? 'it' : 'them'}.`
        : `Event ${definition.id} is not known to have ${extra.join(', ')}.`;
    problems.push({ code: 'unexpected-field', place, message });
  }
  const missing = carriesAll(raw) ? layout.fields.filter(({ name }) => !names.has(name)) : [];
  if (missing.length > 0) {
    problems.push({
      code: 'missing-field',
      place,
      message: `${missing.map(({ name }) => name).join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`,
    });
  }
  for (const { name, value } of raw.data) {
    const slot = slots.get(name);
    const wanted = slot && misfit(value, slot);
    if (wanted) {
      problems.push({
        code: 'unexpected-value',
        place,
        message: `${name} holds ${quote(value)} where ${wanted} belongs.`,
      });
    }
  }
  return problems;
}

/** A field that is not there says something only where the format carries every field. */
function carriesAll(raw: RawEvent): boolean {
  const cut = raw.problems.some(({ code }) => code === 'xml-cut');
  return raw.data.length > 0 && !raw.partial && !cut;
}

const INTEGER = { fits: /^(?:-?\d+|0x[0-9a-f]+)$/i, wanted: 'a whole number' };
const HEX = { fits: /^(?:0x[0-9a-f]+|\d+)$/i, wanted: 'a number' };

/** What a value of each type of the XML template looks like ([MS-EVEN6] 2.2.12). */
const TYPES: Record<string, { fits: RegExp; wanted: string }> = {
  SID: { fits: /^S-1-\d+(?:-\d+)*$/i, wanted: 'a SID' },
  GUID: { fits: /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i, wanted: 'a GUID' },
  HexInt32: HEX,
  HexInt64: HEX,
  Pointer: HEX,
  FILETIME: {
    fits: /^(?:\d{4,5}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?|\d+|0x[0-9a-f]+)$/i,
    wanted: 'a time',
  },
  UInt8: INTEGER,
  UInt16: INTEGER,
  UInt32: INTEGER,
  UInt64: INTEGER,
  Int32: INTEGER,
  Int64: INTEGER,
};

/** What belongs in a field where a value does not; undefined where it does. */
export function misfit(value: string, slot: FieldSlot): string | undefined {
  if (value === '' || value === '-' || /^%%\d+$/.test(value)) return undefined;
  const type = TYPES[slot.as];
  return type && !type.fits.test(value) ? type.wanted : undefined;
}

/** What a value of a table looks like; another is no code of the table but something else. */
const SHAPES: Record<TableData['written'], RegExp> = {
  decimal: INTEGER.fits,
  hex: INTEGER.fits,
  message: /^%%\d+$/,
  guid: /^%?\{?[0-9a-f]{8}-/i,
  sid: /^S-1-/i,
  text: /\S/,
};

/** Set where a code stands that its tables, which are whole, do not have. */
export function outsideTables(
  value: string,
  slot: FieldSlot,
  definitions: Definitions,
  place: Problem['place'],
): Problem | undefined {
  if (value.trim() === '' || value === '-' || slot.tables.length === 0) return undefined;
  const tables = slot.tables.map((id) => definitions.table(id));
  const whole = (table: TableData | undefined) =>
    table?.kind === 'values' && SHAPES[table.written].test(value);
  if (!tables.every(whole)) return undefined;
  const titles = tables.map((table) => `"${table?.title}"`).join(' and ');
  return {
    code: 'unknown-code',
    place,
    message: `${slot.name} holds ${quote(value)}, which the table ${titles} does not have.`,
  };
}

const quote = (value: string) => `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`;
