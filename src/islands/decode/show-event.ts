import type { Definitions } from '../../catalog/definitions.ts';
import type { Actor } from '../../decode/actors.ts';
import { decodeEvent, type DecodedEvent, type EventName } from '../../decode/decode.ts';
import { explainKeywords } from '../../decode/values/keywords.ts';
import type { RawEvent } from '../../event.ts';
import { eventForms } from './event-forms.ts';
import { locateValues } from './locate.ts';
import type { ShownEvent, ShownRow } from './protocol.ts';
import { shownProblem } from './shown-problem.ts';

/** One event with all that the page says of it. */
export function shownEvent(
  shown: ShownRow,
  raw: RawEvent,
  definitions: Definitions,
  notes: Readonly<Record<string, string>>,
  input: { text: string; cut: boolean } | undefined,
): ShownEvent {
  const decoded = decodeEvent(raw, definitions);
  const { definition } = decoded;
  const fields = inMessageOrder(decoded);
  const value = <K extends string, V>(key: K, known: V | undefined) =>
    (known === undefined ? {} : { [key]: known }) as { [key in K]?: V };
  return {
    ...shown,
    ...value('url', definition?.url ?? decoded.legacy?.url),
    ...(decoded.legacy ? { title: decoded.legacy.title } : {}),
    ...value('provider', definition?.providerName ?? raw.provider),
    ...value('channel', raw.channel),
    ...value('version', raw.version),
    ...value('recordId', raw.recordId),
    ...value('summary', decoded.summary),
    format: raw.format,
    file: raw.source.file,
    index: raw.source.index,
    actors: inOrderOf(fields, decoded.actors),
    fields: fields.map((field) => {
      const means = field.concept && notes[field.concept];
      return means ? { ...field, means } : field;
    }),
    header: headerOf(raw),
    lost: lostOf(decoded),
    related: relatedOf(decoded),
    problems: decoded.problems.map((problem) => shownProblem(problem)),
    forms: eventForms(decoded, definitions),
    ...(input ? { input: { ...input, spans: locateValues(input.text, fields) } } : {}),
  };
}

/** Fields as the message has them; those that it does not show come last. */
function inMessageOrder({ layout, fields }: DecodedEvent): DecodedEvent['fields'] {
  const places = new Map<string, number>();
  for (const part of [
    ...(layout?.first ?? []),
    ...(layout?.lines.flatMap(({ parts }) => parts) ?? []),
  ]) {
    if ('field' in part && !places.has(part.field)) places.set(part.field, places.size);
  }
  const placeOf = (name: string) => places.get(name) ?? places.size;
  return [...fields].sort((a, b) => placeOf(a.name) - placeOf(b.name));
}

/** Actors in the order in which the message tells of them. */
function inOrderOf(fields: DecodedEvent['fields'], actors: readonly Actor[]): Actor[] {
  const first = (actor: Actor) => fields.findIndex(({ name }) => actor.fields.includes(name));
  return [...actors].sort((a, b) => first(a) - first(b));
}

function relatedOf({
  definition,
  alternatives = [],
  legacy,
  newer = [],
}: DecodedEvent): ShownEvent['related'] {
  const links = (events: readonly EventName[]) =>
    events.map(({ id, title, url }) => ({ url, text: `${id} ${title}` }));
  return [
    ...(legacy && legacy.successors.length > 0
      ? [
          {
            text: 'An event of Windows 2000, XP or Server 2003; today:',
            links: links(legacy.successors),
          },
        ]
      : []),
    ...(alternatives.length > 0
      ? [
          {
            text: definition ? 'The text fits these as well:' : 'It is one of these:',
            links: links(alternatives),
          },
        ]
      : []),
    ...newer.map(({ version, adds, drops }) => ({
      text: [
        `Version ${version}`,
        adds.length > 0 ? `adds ${adds.join(', ')}` : '',
        drops.length > 0 ? `${adds.length > 0 ? 'and ' : ''}drops ${drops.join(', ')}` : '',
        adds.length + drops.length === 0 ? 'has the same fields' : '',
      ]
        .filter(Boolean)
        .join(' ')
        .concat('.'),
      links: [],
    })),
  ];
}

/** Header values that are neither in the heading of a card nor empty. */
function headerOf(raw: RawEvent): { name: string; value: string }[] {
  const header: [string, string | number | undefined][] = [
    ['Provider', raw.provider],
    ['Log', raw.channel],
    ['Record', raw.recordId],
    ['Version', raw.version],
    ['Level', raw.level],
    ['Task', raw.task],
    ['Opcode', raw.opcode],
    ['Keywords', [raw.keywords, explainKeywords(raw.keywords)].filter(Boolean).join(': ')],
    ['Activity', raw.activityId],
    ['Written by process', raw.processId],
    ['Thread', raw.threadId],
    ['User', raw.userSid],
  ];
  return header.flatMap(([name, known]) =>
    known === undefined || known === '' ? [] : [{ name, value: String(known) }],
  );
}

/** Fields that the event's definition has and the event has not. */
function lostOf({ raw, layout }: DecodedEvent): ShownEvent['lost'] {
  if (!layout) return [];
  const names = new Set(raw.data.map(({ name }) => name));
  return layout.fields
    .filter((slot) => !names.has(slot.name))
    .map((slot) => ({
      name: slot.name,
      label: slot.label || null,
      section: slot.section || null,
      why: slot.label
        ? 'The message shows them, the input does not carry them.'
        : 'The message does not show them; the XML has them.',
    }));
}
