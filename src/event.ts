import type { Problem } from './problem.ts';

/** One named value of an event, exactly as the event's XML would hold it. */
export interface DataValue {
  name: string;
  value: string;
}

/** Where an event came from. */
export interface EventSource {
  /** File name, or `-` for standard input or a paste. */
  file: string;
  /** Position among the events of the input, from 0. */
  index: number;
  /** First line of the event in a text input, from 1. */
  line?: number;
  /** First byte of the event in a binary input. */
  offset?: number;
}

/**
 * One event as its XML would hold it, whatever format it came in, before any definition is
 * applied. What the format does not carry is absent.
 */
export interface RawEvent {
  /** Id of the format that it was read from: `xml`, `evtx`, `message`, … */
  format: string;
  provider?: string;
  channel?: string;
  eventId?: number;
  version?: number;
  level?: number;
  task?: number;
  opcode?: number;
  /** Hexadecimal: `0x8020000000000000`. */
  keywords?: string;
  /** ISO 8601 in UTC where the format says the zone; otherwise as written. */
  timeCreated?: string;
  /** Set when `timeCreated` is local time of an unknown zone. */
  timeIsLocal?: boolean;
  recordId?: string;
  computer?: string;
  activityId?: string;
  /** Header `Execution` ids and `Security` UserID. */
  processId?: number;
  threadId?: number;
  userSid?: string;
  /** Named values in order. Unnamed `Data` elements are named `%1`, `%2`, … by position. */
  data: DataValue[];
  /** Element name below UserData, where the values stood there. */
  userData?: string;
  /** The format does not carry every value of the event, as text does not. */
  partial?: true;
  /** Ids of the other events that the text fits as well. */
  alternatives?: number[];
  /** The message text that the format carried. */
  message?: string;
  problems: Problem[];
  source: EventSource;
}
