import { counted } from '../../catalog/grouped.ts';
import type { Meaning } from '../../decode/values/explain.ts';
import { fieldHead, inSections, sectionRow, tableHead, valueText } from './cells.ts';
import { button, link, make } from '../element.ts';
import type { ShownEvent } from './protocol.ts';
import { valueMenu, type ValueActions } from './value-menu.ts';

type Field = ShownEvent['fields'][number];

const address = ({ table, anchor }: { table?: string; anchor?: string }) =>
  `/codes/${table ?? ''}/${anchor ? `#${encodeURIComponent(anchor)}` : ''}`;

/** Fields of an event in message order, grouped by the headings that Windows shows. */
export function fieldTable(
  event: ShownEvent,
  actions: ValueActions,
  remembered: { what: boolean },
): HTMLElement {
  const what = make('input', '');
  what.type = 'checkbox';
  what.checked = remembered.what;
  const table = make(
    'table',
    'fields',
    tableHead('Field', 'Value', 'Meaning'),
    ...fieldBodies(event, actions),
  );
  table.querySelector('th:nth-child(3)')?.append(make('label', 'check', what, ' What fields are'));
  const show = () => {
    remembered.what = what.checked;
    table.classList.toggle('plain', !what.checked);
  };
  what.addEventListener('change', show);
  show();
  return table;
}

/** Fields without a label stand in no message: they come last. */
const NOWHERE = null;

function fieldBodies({ fields, lost }: ShownEvent, actions: ValueActions): HTMLElement[] {
  const numbered = fields.map((field, index) => ({ field, index }));
  const sections = inSections(numbered, ({ field: { section, label } }) =>
    label || section ? (section ?? '') : NOWHERE,
  );
  // Where no field has a label, there is no message that shows any.
  const hasMessage = fields.some(({ label }) => label) || lost.some(({ label }) => label);
  return sections.map(({ section, rows }) => {
    const title = section ?? (hasMessage ? 'Not shown in the message' : '');
    return make(
      'tbody',
      '',
      title ? sectionRow(title, 3) : undefined,
      ...rows.map(({ field, index }) => fieldRow(field, index, actions)),
    );
  });
}

function fieldRow(field: Field, index: number, actions: ValueActions): HTMLElement {
  const { name, label, concept, value, unknown } = field;
  const row = make(
    'tr',
    value === '' || value === '-' ? 'empty' : '',
    fieldHead({ name, label, concept }, unknown ? 'not a field of this event' : undefined),
    make('td', 'value', valueCell(field, actions)),
    make('td', 'meaning', ...meaningOf(field)),
  );
  row.dataset['field'] = String(index);
  return row;
}

function valueCell({ name, value }: Field, actions: ValueActions): HTMLElement {
  const cell = make('div', 'value-cell', ...valueText(value));
  if (value === '') return cell;
  const opener = button(
    '⋯',
    () => valueMenu(opener, value, { kind: 'field', name, value }, actions),
    { class: 'more', 'aria-label': `What to do with the value of ${name}` },
  );
  opener.setAttribute('aria-haspopup', 'menu');
  cell.append(opener);
  return cell;
}

function meaningOf(field: Field): Node[] {
  const { meaning, parts, detail, means } = field;
  const nodes: Node[] = [];
  const inParts = parts && parts.map(({ text }) => text).join(', ') === meaning;
  if (meaning && !inParts) {
    const linked = field.table ? link(address(field), meaning) : meaning;
    nodes.push(make('span', field.aside ? 'means aside' : 'means', linked));
  }
  if (parts && parts.length > 0) nodes.push(partList(parts));
  if (detail) nodes.push(make('span', 'note', detail));
  if (means) nodes.push(make('span', 'note what', means));
  return nodes;
}

function partList(parts: readonly Meaning[]): HTMLElement {
  const items = parts.map((part) => {
    const { text, value, detail, table, parts: inner } = part;
    return make(
      'li',
      '',
      table ? link(address(part), text) : text,
      value && value !== text ? make('code', 'bit', value) : undefined,
      detail ? make('span', 'note', detail) : undefined,
      inner && inner.length > 0 ? partList(inner) : undefined,
    );
  });
  return make('ul', 'parts', ...items);
}

/** Fields that the event has and the input has not: folded, for it may be most of them. */
export function lostList(lost: ShownEvent['lost']): HTMLElement {
  const reasons = [...new Set(lost.map(({ why }) => why))];
  return make(
    'details',
    'header lost',
    make('summary', '', `Not in the input: ${counted(lost.length, 'field')}`),
    ...reasons.flatMap((why) => [
      make('p', '', why),
      make(
        'ul',
        '',
        ...lost
          .filter((field) => field.why === why)
          .map(({ name, section, label }) => {
            const title = [section, label].filter(Boolean).join(' / ');
            return make('li', '', title && `${title} `, make('code', '', name));
          }),
      ),
    ]),
  );
}
