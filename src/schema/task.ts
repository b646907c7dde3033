import { z } from 'zod';
import { namedEvent, slug, text, wholeNumber } from './text.ts';

/** content/tasks/<id>.yaml: a question that people bring to the log, and the events that answer it first. */
export const taskSchema = z.strictObject({
  title: text,
  /** Other words that readers look for the same with. */
  also: z.array(text).optional(),
  /** Place among the tasks of the home page, from 1; without it only the search knows the task. */
  order: wholeNumber.optional(),
  /** In the order in which one looks. */
  events: z.array(namedEvent).min(1),
  /** Entries of code tables that say the same: table → values as it writes them. */
  codes: z.record(slug, z.array(text)).optional(),
});
