import type { Definitions, EventDefinition } from '../../src/catalog/definitions.ts';
import type { Layout } from '../../src/catalog/layout.ts';
import { decodeSamples } from '../../src/build/decode-samples.ts';
import { eventLogOf } from '../../src/build/samples/event-log.ts';
import { sampleOf } from '../../src/build/samples/sample.ts';
import { readEvtx } from '../../src/decode/evtx/read-evtx.ts';
import { renderMessage } from '../../src/decode/message/render.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { eventXml } from '../../src/decode/write/xml.ts';
import type { RawEvent } from '../../src/event.ts';
import { anyFirstLine, type Generated } from './generated.ts';

/** Writes generated events in the forms that tools give them, and says what does not come back as it was. */

type Check = (generated: Generated, definitions: Definitions) => string[];

/** What a form does to a value, beside what only its own tool would do. */
interface Form {
  name: string;
  check: Check;
  isTool?: true;
}

const read = (text: string, definitions: Definitions) =>
  [...readEvents(text, definitions)].flatMap((one) => ('event' in one ? [one.event] : []));

const mapOf = (raw: RawEvent) => new Map(raw.data.map(({ name, value }) => [name, value]));

const differs = (name: string, found: string | undefined, wanted: string | undefined) =>
  found === wanted ? [] : [`${name}: ${JSON.stringify(wanted)} read as ${JSON.stringify(found)}`];

/** Names of fields that a reader says are lost. */
const lostIn = (raw: RawEvent) =>
  raw.problems
    .filter((one) => one.code === 'lost-value')
    .map((one) => /^(\S+) is lost/.exec(one.message)?.[1] ?? '');

/** Names that other layouts with the same labels have in its place: the text alone does not show which it is. */
function alike(definition: EventDefinition, layout: Layout): string[] {
  const labels = (one: Layout) => one.lines.map((line) => `${line.section}/${line.label}`).join();
  return definition.layouts
    .filter((other) => other !== layout && labels(other) === labels(layout))
    .flatMap((other) => {
      const own = new Set(other.fields.map((slot) => slot.name));
      const mine = new Set(layout.fields.map((slot) => slot.name));
      return [...own]
        .filter((name) => !mine.has(name))
        .concat([...mine].filter((name) => !own.has(name)));
    });
}

/** Every value comes back, and no other. */
function whole(again: RawEvent | undefined, { raw }: Generated): string[] {
  const wanted = mapOf(raw);
  const back = mapOf(again ?? { ...raw, data: [] });
  return [
    ...(again?.eventId === raw.eventId ? [] : [`read as ${again?.eventId}`]),
    ...[...back.keys()].filter((name) => !wanted.has(name)),
    ...[...wanted].flatMap(([name, value]) => differs(name, back.get(name), value)),
  ];
}

/** Every field that the text shows comes back, or is said to be lost. */
function shown({ event, layout, raw }: Generated, definitions: Definitions): string[] {
  if (anyFirstLine(event)) return [];
  const data = mapOf(raw);
  const [again] = read(renderMessage(layout, data, definitions), definitions);
  if (again?.eventId !== event.id) {
    return again?.alternatives?.includes(event.id) ? [] : [`read as ${again?.eventId}`];
  }
  const back = mapOf(again);
  const others = alike(event, layout);
  const absent = new Set([...lostIn(again), ...others]);
  return [
    ...(again.version === undefined || again.version === layout.version
      ? []
      : [`read as version ${again.version}`]),
    ...[...back.keys()].filter((name) => !data.has(name) && !others.includes(name)),
    ...layout.fields
      .filter(({ label, name }) => label !== undefined && !(absent.has(name) && !back.has(name)))
      .flatMap(({ name }) => differs(name, back.get(name), data.get(name))),
  ];
}

const loose = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();

/** What comes back is right but for white space; nothing is asked of what does not. */
function noneWrong(again: RawEvent | undefined, { raw }: Generated): string[] {
  const data = mapOf(raw);
  if (again?.eventId !== raw.eventId) return [];
  return (again?.data ?? []).flatMap(({ name, value }) =>
    data.has(name) ? differs(name, loose(value), loose(data.get(name))) : [],
  );
}

const flat: Check = (generated, definitions) => {
  const { event, layout, raw } = generated;
  if (event.firstLine?.includes('}')) return [];
  const message = renderMessage(layout, mapOf(raw), definitions).replace(/\n/g, '  ');
  return noneWrong(read(message, definitions)[0], generated);
};

const evtx: Check = (generated, definitions) => {
  const [again] = [...readEvtx(eventLogOf([generated.raw], definitions), '-')];
  return again && 'event' in again ? whole(again.event, generated) : ['no record'];
};

const xml: Check = (generated, definitions) =>
  whole(read(eventXml(generated.raw), definitions)[0], generated);

/** Forms that carry every value as it is; others are text, or names of their own. */
const WHOLE = new Set([
  ...[
    'xml',
    'xml-line',
    'evtx-dump',
    'chainsaw',
    'winlogbeat',
    'nxlog',
    'mordor',
    'wazuh',
    'graylog',
  ],
  ...['convertto-json', 'sentinel', 'json', 'evtxecmd', 'hayabusa', 'leef'],
]);

/** Header and values side by side: a value of the header's name takes its place. */
const FLAT = new Set(['nxlog', 'mordor', 'sentinel']);
const HEADER = ['EventID', 'EventId'];

const tool = (id: string): Check => {
  const writer = decodeSamples.find((sample) => sample.id === id);
  return (generated, definitions) => {
    const { raw, event } = generated;
    if (!writer) return [`no sample ${id}`];
    if (!WHOLE.has(id) && event.firstLine?.includes('}')) return [];
    if (FLAT.has(id) && HEADER.some((name) => mapOf(raw).has(name))) return [];
    const [again] = read(writer.write(sampleOf(raw, eventXml(raw), definitions)), definitions);
    const isAlike = again?.alternatives?.includes(event.id) ?? false;
    if (again?.eventId !== raw.eventId) return isAlike ? [] : [`read as ${again?.eventId}`];
    return noneWrong(again, generated);
  };
};

export const forms: readonly Form[] = [
  { name: 'text', check: shown },
  { name: 'text without line ends', check: flat },
  { name: 'xml', check: xml },
  { name: 'event log', check: evtx },
  ...decodeSamples
    // The sample of CEF gives the subject's values under the keys of the target; that of legacy text is another event.
    .filter(({ id }) => !['xml', 'cef', 'legacy'].includes(id))
    .map(({ id }) => ({ name: id, check: tool(id), isTool: true as const })),
];
