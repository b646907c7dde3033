import type { Definitions, EventDefinition } from '../../catalog/definitions.ts';
import type { FieldSlot, Layout } from '../../catalog/layout.ts';
import { escapePattern } from '../../catalog/escape-pattern.ts';
import type { RawEvent } from '../../event.ts';
import { labelsOf, matchMessage, type MessageMatch } from '../message/match.ts';
import { normaliseText } from '../message/normalise.ts';
import { mayBeginLegacy, recogniseLegacy } from '../message/recognise-legacy.ts';
import { messageFinder, recognise, type Recognised } from '../message/recognise.ts';
import { maskTable } from '../values/access-mask.ts';
import { AUDIT_FAILURE, AUDIT_SUCCESS } from '../values/keywords.ts';
import { isListType } from '../values/list-from-text.ts';
import { contextOf, valueFromText, type TextValue } from '../values/value-from-text.ts';
import type { Problem } from '../../problem.ts';
import { isInRun } from '../same-line.ts';
import { countLines } from './count-lines.ts';
import type { Format, Read } from './format.ts';
import { placeOf, reportLost } from './known-fields.ts';
import { readLegacyMessage } from './legacy.ts';
import { readForeign } from './foreign.ts';
import { eventsWithLabels } from './headless.ts';
import { readPairs } from './line-pairs.ts';
import { setHeader } from './header.ts';
import { relayHeadAt, type RelayHead } from './relay-head.ts';

/** The message alone, as Event Viewer's General tab shows it: known by its first line and labels. */
export const message: Format = {
  id: 'message',
  title: 'Message text',

  *read(text, file, definitions, inner): Generator<Read> {
    const body = normaliseText(text);
    const starts = messageStarts(body, definitions);
    const lead = body.slice(0, starts[0]?.at ?? body.length).trim();
    let before = [...readPairs(lead, file, definitions, inner)];
    if (before.length === 0)
      before = readForeign(unrelayed(lead.slice(0, LONGEST)), file, definitions);
    if (before.length === 0) before = readHeadless(lead, file, definitions);
    yield* before;
    if (before.length === 0 && (lead !== '' || starts.length === 0)) {
      yield { problem: unknownText(lead, file) };
    }
    const first = before.filter((read) => 'event' in read).length;
    let line = 1;
    let counted = 0;
    let index = first;
    for (const [place, { at, head, recognised, legacy }] of starts.entries()) {
      if (!recognised && !legacy) continue;
      const end = starts[place + 1]?.at ?? body.length;
      const from = head?.end ?? at;
      const whole = body.slice(from, Math.min(end, from + LONGEST));
      const piece = unrelayed(head?.closed ? whole.replace(/\]\s*$/, '') : whole);
      line += countLines(body, counted, at);
      counted = at;
      const source = { file, index, line };
      index += 1;
      const own = recognised && readMessage(piece, ofHead(recognised, head), definitions, source);
      if (own && head) addHead(own, head);
      // Some first lines have outlived the labels below them.
      const old = legacy && (!own || legacy.labels > own.data.length);
      yield {
        event: old ? readLegacyMessage(piece, definitions, source, 'legacy') : (own as RawEvent),
      };
      // What follows in another language does not begin as any message does.
      for (const read of readForeign(piece, file, definitions, { index, line })) {
        if ('problem' in read) continue;
        yield read;
        index += 1;
      }
    }
  },
};

/** rsyslog writes the line ends and tabs of what it relays as octal numbers. */
const unrelayed = (text: string) =>
  text.includes('#012') ? text.replace(/(?:#015)?#012/g, '\n').replaceAll('#011', '\t') : text;

/** The events that begin so, or that which the number before the message tells. */
function ofHead(recognised: Recognised, head: RelayHead | undefined): Recognised {
  const own = recognised.events.filter(({ id }) => String(id) === head?.parts.eventId);
  return own.length > 0 ? { ...recognised, events: own } : recognised;
}

/** The message tells which event it is, and who wrote it, better than what stands before it. */
function addHead(event: RawEvent, { parts }: RelayHead): void {
  const { eventId, provider, keywords } = event;
  setHeader(event, parts);
  if (eventId !== undefined) event.eventId = eventId;
  if (provider !== undefined) event.provider = provider;
  if (keywords !== undefined) event.keywords = keywords;
}

/** Kind of the problem with text that is no event. */
export const UNKNOWN_TEXT = 'unknown-text';

/** A message whose first line was not copied: told by its labels, where no other event has them. */
function readHeadless(lead: string, file: string, definitions: Definitions): Read[] {
  const text = lead.slice(0, LONGEST);
  const events = eventsWithLabels(text, definitions);
  const source = { file, index: 0, line: 1 };
  const hint = 'Copy the message from its first line, or its XML.';
  if (events.length === 1) {
    const event = readMessage(text, { events, length: 0, values: new Map() }, definitions, source);
    const message = 'The first line of the message is missing: its labels tell which event it is.';
    event.problems.push({ code: 'guessed-event', place: placeOf(event), message, hint });
    return [{ event }];
  }
  if (events.length === 0) return [];
  const ids = events.slice(0, MOST_NAMED).map(({ id }) => id);
  const more = events.length > ids.length ? ' and others' : '';
  const message = `The text is part of a message, whose labels are those of ${ids.join(', ')}${more}.`;
  return [{ problem: { code: UNKNOWN_TEXT, place: { file, line: 1 }, message, hint } }];
}
const MOST_NAMED = 6;

/** What exports write where there are no events. */
const EMPTY_LIST = /^(?:\[\s*\]|(?:<\?xml[^>]*>\s*)?<Events(?:\s[^>]*)?(?:\/>|>\s*<\/Events>))$/;

function unknownText(lead: string, file: string): Problem {
  if (EMPTY_LIST.test(lead))
    return {
      code: 'empty-list',
      place: { file, line: 1 },
      message: 'The list holds no events.',
      hint: 'Look whether a filter or a stretch of time kept them out of the export.',
    };
  const first = lead.slice(0, 60).split('\n')[0] ?? '';
  return {
    code: UNKNOWN_TEXT,
    place: { file, line: 1 },
    message: first
      ? `"${first}" does not begin any event's message.`
      : 'There is no text to decode.',
    hint: "Paste the event whole: its XML is best (Event Viewer's Details tab, XML View), or JSON, a table with its line of names, or its text from the first line of the description.",
  };
}

interface Start {
  at: number;
  /** What a relay has put before the message on its line. */
  head?: RelayHead;
  recognised?: Recognised;
  /** Set where a message of Windows 2000, XP or Server 2003 begins, with how many of its labels follow. */
  legacy?: { labels: number };
}

/** Places at the starts of lines where a message begins, or where a relay's next line ends one. */
function messageStarts(text: string, definitions: Definitions): Start[] {
  const starts: Start[] = [];
  const mayBegin = messageFinder(text, definitions);
  let isDull = false;
  for (let at = 0; at < text.length;) {
    NO_SPACE.lastIndex = at;
    if (!NO_SPACE.test(text)) break;
    at = NO_SPACE.lastIndex - 1;
    let next = text.indexOf('\n', at);
    const lineEnd = next < 0 ? text.length : next;
    if (isDull && isInRun(text, at, lineEnd)) {
      at = lineEnd + 1;
      continue;
    }
    const today = (from: number) =>
      mayBegin(from, lineEnd) ? recognise(headAt(text, from), definitions) : undefined;
    let recognised = today(at);
    const legacy = mayBeginLegacy(text, at, definitions)
      ? recogniseLegacy(headAt(text, at), definitions)
      : undefined;
    const relay = recognised || legacy ? undefined : relayHeadAt(text, at);
    if (relay && relay.end < lineEnd) recognised = today(relay.end);
    isDull = !recognised && !legacy && !relay;
    if (recognised || legacy) {
      starts.push({
        at,
        ...(relay ? { head: relay } : {}),
        ...(recognised ? { recognised } : {}),
        ...(legacy ? { legacy: { labels: legacy.match?.found ?? 0 } } : {}),
      });
      const length = Math.max(recognised?.length ?? 0, legacy?.length ?? 0);
      next = text.indexOf('\n', (relay?.end ?? at) + length);
    } else if (relay?.ofRelay && starts.length > 0) starts.push({ at });
    if (next < 0) break;
    at = next + 1;
  }
  return starts;
}

const headAt = (text: string, from: number) => unrelayed(text.slice(from, from + HEAD));

const NO_SPACE = /\S/g;
/** A first line, and enough labels below it. */
const HEAD = 1_000;
/** No message is longer: what goes on is something else. */
const LONGEST = 1 << 18;

interface Fit {
  event: EventDefinition;
  layout: Layout;
  match: MessageMatch;
  score: number;
}

/**
 * Reads one message whose first line is known: the layout that fits best, of all events that begin so
 * and all their versions.
 *
 * @param text normalised text from the first character of the message
 */
export function readMessage(
  text: string,
  recognised: Recognised,
  definitions: Definitions,
  source: { file: string; index: number; line?: number },
  format = 'message',
): RawEvent {
  const rest = text.slice(recognised.length);
  const body = cutAdvice(rest, recognised.events);
  const isWhole = body.length < rest.length;
  const candidates = recognised.events.flatMap((event) =>
    event.layouts
      .filter((layout) => event.texts.includes(layout.version))
      .map((layout) => ({ event, layout })),
  );
  const labels = labelsOf(candidates.map(({ layout }) => layout));
  const fits = candidates
    .map(({ event, layout }): Fit => {
      const match = matchMessage(body, layout, labels, isWhole);
      return {
        event,
        layout,
        match,
        score: match.found - (match.wanted - match.found) - match.strays,
      };
    })
    .sort((a, b) => b.score - a.score || filled(b.match) - filled(a.match));
  const event: RawEvent = { format, partial: true, data: [], problems: [], source };
  const best = fits[0];
  const definition = best?.event ?? recognised.events[0];
  if (!definition) return event;
  event.provider = definition.providerName;
  event.eventId = definition.id;
  event.message = text.trim();
  const equals = fits.filter(
    (fit) => fit.score === best?.score && filled(fit.match) === filled(best.match),
  );
  const others = [...new Set(equals.map((fit) => fit.event))].filter(
    (other) => other !== definition,
  );
  if (others.length > 0) {
    event.alternatives = others.map((other) => other.id);
    event.problems.push({
      code: 'ambiguous-event',
      place: placeOf({ source }),
      message: `The text fits ${[definition, ...others].map((one) => one.id).join(' and ')}, which Windows words alike.`,
      hint: 'The XML, or the event id beside the text, tells which it is.',
    });
  }
  if (!best) return event;
  const versions = new Set(
    equals.filter((fit) => fit.event === definition).map((fit) => fit.layout.version),
  );
  const [version] = versions;
  if (versions.size === 1 && typeof version === 'number') event.version = version;
  if (definition.outcome?.length === 1) {
    event.keywords = definition.outcome[0] === 'success' ? AUDIT_SUCCESS : AUDIT_FAILURE;
  }
  const read = new Map<string, TextValue>();
  const known = new Map<string, string>();
  const { flat } = best.match.form;
  // Kinds of objects word their rights alike: lists are read when the object is known.
  for (const lists of [false, true]) {
    const rights = lists ? maskTable(known, definitions) : undefined;
    for (const slot of best.layout.fields) {
      const words = best.match.values.get(slot.name) ?? recognised.values.get(slot.name);
      if (words === undefined || isListType(slot.type) !== lists) continue;
      const about = { ...contextOf(event, definitions), flat, rights };
      const isCut = best.match.unfinished.includes(slot.name) && !mayBeWhole(words, slot);
      const value: TextValue = isCut
        ? { lost: ENDS_INSIDE }
        : valueFromText(words, slot, definitions, about);
      read.set(slot.name, value);
      if ('value' in value) known.set(slot.name, value.value);
    }
  }
  const cut = best.match.unfinished.filter((name) => {
    const own = read.get(name);
    return own && 'value' in own;
  });
  if (cut.length > 0) {
    event.problems.push({
      code: 'text-cut',
      place: placeOf({ source }),
      message: `The text ends at ${cut.join(', ')}: that value may be cut off, and those that follow are absent.`,
      hint: 'Copy the event whole.',
    });
  }
  for (const { name } of best.layout.fields) {
    const own = read.get(name);
    if (own === undefined) continue;
    if ('value' in own) event.data.push({ name, value: own.value });
    else if (own.lost === ENDS_INSIDE) event.problems.push(endsInside(name, placeOf({ source })));
    else reportLost(event, name, own.lost);
  }
  return event;
}

const ENDS_INSIDE = 'the text ends inside it';

const endsInside = (name: string, place: Problem['place']): Problem => ({
  code: 'text-cut',
  place,
  message: `${name} is lost: ${ENDS_INSIDE}.`,
  hint: 'Copy the event whole.',
});

/** Whether the text of the last value of a message can be all of it, by the type of the value. */
function mayBeWhole(words: string, { as }: FieldSlot): boolean {
  const text = words.trim();
  if (text === '' || text === '-') return text === '-';
  if (as === 'GUID') return /^\{[0-9a-f-]{36}\}/i.test(text);
  if (/^(?:HexInt|Pointer)/.test(as)) return /^(?:0x[0-9a-f]+|\d+)(?!\w)/i.test(text);
  return (
    as !== 'SID' ||
    !/^S(?:-\d+)*-?$/i.test(text) ||
    /^S-1-(?:5-21(?:-\d+){4}|(?!5-21)\d+(?:-\d+)+)$/i.test(text)
  );
}

/** Leaves out what Windows says behind the last line of a message, by its first words. */
function cutAdvice(body: string, events: readonly EventDefinition[]): string {
  for (const { tail } of events) {
    if (!tail) continue;
    const words = tail.split(' ').map(escapePattern).join('\\s+');
    const at = body.search(new RegExp(`\\s${words}\\s`));
    if (at >= 0) return body.slice(0, at);
  }
  return body;
}

/** Values that are not empty: of two layouts with the same labels, the one that explains more. */
const filled = (match: MessageMatch) => [...match.values.values()].filter(Boolean).length;
