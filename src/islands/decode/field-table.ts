import type { Meaning } from '../../decode/values/explain.ts';
import { button, link, make } from './make.ts';
import type { ShownEvent } from './protocol.ts';
import { valueMenu, type ValueActions } from './value-menu.ts';

type Field = ShownEvent['fields'][number];

/** Characters of a value that are shown at first. */
const SHORT = 600;
const address = ({ table, anchor }: { table?: string; anchor?: string }) =>
  `/codes/${table ?? ''}/${anchor ? `#${encodeURIComponent(anchor)}` : ''}`;

/** Fields of an event in message order, grouped by the headings that Windows shows. */
export function fieldTable(
  event: ShownEvent,
  actions: ValueActions,
  remembered: { what: boolean },
): HTMLElement {
  const bodies: HTMLElement[] = [];
  let section: string | null | undefined;
  let body: HTMLTableSectionElement | undefined;
  for (const [index, field] of event.fields.entries()) {
    const of = field.section ?? (field.label ? '' : null);
    if (!body || of !== section) {
      section = of;
      body = make('tbody', '');
      const title =
        section ??
        (event.lost.length < event.fields.length && index > 0 ? 'Not shown in the message' : '');
      if (title) {
        const heading = make('th', 'section', title);
        heading.scope = 'rowgroup';
        heading.colSpan = 3;
        body.append(make('tr', '', heading));
      }
      bodies.push(body);
    }
    body.append(fieldRow(field, index, actions));
  }
  if (event.lost.length > 0) bodies.push(lostRows(event.lost));
  const what = make('input', '');
  what.type = 'checkbox';
  what.checked = remembered.what;
  const head = make(
    'thead',
    '',
    make(
      'tr',
      '',
      ...['Field', 'Value', 'Meaning'].map((text) => {
        const cell = make('th', '', text);
        cell.scope = 'col';
        return cell;
      }),
    ),
  );
  head.querySelector('th:last-child')?.append(make('label', 'check', what, ' What fields are'));
  const table = make('table', 'fields', head, ...bodies);
  const show = () => {
    remembered.what = what.checked;
    table.classList.toggle('plain', !what.checked);
  };
  what.addEventListener('change', show);
  show();
  return table;
}

function fieldRow(field: Field, index: number, actions: ValueActions): HTMLElement {
  const name = make('th', '', fieldName(field));
  name.scope = 'row';
  const row = make(
    'tr',
    field.value === '' || field.value === '-' ? 'empty' : '',
    name,
    make('td', 'value', valueCell(field, actions)),
    make('td', 'meaning', ...meaningOf(field)),
  );
  row.dataset['field'] = String(index);
  return row;
}

function fieldName({ label, name, concept, unknown }: Field): HTMLElement {
  const own = make('code', '', name);
  const linked = concept ? link(`/fields/${concept}/`, own) : own;
  return make(
    'div',
    'field-name',
    label ? make('span', 'label', label) : undefined,
    linked,
    unknown && make('span', 'tag', 'not a field of this event'),
  );
}

function valueCell({ name, value }: Field, actions: ValueActions): HTMLElement {
  const code = make('code', '', value.slice(0, SHORT));
  const cell = make('div', 'value-cell', code);
  if (value.length > SHORT) {
    const more = button('quiet', `Show all ${value.length.toLocaleString('en')} characters`, () => {
      code.textContent = value.slice(0, MOST);
      more.remove();
    });
    cell.append(more);
  }
  if (value === '') return cell;
  const opener = button(
    'more',
    '⋯',
    () => valueMenu(opener, value, { kind: 'field', name, value }, actions),
    `What to do with the value of ${name}`,
  );
  opener.setAttribute('aria-haspopup', 'menu');
  cell.append(opener);
  return cell;
}

const MOST = 200_000;

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

function lostRows(lost: ShownEvent['lost']): HTMLElement {
  const heading = make('th', 'section', 'Not in the input');
  heading.scope = 'rowgroup';
  heading.colSpan = 3;
  const rows = lost.map(({ name, label, section, why }) => {
    const cell = make(
      'th',
      '',
      make(
        'div',
        'field-name',
        label ? make('span', 'label', [section, label].filter(Boolean).join(' / ')) : undefined,
        make('code', '', name),
      ),
    );
    cell.scope = 'row';
    const reason = make('td', 'meaning', make('span', 'note', why));
    reason.colSpan = 2;
    return make('tr', 'lost', cell, reason);
  });
  return make('tbody', '', make('tr', '', heading), ...rows);
}
