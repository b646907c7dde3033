import type { Definitions } from '../../catalog/definitions.ts';
import type { FieldSlot } from '../../catalog/layout.ts';
import type { LegacyData } from '../../catalog/legacy-definition.ts';
import { decodeEvent, toJson } from '../../decode/decode.ts';
import { renderMessage } from '../../decode/message/render.ts';
import { eventXml } from '../../decode/write/xml.ts';
import type { DataValue, RawEvent } from '../../event.ts';
import type { FieldType } from '../../schema/field.ts';

/** A sample to try in the decoder: one synthetic event as one tool writes it. */
export interface DecodeSample {
  id: string;
  /** Name in the list of samples. */
  title: string;
  write(sample: Sample): string;
}

/** What the writers need of an event. */
export interface Sample {
  raw: RawEvent;
  xml: string;
  message: string;
  json: string;
  title: string;
  outcome: string;
  /** The event that said the same before Windows Vista. */
  legacy: LegacyData | undefined;
  /** The last value of a type that is not empty. */
  ofType(type: FieldType): DataValue | undefined;
  /** How the event defines a field. */
  slotOf(name: string): FieldSlot;
  /** Names that a schema has for fields of the event, each with the field. */
  aliases(schema: string): readonly (readonly [string, string])[];
}

export function sampleOf(raw: RawEvent, xml: string, definitions: Definitions): Sample {
  const decoded = decodeEvent(raw, definitions);
  const slots = new Map(decoded.layout?.fields.map((slot) => [slot.name, slot]));
  const slotOf = (name: string) => slots.get(name) ?? definitions.slotOf(name, raw.provider);
  return {
    raw,
    xml,
    message: decoded.layout
      ? renderMessage(decoded.layout, new Map(Object.entries(dataOf(raw))), definitions)
      : '',
    json: JSON.stringify(toJson(decoded), null, 2),
    title: decoded.definition?.title ?? '',
    outcome: decoded.outcome ?? 'success',
    legacy: [...definitions.legacy.values()].find(
      ({ labels, successors }) => labels && successors.some(([id]) => id === raw.eventId),
    ),
    ofType: (type) =>
      raw.data.findLast(
        ({ name, value }) => slotOf(name).type === type && value !== '' && value !== '-',
      ),
    slotOf,
    aliases: (schema) => definitions.aliases(schema, raw.eventId, raw.provider),
  };
}

export const dataOf = (raw: RawEvent): Record<string, string> =>
  Object.fromEntries(raw.data.map(({ name, value }) => [name, value]));

export const audit = (outcome: string) =>
  outcome === 'failure' ? 'Audit Failure' : 'Audit Success';

/** As NXLog, Wazuh and OSSEC write it. */
export const auditType = (outcome: string) =>
  outcome === 'failure' ? 'AUDIT_FAILURE' : 'AUDIT_SUCCESS';

export const timeOf = ({ timeCreated = '' }: RawEvent): Date => new Date(timeCreated || 0);

/** `3/5/2024 8:17:14 AM`, as Windows in American English writes it. */
export function usDate({ timeCreated = '' }: RawEvent): string {
  const [, year, month, day, hour, rest] =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d)(:\d\d:\d\d)/.exec(timeCreated) ?? [];
  const of12 = Number(hour) % 12 || 12;
  return `${Number(month)}/${Number(day)}/${year} ${of12}${rest} ${Number(hour) < 12 ? 'AM' : 'PM'}`;
}

/** The keywords as .NET prints them: a signed number of 64 bits. */
export const signedKeywords = ({ keywords = '0x0' }: RawEvent): bigint =>
  BigInt.asIntN(64, BigInt(keywords));

/** XML on one line, attributes between single quotes: as Windows itself renders an event. */
export const flatXml = (raw: RawEvent): string =>
  eventXml(raw)
    .trim()
    .split(/\n(?= *<)/)
    .map((line) => line.trimStart())
    .join('')
    .replace(/<\w[^<>]*>/g, (tag) =>
      tag.replaceAll("'", '&apos;').replaceAll('"', "'").replace(/ \/>$/, '/>'),
    );
