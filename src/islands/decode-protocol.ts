import type { DecodedField, DecodedJson } from '../decode/decode.ts';

/** From the page: decode this text, in place of what is under way. */
export interface DecodeRequest {
  run: number;
  text: string;
}

/** One event as the page shows it. */
export interface ShownEvent extends Omit<DecodedJson, 'fields'> {
  url?: string;
  fields: DecodedField[];
}

export interface ShownProblem {
  where: string;
  message: string;
  hint?: string;
}

/** From the worker: events as they come, then how it ended. */
export type DecodeReply =
  | { run: number; kind: 'events'; events: ShownEvent[]; problems: ShownProblem[]; total: number }
  | { run: number; kind: 'done'; total: number; format: string | null; milliseconds: number }
  | { run: number; kind: 'failed'; message: string };
