import type { Definitions } from '../../catalog/definitions.ts';
import { toJson, type DecodedEvent } from '../../decode/decode.ts';
import { eventXml } from '../../decode/write/xml.ts';
import { renderMessage } from '../../decode/message/render.ts';

/** One event in the forms that people pass on. */
export function eventForms(
  decoded: DecodedEvent,
  definitions: Definitions,
): { id: string; title: string; text: string }[] {
  const { raw, layout } = decoded;
  const message = layout
    ? renderMessage(layout, new Map(raw.data.map(({ name, value }) => [name, value])), definitions)
    : (raw.message ?? '');
  return [
    { id: 'xml', title: 'XML', text: eventXml(raw) },
    { id: 'json', title: 'JSON', text: JSON.stringify(toJson(decoded), null, 2) },
    { id: 'text', title: 'Message', text: message },
  ].filter(({ text }) => text !== '');
}
