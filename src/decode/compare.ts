import type { DecodedEvent, DecodedField } from './decode.ts';

/** One value of two events side by side; null where one has it not. */
export interface CompareRow {
  name: string;
  label: string | null;
  section: string | null;
  values: [ComparedValue | null, ComparedValue | null];
  same: boolean;
}

export interface ComparedValue {
  value: string;
  meaning?: string;
}

/** Header values and fields of two events: those of the first in its order, then those that only the second has. */
export function compareEvents(one: DecodedEvent, other: DecodedEvent): CompareRow[] {
  return [
    ...headerRows(one, other),
    ...fieldRows(new Map(one.fields.map(entry)), new Map(other.fields.map(entry))),
  ];
}

const entry = (field: DecodedField) => [field.name, field] as const;

function headerRows(one: DecodedEvent, other: DecodedEvent): CompareRow[] {
  const rows = (
    [
      ['Event', ({ raw }) => raw.eventId],
      ['Version', ({ raw }) => raw.version],
      ['Outcome', ({ outcome }) => outcome],
      ['Time', ({ raw }) => raw.timeCreated],
      ['Computer', ({ raw }) => raw.computer],
    ] satisfies [string, (event: DecodedEvent) => string | number | undefined][]
  ).map(([name, get]) => row(name, null, 'Header', header(get(one)), header(get(other))));
  return rows.filter(({ values }) => values[0] !== null || values[1] !== null);
}

const header = (value: string | number | undefined): ComparedValue | null =>
  value === undefined ? null : { value: String(value) };

function fieldRows(
  one: ReadonlyMap<string, DecodedField>,
  other: ReadonlyMap<string, DecodedField>,
): CompareRow[] {
  const names = [...new Set([...one.keys(), ...other.keys()])];
  return names.map((name) => {
    const [first, second] = [one.get(name), other.get(name)];
    const { label, section } = (first ?? second) as DecodedField;
    return row(name, label, section, compared(first), compared(second));
  });
}

function compared(field: DecodedField | undefined): ComparedValue | null {
  if (!field) return null;
  return { value: field.value, ...(field.meaning ? { meaning: field.meaning } : {}) };
}

function row(
  name: string,
  label: string | null,
  section: string | null,
  one: ComparedValue | null,
  other: ComparedValue | null,
): CompareRow {
  return { name, label, section, values: [one, other], same: one?.value === other?.value };
}
