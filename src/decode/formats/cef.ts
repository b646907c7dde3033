import type { RawEvent } from '../../event.ts';
import type { Format, Read } from './format.ts';
import { hasMark } from './has-mark.ts';
import { setHeader } from './header.ts';
import { addKeyed } from './key-values.ts';
import { reportOwnNames } from './known-fields.ts';
import { shortLine } from './line-body.ts';

/**
 * ArcSight's Common Event Format: `CEF:0|vendor|product|version|signature|name|severity|key=value …`, with `\|` in the
 * head and `\=`, `\\`, `\n` in values; `csN`, `cnN`, `flexStringN` have their names under `…Label`; `ad.<Field>` are the
 * event's own. What no table explains is said to be lost.
 */
export const cef: Format = {
  id: 'cef',
  title: 'CEF',

  marks: ['CEF:'],
  extent: (text, at, lineEnd) => {
    if (!hasMark(text, at, lineEnd, 'CEF:')) return undefined;
    const start = /(?:.{0,300}?[^\w])?CEF:\s?\d\|/y;
    start.lastIndex = at;
    return start.test(text) ? lineEnd : undefined;
  },

  *read(text, file, definitions): Generator<Read> {
    const head = splitHead(text.slice(text.search(/CEF:\s?\d\|/)));
    if (!head) {
      yield { problem: shortLine(file, 'CEF', 'is cut off in its head') };
      return;
    }
    const [, , , , signature = '', , , extension = ''] = head;
    const pairs = readPairs(extension);
    const event: RawEvent = {
      format: 'cef',
      data: [],
      problems: [],
      source: { file, index: 0, line: 1 },
    };
    const [, provider, idInHead] = /^(?:(.*):)?(\d+)$/.exec(signature) ?? [];
    const externalId = pairs.get('externalId');
    setHeader(event, {
      provider: provider ?? labelled(pairs, /^event ?source$/i),
      eventId: idInHead ?? (/^\d{1,5}$/.test(externalId ?? '') ? externalId : undefined),
      version: pairs.get('ad.Version'),
      channel: pairs.get('cat'),
      computer: pairs.get('dvchost') ?? pairs.get('dhost'),
      recordId: pairs.get('ad.EventRecordID'),
      processId: pairs.get('ad.ProcessID'),
      threadId: pairs.get('ad.ThreadID'),
      keywords: pairs.get('ad.Keywords') ?? pairs.get('deviceSeverity') ?? pairs.get('outcome'),
      time: pairs.get('rt') ?? pairs.get('start') ?? pairs.get('end'),
    });
    if (event.eventId === undefined) {
      yield {
        problem: {
          code: 'no-event-id',
          place: { file, line: 1 },
          message: `The CEF line has no event id of Windows: its signature is "${signature.slice(0, 60)}".`,
          hint: 'The id stands in the fifth part of the head, or under externalId.',
        },
      };
      return;
    }
    const unknown = addKeyed(event, named(pairs), 'cef', definitions).filter(
      (key) => !ENVELOPE.test(key),
    );
    reportOwnNames(event, unknown, 'the CEF line');
    yield { event };
  },
};

/** Keys of the connector itself: what it is, when it ran, what it thinks of the event. */
const ENVELOPE =
  /^(?:eventId|externalId|msg|category\w*|catdt|art|cat|deviceSeverity|rt|start|end|\w+ZoneURI|\w+ZoneExternalID|oldFileHash|c6a\d|a(?:host|gt|v|tz|id|t)|agent\w*|dvc\w*|device(?:NtDomain|Host\w*|Address|ExternalId|Facility|Direction|EventClassId|TimeZone)|dtz|_cefVer|outcome|act|reason|type|app|ad\.(?:geid|Opcode|EventRecordID|Version|ProcessID|ThreadID|Keywords|EventIndex|Task|Level|Channel|Computer|Guid)|cs\d|cn\d|EventlogCategory|EventSource|original\w*|severity|cnt|dhost|EventRecordID|Version|Opcode|geid|locality|mrt|generator\w*|_\w+)$/i;

/** Head and extension, by the seven bars that are not escaped. */
function splitHead(line: string): string[] | undefined {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < line.length && parts.length < 7; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === '|') {
      parts.push(line.slice(from, at).replace(/\\([|\\])/g, '$1'));
      from = at + 1;
    }
  }
  return parts.length === 7 ? [...parts, line.slice(from)] : undefined;
}

/** Keys and values of an extension: a value goes on to the next `key=`, and its own equals signs are escaped. */
function readPairs(extension: string): Map<string, string> {
  const pairs = new Map<string, string>();
  const keys = [...extension.matchAll(/(?:^|\s)([A-Za-z_][\w.[\]-]*)=/g)];
  for (const [place, key] of keys.entries()) {
    const from = key.index + key[0].length;
    const value = extension.slice(from, keys[place + 1]?.index ?? extension.length);
    pairs.set(key[1] ?? '', unescape(value.trim()));
  }
  return pairs;
}

const unescape = (value: string) =>
  value.replace(
    /\\([\\=|nrt])/g,
    (_all, char: string) => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char,
  );

const LABEL = /\dLabel$/;

/** Custom keys under the names that their labels give them. */
function named(pairs: ReadonlyMap<string, string>): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of pairs) {
    if (LABEL.test(key)) continue;
    const label = pairs.get(`${key}Label`);
    all.set(
      label ?? key.replace(/^ad\.(?!(?:ProcessID|ThreadID|Version|Opcode|Keywords)$)/, ''),
      value,
    );
  }
  return all;
}

function labelled(pairs: ReadonlyMap<string, string>, label: RegExp): string | undefined {
  for (const [key, value] of pairs) {
    if (LABEL.test(key) && label.test(value)) return pairs.get(key.slice(0, -5));
  }
  return undefined;
}
