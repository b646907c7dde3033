import { z } from 'zod';
import { text, wholeNumber } from './text.ts';

/** content/tasks/<id>.yaml: a question that people bring to the log, and the events that answer it first. */
export const taskSchema = z.strictObject({
  title: text,
  /** Place among the tasks of the home page, from 1. */
  order: wholeNumber,
  /** Events of the Security log, in the order in which one looks. */
  events: z.array(wholeNumber).min(1),
});
export type TaskFacts = z.output<typeof taskSchema>;
