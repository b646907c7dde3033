import type { Definitions } from '../../catalog/definitions.ts';
import type { Layout } from '../../catalog/layout.ts';
import type { TemplatePart } from '../../schema/message-template.ts';
import { valueToText } from '../values/text-form.ts';

/**
 * The message of one event as Event Viewer's General tab shows it: headings, indented labels, tabs
 * before values, codes as words, hexadecimal logon ids in upper case. Only SIDs that are the same on
 * every computer are shown by name, since only those can be told without asking the computer.
 *
 * @param data field name → value as the event's XML holds it
 */
export function renderMessage(
  layout: Layout,
  data: ReadonlyMap<string, string>,
  definitions: Definitions,
): string {
  const slots = new Map(layout.fields.map((field) => [field.name, field]));
  const fill = (parts: readonly TemplatePart[], separator: string) =>
    parts
      .map((part, index) => {
        if ('text' in part) {
          const label =
            index === 0 && parts.length > 1 ? part.text.trimEnd() + separator : part.text;
          return label;
        }
        const slot = slots.get(part.field) ?? definitions.slotOf(part.field);
        return valueToText(data.get(part.field) ?? '', slot, definitions);
      })
      .join('');
  const lines = [fill(layout.first, ' ')];
  let depth = 0;
  for (const line of layout.lines) {
    if (line.heading || (line.depth === 0 && (depth !== 0 || lines.length === 1))) lines.push('');
    depth = line.depth;
    lines.push((line.depth > 0 ? '\t' : '') + fill(line.parts, '\t\t'));
  }
  return lines.join('\n');
}
