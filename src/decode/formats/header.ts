import type { RawEvent } from '../../event.ts';
import { AUDIT_FAILURE, AUDIT_SUCCESS } from '../values/keywords.ts';
import { readTime } from './time.ts';

/** Parts of an event's header as some tool holds them: any of them may be missing, or a number as text. */
export interface HeaderParts {
  provider?: unknown;
  eventId?: unknown;
  version?: unknown;
  level?: unknown;
  task?: unknown;
  opcode?: unknown;
  /** Hexadecimal, decimal (signed, unsigned or rounded), or the words Audit Success and Audit Failure. */
  keywords?: unknown;
  time?: unknown;
  recordId?: unknown;
  channel?: unknown;
  computer?: unknown;
  activityId?: unknown;
  processId?: unknown;
  threadId?: unknown;
  userSid?: unknown;
}

const TEXTS = ['provider', 'channel', 'computer', 'activityId'] as const;
/** Pages write an id as they write any number: 4,624. */
const THOUSANDS = /^(\d{1,2}),(\d{3})$/;
const NUMBERS = ['version', 'level', 'task', 'opcode', 'processId', 'threadId'] as const;

/**
 * Sets the header of an event from what a tool holds; what cannot be read, or is empty, stays absent.
 *
 * @param zone `utc` where the tool writes UTC without saying so
 */
export function setHeader(raw: RawEvent, parts: HeaderParts, zone?: 'utc'): void {
  for (const key of TEXTS) {
    const text = textOf(parts[key])?.trim();
    if (text && !/^(?:-|N\/A|NULL)$/i.test(text)) raw[key] = text;
  }
  for (const key of NUMBERS) {
    const number = numberOf(parts[key]);
    if (number !== undefined) raw[key] = number;
  }
  // The id of an instance has flags above the event's own sixteen bits.
  const eventId = textOf(parts.eventId)?.trim().replace(THOUSANDS, '$1$2') ?? '';
  if (/^\d{1,15}$/.test(eventId)) raw.eventId = Number(eventId) % 65_536;
  const recordId = textOf(parts.recordId);
  if (recordId && /^\d+$/.test(recordId)) raw.recordId = recordId;
  const userSid = textOf(parts.userSid);
  if (userSid && /^S-1-/i.test(userSid)) raw.userSid = userSid.toUpperCase();
  const keywords = readKeywords(textOf(parts.keywords) ?? '');
  if (keywords) raw.keywords = keywords;
  const time = readTime(textOf(parts.time) ?? '', zone);
  if (time) Object.assign(raw, time);
}

/**
 * The keywords of an event as its XML holds them, `0x8020000000000000`.
 *
 * @param text hexadecimal; decimal, also signed, or rounded by a tool that counts in doubles; or the words that stand
 *   for an outcome (`Audit Success`, `AUDIT_FAILURE`, `SuccessAudit`)
 */
function readKeywords(text: string): string | undefined {
  if (/^0x[0-9a-f]+$/i.test(text)) return text.toLowerCase();
  if (/^-?\d{1,20}$/.test(text)) {
    const rounded = text.length > 16 && String(Number(text)) === text;
    const bits = BigInt.asUintN(64, rounded ? BigInt(Number(text)) : BigInt(text));
    return `0x${bits.toString(16)}`;
  }
  if (/audit[ _]?success|success(?:ful)?[ _]?audit/i.test(text)) return AUDIT_SUCCESS;
  return /audit[ _]?failure|fail(?:ure|ed)?[ _]?audit/i.test(text) ? AUDIT_FAILURE : undefined;
}

/** A value of JSON or of a table as text; undefined when there is none. Lines that became a list are lines again. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map((one) => textOf(one) ?? '').join('\n');
  if (value === null || value === undefined) return undefined;
  return JSON.stringify(value);
}

/** A whole number of at most ten digits, written as one or as text. */
function numberOf(value: unknown): number | undefined {
  const text = textOf(value)?.trim();
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
