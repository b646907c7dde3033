import type { Definitions } from '../../catalog/definitions.ts';
import type { DataValue, EventSource, RawEvent } from '../../event.ts';
import type { Format, Read } from './format.ts';
import { readEvent as readXmlEvent } from './xml.ts';

type Json = Record<string, unknown>;

/**
 * Events as JSON: an object, an array of them, or one a line, as evtx_dump and Chainsaw, Winlogbeat, Wazuh, NXLog and
 * this project's own `decode --json` write them. The shape is told from the keys, event by event.
 */
export const json: Format = {
  id: 'json',
  title: 'JSON',
  confidence: (head) => (/^\s*(?:Record \d+\s*)?[[{]\s*(?:["{}\]]|$)/.test(head) ? 0.97 : 0),

  *read(text, file, definitions): Generator<Read> {
    let index = 0;
    for (const piece of topLevelObjects(text)) {
      const place = { file, line: piece.line, event: index };
      if ('fault' in piece) {
        yield { problem: { code: 'json-cut', place, message: piece.fault, hint: KEPT } };
        continue;
      }
      let value: Json;
      try {
        value = JSON.parse(piece.text) as Json;
      } catch (error) {
        const why = error instanceof Error ? error.message : 'unknown fault';
        yield {
          problem: {
            code: 'not-json',
            place,
            message: `An object cannot be read: ${why}.`,
            hint: KEPT,
          },
        };
        continue;
      }
      const event = readObject(value, { file, index, line: piece.line }, definitions);
      if (event) {
        yield { event };
        index += 1;
      } else {
        const keys = Object.keys(value).slice(0, 5).join(', ');
        yield {
          problem: {
            code: 'no-event-object',
            place,
            message: `The object is no event: it has ${keys || 'no keys'}.`,
            hint: 'An event has an EventID, event_id, winlog or Event key.',
          },
        };
      }
    }
  },
};

const KEPT = 'The events before and after it were read. Copy it again, whole.';

/** Objects that stand on their own or in an array, by their braces; text between them is passed over. */
function* topLevelObjects(
  text: string,
): Generator<{ text: string; line: number } | { fault: string; line: number }> {
  let depth = 0;
  let start = 0;
  let line = 1;
  let startLine = 1;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 10) line += 1;
    if (inString) {
      if (char === 92) at += 1;
      else if (char === 34) inString = false;
    } else if (char === 34) {
      inString = depth > 0;
    } else if (char === 123) {
      if (depth === 0) {
        start = at;
        startLine = line;
      }
      depth += 1;
    } else if (char === 125 && depth > 0) {
      depth -= 1;
      if (depth === 0) yield { text: text.slice(start, at + 1), line: startLine };
    }
  }
  if (depth > 0) yield { fault: 'The JSON ends inside an object.', line: startLine };
}

/** One object as an event, by the keys that it has; undefined when it is none. */
function readObject(
  value: Json,
  source: EventSource,
  definitions: Definitions,
): RawEvent | undefined {
  const start = (): RawEvent => ({ format: 'json', data: [], problems: [], source });
  const inner = objectOf(value['_source']) ?? objectOf(value['result']);
  if (inner) return readObject(inner, source, definitions);
  const event = objectOf(value['Event']);
  if (event) return fromEventTree(event, start());
  const winlog = objectOf(value['winlog']);
  if (winlog) return fromWinlogbeat(winlog, value, start());
  if (objectOf(value['event_data']) && value['event_id'] !== undefined) {
    return fromWinlogbeat(value, value, start());
  }
  const wazuh = objectOf(value['win']) ?? objectOf(objectOf(value['data'])?.['win']);
  if (wazuh) return fromWazuh(wazuh, start(), definitions);
  const own = objectOf(value['data']);
  if (own && value['eventId'] !== undefined) return fromOwn(value, own, start());
  if (typeof value['Event'] === 'string' && value['Event'].includes('<Event')) {
    return readXmlEvent(value['Event'], source);
  }
  if (value['EventID'] !== undefined) return fromFlat(value, start(), definitions);
  return undefined;
}

/** evtx_dump and Chainsaw: the XML as a tree, attributes under `#attributes`. */
function fromEventTree(event: Json, raw: RawEvent): RawEvent {
  const system = objectOf(event['System']) ?? {};
  const attribute = (name: string, key: string) =>
    textOf(
      objectOf(objectOf(system[name])?.['#attributes'])?.[key] ?? objectOf(system[name])?.[key],
    );
  setHeader(raw, {
    provider: attribute('Provider', 'Name'),
    eventId: numberOf(objectOf(system['EventID'])?.['#text'] ?? system['EventID']),
    version: numberOf(system['Version']),
    task: numberOf(system['Task']),
    keywords: textOf(system['Keywords']),
    timeCreated: attribute('TimeCreated', 'SystemTime'),
    recordId: textOf(system['EventRecordID']),
    channel: textOf(system['Channel']),
    computer: textOf(system['Computer']),
  });
  const data = objectOf(event['EventData']);
  const user = objectOf(event['UserData']);
  if (data) raw.data = valuesOf(data);
  else if (user) {
    const [name, inner] = Object.entries(user).find(([key]) => !key.startsWith('#')) ?? [];
    if (name) raw.userData = name;
    raw.data = valuesOf(objectOf(inner) ?? {});
  }
  return raw;
}

function fromWinlogbeat(winlog: Json, whole: Json, raw: RawEvent): RawEvent {
  setHeader(raw, {
    provider: textOf(winlog['provider_name'] ?? winlog['source_name']),
    eventId: numberOf(winlog['event_id'] ?? objectOf(whole['event'])?.['code']),
    version: numberOf(winlog['version']),
    timeCreated: textOf(whole['@timestamp']),
    recordId: textOf(winlog['record_id'] ?? winlog['record_number']),
    channel: textOf(winlog['channel'] ?? winlog['log_name']),
    computer: textOf(winlog['computer_name']),
  });
  raw.data = valuesOf(objectOf(winlog['event_data']) ?? objectOf(winlog['user_data']) ?? {});
  return raw;
}

/** Wazuh writes field names with a small first letter; the event's definition gives the right spelling. */
function fromWazuh(win: Json, raw: RawEvent, definitions: Definitions): RawEvent {
  const system = objectOf(win['system']) ?? {};
  setHeader(raw, {
    provider: textOf(system['providerName']),
    eventId: numberOf(system['eventID']),
    version: numberOf(system['version']),
    keywords: textOf(system['keywords']),
    timeCreated: textOf(system['systemTime']),
    recordId: textOf(system['eventRecordID']),
    channel: textOf(system['channel']),
    computer: textOf(system['computer']),
  });
  const names = new Map(
    namesOf(raw, definitions).map((name) => [name.charAt(0).toLowerCase() + name.slice(1), name]),
  );
  raw.data = valuesOf(objectOf(win['eventdata']) ?? {}).map(({ name, value }) => ({
    name: names.get(name) ?? name.charAt(0).toUpperCase() + name.slice(1),
    value,
  }));
  return raw;
}

/** What `decode --json` prints. */
function fromOwn(value: Json, data: Json, raw: RawEvent): RawEvent {
  setHeader(raw, {
    provider: textOf(value['provider']),
    eventId: numberOf(value['eventId']),
    version: numberOf(value['version']),
    timeCreated: textOf(value['timeCreated']),
    recordId: textOf(value['recordId']),
    channel: textOf(value['channel']),
    computer: textOf(value['computer']),
  });
  raw.data = valuesOf(data);
  return raw;
}

/** NXLog and rows made of it: header and fields side by side; the definition tells which are fields. */
function fromFlat(value: Json, raw: RawEvent, definitions: Definitions): RawEvent {
  setHeader(raw, {
    provider: textOf(value['SourceName'] ?? value['ProviderName']),
    eventId: numberOf(value['EventID']),
    version: numberOf(value['Version']),
    task: numberOf(value['Task']),
    timeCreated: textOf(value['EventTime'] ?? value['TimeCreated'] ?? value['@timestamp']),
    recordId: textOf(value['RecordNumber'] ?? value['EventRecordID']),
    channel: textOf(value['Channel']),
    computer: textOf(value['Hostname'] ?? value['Computer']),
  });
  if (raw.timeCreated && !/Z$|[+-]\d\d:?\d\d$/.test(raw.timeCreated)) raw.timeIsLocal = true;
  const message = textOf(value['Message']);
  if (message) raw.message = message;
  const known = new Set(namesOf(raw, definitions));
  const header = 'ProcessID' in value && 'ThreadID' in value;
  raw.data = valuesOf(value).filter(
    // NXLog's own ProcessID is the header's, and hides the event's.
    ({ name }) => known.has(name) && !(header && name === 'ProcessID'),
  );
  return raw;
}

function namesOf(raw: RawEvent, definitions: Definitions): string[] {
  if (raw.eventId === undefined) return [];
  const exact = definitions.find(raw.eventId, raw.provider);
  const found = exact.length > 0 ? exact : definitions.find(raw.eventId);
  return [
    ...new Set(
      found.flatMap((event) => event.layouts.flatMap((one) => one.fields.map((f) => f.name))),
    ),
  ];
}

type Header = Pick<
  RawEvent,
  | 'provider'
  | 'eventId'
  | 'version'
  | 'task'
  | 'keywords'
  | 'timeCreated'
  | 'recordId'
  | 'channel'
  | 'computer'
>;

function setHeader(
  raw: RawEvent,
  header: { [Key in keyof Header]: Header[Key] | undefined },
): void {
  for (const [key, value] of Object.entries(header)) {
    if (value !== undefined && value !== '') Object.assign(raw, { [key]: value });
  }
  if (raw.keywords) raw.keywords = raw.keywords.toLowerCase();
}

function valuesOf(object: Json): DataValue[] {
  return Object.entries(object).flatMap(([name, value]): DataValue[] => {
    if (name.startsWith('#') || value === undefined) return [];
    if (name === 'Data') return unnamed(value);
    return [{ name, value: textOf(value) ?? '' }];
  });
}

/** Values without a name keep their place as `%1`, `%2`, … */
function unnamed(value: unknown): DataValue[] {
  const list = objectOf(value)?.['#text'] ?? value;
  return (Array.isArray(list) ? list : [list]).map((one, at) => ({
    name: `%${at + 1}`,
    value: textOf(one) ?? '',
  }));
}

function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : undefined;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map((one) => textOf(one) ?? '').join('\n');
  if (value === null || value === undefined) return undefined;
  return JSON.stringify(value);
}

function numberOf(value: unknown): number | undefined {
  const text = textOf(value);
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
