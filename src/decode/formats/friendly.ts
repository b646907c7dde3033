import type { Definitions } from '../../catalog/definitions.ts';
import type { FieldSlot } from '../../catalog/layout.ts';
import type { RawEvent } from '../../event.ts';
import { normaliseText } from '../message/normalise.ts';
import { isListType } from '../values/list-from-text.ts';
import { contextOf, valueFromText } from '../values/value-from-text.ts';
import type { Format, Read } from './format.ts';
import { setHeader, type HeaderParts } from './header.ts';
import { addValue, knownFields, reportLost } from './known-fields.ts';

/**
 * The Friendly View of Event Viewer's Details tab, as text: the tree of the event's XML, attributes in square brackets,
 * white space inside values collapsed.
 */
export const friendly: Format = {
  id: 'friendly',
  title: "Event Viewer's Friendly View",

  marks: ['- System', '+ System'],
  header: true,
  open: true,
  extent(text, at) {
    BEGINNING.lastIndex = at;
    return BEGINNING.test(text) ? BEGINNING.lastIndex : undefined;
  },

  *read(input, file, definitions): Generator<Read> {
    const raw: RawEvent = {
      format: 'friendly',
      partial: true,
      data: [],
      problems: [],
      source: { file, index: 0, line: 1 },
    };
    const { header, values, userData } = treeOf(normaliseText(input));
    const parts = Object.entries(PARTS).map(([path, part]) => [part, header.get(path)] as const);
    setHeader(raw, Object.fromEntries(parts));
    if (userData !== undefined) raw.userData = userData;
    const known = knownFields(raw, definitions);
    for (const [place, { name, value, isIndented }] of values.entries()) {
      const last = raw.data.at(-1);
      if (known.size === 0 ? isName(name) : known.has(name))
        addCollapsed(raw, name, value, known, definitions);
      else if (!isIndented) break;
      else if (last) last.value += `\n${[name, value].filter(Boolean).join(' ')}`;
      else raw.data.push({ name: `%${place + 1}`, value: [name, value].join(' ').trim() });
    }
    yield { event: raw };
  },
};

const isName = (word: string) => /^[A-Za-z_]\w*$/.test(word);

const BEGINNING =
  /[-+] System[ \t]*\r?\n\s{0,40}[-+] (?:Provider|EventData|UserData)[ \t]*(?=\r?\n|$)/y;
/** Of lines without the space at their ends. */
const SECTION = /^\s*[-+] (System|EventData|UserData|RenderingInfo)$/;
const ELEMENT = /^\s*[-+] (\w+)$/;
const ATTRIBUTE = /^\s*\[ ?(\w+)\]\s*(.*)$/;
const TEXT = /^(\s*)(\S+)(?: (.*))?$/;

/** Parts of the header by element and attribute. */
const PARTS: Record<string, keyof HeaderParts> = {
  'Provider.Name': 'provider',
  EventID: 'eventId',
  Version: 'version',
  Level: 'level',
  Task: 'task',
  Opcode: 'opcode',
  Keywords: 'keywords',
  'TimeCreated.SystemTime': 'time',
  EventRecordID: 'recordId',
  'Correlation.ActivityID': 'activityId',
  'Execution.ProcessID': 'processId',
  'Execution.ThreadID': 'threadId',
  Channel: 'channel',
  Computer: 'computer',
  'Security.UserID': 'userSid',
};

interface Tree {
  header: Map<string, string>;
  values: { name: string; value: string; isIndented: boolean }[];
  userData: string | undefined;
}

function treeOf(text: string): Tree {
  const tree: Tree = { header: new Map(), values: [], userData: undefined };
  let section = '';
  let element = '';
  for (const whole of text.split('\n')) {
    const line = whole.trimEnd();
    if (line === '') continue;
    const [, begun] = SECTION.exec(line) ?? [];
    const [, opened] = ELEMENT.exec(line) ?? [];
    const [, attribute, own = ''] = ATTRIBUTE.exec(line) ?? [];
    const [, indent = '', name = '', value = ''] = TEXT.exec(line) ?? [];
    if (begun !== undefined) section = begun;
    else if (opened !== undefined) {
      element = opened;
      if (section === 'UserData') tree.userData ??= opened;
    } else if (section === 'System') {
      if (attribute !== undefined) tree.header.set(`${element}.${attribute}`, own);
      else tree.header.set(name, value);
    } else if (section !== 'RenderingInfo' && attribute === undefined) {
      tree.values.push({ name, value, isIndented: indent !== '' });
    }
  }
  return tree;
}

/** The white space of lists comes back by their type. */
function addCollapsed(
  raw: RawEvent,
  name: string,
  value: string,
  known: ReadonlyMap<string, FieldSlot>,
  definitions: Definitions,
): void {
  const slot = known.get(name);
  if (!slot || !isListType(slot.type) || !value.includes(' ')) {
    addValue(raw, name, value, definitions);
    return;
  }
  const about = { flat: true, ...contextOf(raw, definitions) };
  const read = valueFromText(value, slot, definitions, about);
  if ('value' in read) raw.data.push({ name, value: read.value });
  else reportLost(raw, name, read.lost, 'Choose XML View above the details, and copy that.');
}
