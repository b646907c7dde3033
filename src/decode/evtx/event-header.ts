import type { RawEvent } from '../../event.ts';
import { Slot } from './program.ts';

/** Texts of an event's header, by slot; undefined where it has none. */
export type Header = (string | undefined)[];

/** Sets what the header has; the order is always the same, which keeps events of one shape for the engine. */
export function setHeader(event: RawEvent, header: Header): void {
  const provider = header[Slot.provider] ?? header[Slot.providerSource];
  if (provider !== undefined) event.provider = provider;
  const channel = header[Slot.channel];
  if (channel !== undefined) event.channel = channel;
  const eventId = numberOf(header[Slot.eventId]);
  if (eventId !== undefined) event.eventId = eventId & 0xffff;
  const version = numberOf(header[Slot.version]);
  if (version !== undefined) event.version = version;
  const level = numberOf(header[Slot.level]);
  if (level !== undefined) event.level = level;
  const task = numberOf(header[Slot.task]);
  if (task !== undefined) event.task = task;
  const opcode = numberOf(header[Slot.opcode]);
  if (opcode !== undefined) event.opcode = opcode;
  const keywords = header[Slot.keywords];
  if (keywords !== undefined) event.keywords = keywords;
  const timeCreated = header[Slot.timeCreated];
  if (timeCreated !== undefined) event.timeCreated = timeCreated;
  const recordId = header[Slot.recordId];
  if (recordId !== undefined) event.recordId = recordId;
  const computer = header[Slot.computer];
  if (computer !== undefined) event.computer = computer;
  const processId = numberOf(header[Slot.processId]);
  if (processId !== undefined) event.processId = processId;
  const threadId = numberOf(header[Slot.threadId]);
  if (threadId !== undefined) event.threadId = threadId;
  const activityId = header[Slot.activityId];
  if (activityId !== undefined) event.activityId = activityId;
  const userSid = header[Slot.userSid];
  if (userSid !== undefined) event.userSid = userSid;
  const message = header[Slot.message];
  if (message !== undefined) event.message = message;
}

/** A whole number of up to ten digits; undefined for any other text. */
function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || text.length === 0 || text.length > 10) return undefined;
  let number = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return undefined;
    number = number * 10 + digit;
  }
  return number;
}
