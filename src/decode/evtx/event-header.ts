import type { DataValue, EventSource, RawEvent } from '../../event.ts';
import type { Problem } from '../../problem.ts';
import { Slot } from './program.ts';

/** An event's header by slot: texts, or numbers where the log holds numbers; undefined where it has none. */
export type Header = (string | number | undefined)[];

/** An event of a header and its values. What the header does not have is absent. */
export function makeEvent(
  header: Header,
  data: DataValue[],
  userData: string | undefined,
  problems: Problem[],
  source: EventSource,
): RawEvent {
  const provider = textOf(header[Slot.provider] ?? header[Slot.providerSource]);
  const channel = textOf(header[Slot.channel]);
  const id = numberOf(header[Slot.eventId]);
  const eventId = id === undefined ? undefined : id & 0xffff;
  const version = numberOf(header[Slot.version]);
  const level = numberOf(header[Slot.level]);
  const task = numberOf(header[Slot.task]);
  const opcode = numberOf(header[Slot.opcode]);
  const keywords = textOf(header[Slot.keywords]);
  const timeCreated = textOf(header[Slot.timeCreated]);
  const recordId = textOf(header[Slot.recordId]);
  const computer = textOf(header[Slot.computer]);
  const processId = numberOf(header[Slot.processId]);
  const threadId = numberOf(header[Slot.threadId]);
  let event: RawEvent;
  // Most events have all of these: made at once they are all of one shape, which is what the engine likes best.
  if (
    provider !== undefined &&
    channel !== undefined &&
    eventId !== undefined &&
    version !== undefined &&
    level !== undefined &&
    task !== undefined &&
    opcode !== undefined &&
    keywords !== undefined &&
    timeCreated !== undefined &&
    recordId !== undefined &&
    computer !== undefined &&
    processId !== undefined &&
    threadId !== undefined
  ) {
    event = {
      format: 'evtx',
      provider,
      channel,
      eventId,
      version,
      level,
      task,
      opcode,
      keywords,
      timeCreated,
      recordId,
      computer,
      processId,
      threadId,
      data,
      problems,
      source,
    };
  } else {
    const given = { provider, channel, eventId, version, level, task, opcode, keywords };
    const more = { timeCreated, recordId, computer, processId, threadId };
    event = { format: 'evtx', ...present({ ...given, ...more }), data, problems, source };
  }
  const activityId = textOf(header[Slot.activityId]);
  if (activityId !== undefined) event.activityId = activityId;
  const userSid = textOf(header[Slot.userSid]);
  if (userSid !== undefined) event.userSid = userSid;
  if (userData !== undefined) event.userData = userData;
  const message = textOf(header[Slot.message]);
  if (message !== undefined) event.message = message;
  return event;
}

const present = (fields: Record<string, string | number | undefined>): Partial<RawEvent> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const textOf = (value: string | number | undefined): string | undefined =>
  typeof value === 'number' ? String(value) : value;

/** A whole number of up to ten digits; undefined for any other text. */
function numberOf(value: string | number | undefined): number | undefined {
  if (typeof value !== 'string') return value;
  return /^\d{1,10}$/.test(value) ? Number(value) : undefined;
}
