import { z } from 'zod';

/** All scalars of a content file are text; these say which text is right. */
export const text = z.string().min(1, 'write some text, or leave the key out');

/** A text that stands for itself, on a page and in a list. */
export const sentence = text.regex(/[.?!]$/, 'end the sentence with a full stop');

export const slug = z
  .string()
  .regex(
    /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/,
    'write a name in lower case with hyphens, such as logon-type',
  );

export const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/, 'write a whole number, such as 4624')
  .transform(Number);

export const yes = z.literal('yes', 'write yes, or leave the key out').transform(() => true);

export const guid = z
  .string()
  .regex(
    /^\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$/,
    'write a GUID in braces and quotes, such as "{01234567-89ab-cdef-0123-456789abcdef}"',
  );

export const date = z
  .string()
  .regex(/^\d{4}(?:-\d\d(?:-\d\d)?)?$/, 'write a date, such as 2024-03-05, 2024-03 or 2024');

/** An event by its id, one of another log by its address: `sysmon/1`. */
export const eventAddressKey = z
  .string()
  .regex(
    /^(?:[a-z0-9.-]+\/)?\d{1,5}$/,
    'write an event id, such as 4624, or the log and the id, such as sysmon/1',
  );

/** An event of the main log by its id, one of another log by its address: `4688`, `sysmon/1`. */
export const namedEvent = eventAddressKey.transform((named) =>
  named.includes('/') ? named : Number(named),
);
export type NamedEvent = z.output<typeof namedEvent>;

export const eventIdKey = z.string().regex(/^\d{1,5}$/, 'write an event id, such as 4624');

/** A list, or the one thing that it would hold. */
export const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([item.transform((one) => [one]), z.array(item).min(1)]);
