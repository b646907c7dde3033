import type { Definitions } from '../../catalog/definitions.ts';
import type { FieldType } from '../../schema/field.ts';
import { splitWords, type CodeReader, type CodesOf } from './codes-from-text.ts';
import { sidOfName } from './sid-of-name.ts';

interface List {
  text: string;
  codes: CodeReader;
  definitions: Definitions;
  /** The text has lost its line ends. */
  flat: boolean;
}

/** White space that Windows puts before the items of a list in the event. */
const RIGHTS_GAP = '\n\t\t\t\t';
const PRIVILEGE_GAP = '\n\t\t\t';
const ITEM_GAP = '\n\t\t';

/** How the XML of the event sets out the lines of a list; the message shows one item a line. */
const LISTS: Partial<Record<FieldType, (list: List) => string | undefined>> = {
  'access-list': ({ text, codes, flat }) =>
    /^(?:-|\d+|0x[0-9a-f]+)$/i.test(text)
      ? text
      : items(text, flat, codes.codesOf)
          .map((item) => `${codes.codeOf(item) ?? item}${RIGHTS_GAP}`)
          .join(''),

  'access-reason': ({ text, codes, flat }) =>
    text === '-'
      ? text
      : (flat ? splitReasons(text, codes.codesOf) : lines(text))
          .map((line) => {
            const [, right, reason, ace] = /^(.+?):\s*(.*?)(?:\s+([DS]:.*))?$/.exec(line) ?? [];
            if (!right || !reason) return `${line}${RIGHTS_GAP}`;
            const words = [`${codes.codeOf(right) ?? right}:`, codes.codeOf(reason) ?? reason];
            return `${[...words, ...(ace ? [ace] : [])].join('\t')}${RIGHTS_GAP}`;
          })
          .join(''),

  'ds-properties': ({ text, codes, flat }) => {
    if (!/\s/.test(text.trim())) return codes.codeOf(text) ?? text.trim();
    if (flat) return undefined;
    const indent = /\n( +)\S/.exec(text)?.[1]?.length ?? 0;
    const written = text.split('\n').map((line) => {
      const words = line.trim();
      const tabs = line.replace(/^ +/, (gap) =>
        '\t'.repeat(Math.max(1, Math.round(gap.length / (indent || 1)))),
      );
      const code = codes.codeOf(words);
      return code ? tabs.replace(words, () => code) : tabs;
    });
    return `${written.join('\n')}\n`;
  },

  'privilege-list': ({ text }) =>
    text.trim().includes('-') ? text.trim() : text.trim().split(/\s+/).join(PRIVILEGE_GAP),

  'sid-list': ({ text, flat, definitions }) => {
    const marked = text.match(/%\{[^}]*\}/g);
    if (marked) return marked.map((sid) => ITEM_GAP + sid).join('');
    if (!text.includes('\n') || flat) return sidOfName(text, definitions) ? undefined : text;
    const sids = lines(text).map((name) =>
      /^S-1-/.test(name) ? name : sidOfName(name, definitions),
    );
    return sids.every((sid) => sid !== undefined)
      ? sids.map((sid) => `${ITEM_GAP}%{${sid}}`).join('')
      : undefined;
  },

  'uac-changes': ({ text, codes, flat }) =>
    text === '-'
      ? text
      : items(text, flat, codes.codesOf)
          .map((item) => ITEM_GAP + (codes.codeOf(item) ?? item))
          .join(''),
};

export const isListType = (type: FieldType): boolean => type in LISTS;

/**
 * A list as the event's XML holds it, from the text of a rendered message.
 *
 * @returns undefined when its items cannot be told in the text
 */
export function listFromText(
  text: string,
  type: FieldType,
  codes: CodeReader,
  definitions: Definitions,
  flat: boolean,
): string | undefined {
  const list = LISTS[type];
  return list ? list({ text, codes, definitions, flat }) : text;
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

const items = (text: string, flat: boolean, codesOf: CodesOf) =>
  flat ? splitWords(text, codesOf) : lines(text);

/** Splits reasons of access before each right: `READ_CONTROL: Granted by D:(A;;FA;;;BA)`. */
function splitReasons(text: string, codesOf: CodesOf): string[] {
  const words = text.trim().split(/\s+/);
  const reasons: string[] = [];
  for (let at = 0; at < words.length;) {
    let to = at;
    for (let end = at + 1; end <= Math.min(words.length, at + 8) && to === at; end += 1) {
      const right = words.slice(at, end).join(' ');
      if (right.endsWith(':') && codesOf(right.slice(0, -1)).length > 0) to = end;
    }
    if (to > at) reasons.push(words.slice(at, to).join(' '));
    else if (reasons.length === 0) reasons.push(words[at] as string);
    else reasons.push(`${reasons.pop()} ${words[at]}`);
    at = Math.max(to, at + 1);
  }
  return reasons;
}
