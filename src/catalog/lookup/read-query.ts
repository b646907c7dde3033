import { sddlPieces } from '../read-sddl.ts';
import { plainText } from './plain-text.ts';

/**
 * Kinds of code by the shape of their value. `name` is the name of an entry, such as STATUS_WRONG_PASSWORD; `account`
 * is that of a SID, with or without its authority; `address` one of a network that has ranges; `label` any other name or
 * text of an entry, such as RemoteInteractive.
 */
export type CodeShape =
  'number' | 'message' | 'sid' | 'account' | 'guid' | 'text' | 'name' | 'address' | 'label';

/** What one part of a query may be: an event id, a code of some shapes, or words. */
export interface QueryPart {
  text: string;
  /** Set when the part is an event id by its look. */
  id?: number;
  /** Codes that the part may be, the likeliest first. */
  shapes: readonly CodeShape[];
  /** What a code is said to be: `logon type` of `Logon Type: 10`. */
  of?: string | undefined;
  /** Last id of a range that begins with `id`: 4634 of `4624-4634`. */
  to?: number;
}

/** What a part of a query is called among the others. */
export const partName = ({ text, of }: QueryPart) => (of === undefined ? text : `${of} ${text}`);

/** What was asked for, by its shape. */
export interface Query {
  /** The query without its prefix. */
  text: string;
  /** The one kind that `code:`, `field:` or `policy:` asks for. */
  only?: 'code' | 'field' | 'policy';
  /** More than one when all of them are ids or codes, or words that say what each of them is. */
  parts: readonly QueryPart[];
}

const PREFIX = /^(code|field|policy):\s*/i;
/** A subcategory as an event names it. A number there is a code. */
const TASK_CATEGORY = /^(?:task\s?category|subcategory)\s?[:=]\s?(?![\s(\d])/i;
/** A number of four or five digits as a table shows it: `4,624`. */
const GROUPED = /^(\d{1,2})[,.'’\s](\d{3})$/;
/** What stands before an id in a list. */
const BULLET = /^(?:[-+*•·‣▪→>]|\.{3})\s{0,9}(?=\d{3,5}\b)/;
const EVENT_WORDS =
  /^(?!::)(?:(?:windows|server|20[0-2]\d(?=\s)|r2|xp|security|legacy|old|events?|code|winlog|ids?|eid|in|eq)(?:[\s._]{0,9}|-))*[:=#]{0,9}\s{0,9}(?=\d[\d\s,;-]*$)(?!20[0-2]\d$)/i;
/** `4768 windows server 2016` */
const ON_RELEASE =
  /^(\D{0,20}\d{3,5})\s(?:(?:in|on|for)\s)?windows(?:\sserver)?\s20\d\d(?:\sr2)?$/i;
/** `event id 3` behind the name of another log. */
const EVENT_ENDING = /\sevent(?:\s(?:id|code))?$/i;
/** How one asks for an event whose number one does not know: `event id for failed logon`. */
const ASKED =
  /^(?:(?:what|which|is|are|the|windows|security)\s{1,9}){0,5}event\s?ids?\s{1,9}(?:for|of|when|to)\s{1,9}/i;
/** How one asks for a meaning: `what does logon type 3 mean`. */
const MEANING = /^what\s(?:does|do|is|are)\s(?:(?:an?|the)\s)?(.{1,100}?)(?:\smeans?)?$/i;
/** What stands between conditions of another query, and before the name of a field in them. */
const JOINED = /^(?:and|or|not|where)$/i;
/** How many rows another query wants. */
const AMOUNT = /^(?:take|limit|head|tail|top|first|-?MaxEvents)$/i;
const XPATH_AROUND = /\*\[(?:System|EventData)\[\(?|\)?\]\]/g;
/** A value as XPath asks for it: `Data[@Name='LogonType']='3'`. */
const XPATH_VALUE = /Data\[@Name=["'](\w+)["']\]\s?=\s?["']([^"']*)["']/g;
const PATH_BEFORE = /^(?:\w+\.)+(?=\w)/;
/** The outcome that lists of events put behind an id: `4625(F)`, `4768(S, F)`. */
const OUTCOME = /(?<=\d)\s?\(\s*[SF](?:\s*,\s*[SF])?\s*\)$/i;
/** A code behind the name of what it is: `Logon Type: 10`, `SubStatus=0xC000006A`. */
const NAMED_CODE =
  /^(\p{L}[\p{L}\p{N}_ .'’-]{0,60}\p{L})[\s:=]{1,4}(0x[0-9a-f]{1,16}|-?\d{1,20}|%%\d+|\d{1,3}(?:\.\d{1,3}){3}|S-1-[\d-]+|%?\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?)$/iu;
/** A code before or among words that say what it is: `0x12 encryption`, `type 10 logon`. */
const CODE_AMONG =
  /^([a-z][a-z ]{0,40}\s)?(0x[0-9a-f]{1,16}|-?\d{1,2}|%%\d+|S-1-[\d-]+|Se[a-z]+(?:Privilege|Right))((?:\s[a-z]\w*){1,4})$/i;
/** One element of an event, which holds a value: `<Data Name="LogonType">3</Data>`. */
const ELEMENT = /^<(\w+)(?:\s+Name=["']([^"']+)["'])?[^<>]*>([^<>]*)<\/\w+>$/;
/** The part of the audit policy that a command line names. */
const POLICY_OPTION = /\/(?:sub)?category:\s*(?:"([^"*]+)"|([^"*/]+))/i;
/** A line of what `auditpol /get` prints. */
const POLICY_LINE = /\s{2,}(?:No Auditing|Success and Failure|Success|Failure)$/i;
/** A SID of some domain, which is not written out: `S-1-5-21-<domain>-512`. */
const SOME_DOMAIN = /^(S-1-[\d-]*-)(?:<\w+>|[a-z]+|\*)(-\d+)$/i;
/** How `SeDebugPrivilege` is often spelled: `SeDebugPriviledge`. */
const PRIVILEGE_SLIP = /^(Se[a-z]{2,30}?)_?Priv[a-z]*$/i;
/** A SID as a message writes one that it could not name: `%{S-1-5-18}`. */
const BRACED_SID = /%?\{(S-1-[\d-]+)\}/gi;
/** A SID as security templates write it: `*S-1-5-32-544`. */
const WRITTEN_SID = /^\*(?=S-1-)/i;
const SPACED_HEX = /^[(\[]?(?:0x\s|x)(?=[\da-f]{8}\b)/i;
/** `%1936` and `% %1936`. */
const OPEN_MESSAGE = /^%\s?%?(?=\d{3,5}$)/;
/** A technique as rules are tagged: `attack.t1558.003`. */
const TECHNIQUE_TAG = /^attack\.(?=t\d{4})/i;
const RANGE = /^(\d{3,5})\s?(?:-|–|\.\.|to)\s?(\d{3,5})$/;
const LISTED =
  /^([a-z][a-z ]{0,40}[a-z])\s(\d{1,2}(?:(?:\s?[,&/]\s?|\s(?:and|or|vs)\s)\d{1,2})+)$/i;
const SEVERAL_IDS = /^\d{3,5}(?:-\d{3,5}){2,}$/;
const LONG_CODE = /^0x[0-9a-f]{8}$/i;
const HEXADECIMAL = /^0x[0-9a-f]+$/i;
const GUID = /^%?\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;

/** How GUIDs are called where many end alike. */
const GUID_BEGINNING = /^[0-9a-f]{8}$/i;

const SHAPES: readonly [CodeShape, RegExp][] = [
  ['message', /^%%\d+$/],
  ['sid', /^S-1-[\d-]+$/i],
  ['account', /^[\p{L}\w .-]+\\[\p{L}\w .$-]+$|^[a-z][a-z .-]{3,30}$/iu],
  ['guid', GUID],
  ['number', /^(?:0x[0-9a-f]{1,16}|-?\d{1,20})$/i],
  ['text', /^[\w.$-]{2,}$/],
  ['address', /^\d{1,3}(?:\.\d{1,3}){3}$|^(?=.*:.*:)[0-9a-f:.]+$/i],
  ['name', /^[a-z][a-z0-9]*[_-][\w-]+$|^Se[A-Z]\w+$/i],
];

/** Reads what was typed: several ids or codes at once, one of either, or words. */
export function readQuery(asked: string): Query {
  const input = plainText(asked);
  const [, quoted, unquoted] = POLICY_OPTION.exec(input) ?? [];
  const line = POLICY_LINE.test(input) ? input.replace(POLICY_LINE, '') : undefined;
  const policy = (quoted ?? unquoted ?? line)?.trim();
  if (policy) return { text: policy, only: 'policy', parts: [readPart(policy)] };
  const sddl = sddlPieces(input);
  if (sddl) {
    const parts = sddl.map(({ text, of }) =>
      of === undefined ? readPart(text) : { text, of, shapes: ['text' as const] },
    );
    return { text: 'SDDL', parts: [readPart('SDDL'), ...parts] };
  }
  const prefixed = input.replace(TASK_CATEGORY, 'policy:');
  const prefix = PREFIX.exec(prefixed);
  const only = prefix?.[1]?.toLowerCase() as Query['only'];
  const text = bare(prefixed.slice(prefix?.[0].length ?? 0));
  const [, from, to] = RANGE.exec(text) ?? [];
  if (from && to) return { text, parts: [{ ...readPart(from), to: Number(to) }] };
  const labelled = only === undefined ? [...listedParts(text), ...labelledParts(text)] : [];
  if (labelled.length > 1) {
    const distinct = new Map(labelled.map((part) => [partName(part), part]));
    return { text, parts: [...distinct.values()] };
  }
  const { of, code } = (only === undefined && namedCode(text)) || {};
  // A line of other words that holds one code of its own kind is about that.
  if (code === undefined && labelled.some((part) => LONG_CODE.test(part.text))) {
    return { text, parts: labelled };
  }
  const pieces = text
    .split(SEVERAL_IDS.test(text) ? '-' : /[\s,;|/+&]+|\b(?:and|or|vs|versus)\b\.?/i)
    .filter(Boolean);
  const several = pieces.length > 1 && pieces.every((piece) => isCode(piece));
  const parts =
    of !== undefined && code !== undefined && !several
      ? [{ ...readPart(code), of }]
      : (several ? [...new Set(pieces)] : [text]).map(readPart);
  return { text, parts, ...(only ? { only } : {}) };
}

/** A query without what stands around it in an event, a list, another query or a question. */
function bare(input: string): string {
  const [, element, name, value] = ELEMENT.exec(input) ?? [];
  return (value === undefined ? input : `${name ?? element}: ${value}`)
    .trim()
    .replace(BRACED_SID, '$1')
    .replace(WRITTEN_SID, '')
    .replace(SPACED_HEX, '0x')
    .replace(OPEN_MESSAGE, '%%')
    .replace(TECHNIQUE_TAG, '')
    .replace(XPATH_VALUE, '$1: $2')
    .replace(XPATH_AROUND, ' ')
    .trim()
    .replace(GROUPED, '$1$2')
    .replace(BULLET, '')
    .replace(/^\[(\d+|0x[\da-f]+)\]$/i, '$1')
    .replace(ON_RELEASE, '$1')
    .replace(OUTCOME, '')
    .replace(
      /(?<!\w)["']|["'](?!\w)|\((?=\d)|(?<=\d)\)$|(?<=^\(?0x[\da-f]+)[)lu]+$|(?<![.:,;?!])[.:,;?!]+$/gi,
      '',
    )
    .replace(/\s+/g, ' ')
    .replace(MEANING, '$1')
    .replace(EVENT_WORDS, '')
    .replace(ASKED, '')
    .trim();
}

/** A code and the words beside it that say what it is. */
function namedCode(text: string): { of: string; code: string } | undefined {
  const [, of, code] = NAMED_CODE.exec(text) ?? [];
  if (of && code) return { of: of.replace(PATH_BEFORE, '').replace(EVENT_ENDING, ''), code };
  const [, before = '', among, behind = ''] = CODE_AMONG.exec(text) ?? [];
  return among ? { of: (before + behind.trim()).trim(), code: among } : undefined;
}

/** Several short codes behind words that say what they are: `logon types 2 and 10`. */
function listedParts(text: string): QueryPart[] {
  const [, of, list] = LISTED.exec(text) ?? [];
  if (!of || !list) return [];
  return (list.match(/\d+/g) ?? []).map((code) => ({ ...readPart(code), of }));
}

/**
 * Codes among words that say what each is, an event id among them or all of them named:
 * `4625 status 0xC000006D substatus 0xC0000064`, `4624 type 9`, `Status: 0xC000006D Sub Status: 0xC0000064`.
 */
function labelledParts(text: string): QueryPart[] {
  const parts: QueryPart[] = [];
  let label: string[] = [];
  for (const piece of text.split(/[\s,;|:=&()"']+/).filter(Boolean)) {
    if (AMOUNT.test(label.at(-1) ?? '') && /^\d+$/.test(piece)) {
      label = [];
      continue;
    }
    const named = label.length > 0 && (parts.length > 0 || HEXADECIMAL.test(piece));
    if (isCode(piece) || (named && /^\d{1,2}$/.test(piece))) {
      const part = readPart(piece);
      parts.push(named ? { ...part, of: label.join(' ') } : part);
      label = [];
    } else {
      if (label.every((word) => JOINED.test(word))) label = [];
      label.push(piece.replace(PATH_BEFORE, ''));
    }
  }
  const asked =
    parts.every(({ of }) => of) ||
    (parts.some(({ id }) => id !== undefined) &&
      parts.some(({ of, text: code }) => of !== undefined || HEXADECIMAL.test(code)));
  return asked ? parts : [];
}

function isCode(piece: string): boolean {
  return (
    /^\d{3,5}$/.test(piece) ||
    /^(?:0x[0-9a-f]+|-\d{6,}|\d{6,}|%%\d+|S-1-[\d-]+)$/i.test(bareHex(piece)) ||
    GUID.test(piece)
  );
}

function readPart(text: string): QueryPart {
  const spelled = bareHex(text)
    .replace(SOME_DOMAIN, '$10-0-0$2')
    .replace(PRIVILEGE_SLIP, '$1Privilege');
  const shapes = SHAPES.filter(([, pattern]) => pattern.test(spelled)).map(([shape]) => shape);
  return {
    text: spelled,
    shapes: /^\d{4,5}$/.test(spelled)
      ? ['number', 'message']
      : /^-?\d+$/.test(spelled)
        ? ['number']
        : GUID_BEGINNING.test(text)
          ? [...shapes, 'guid']
          : shapes,
    ...(/^\d{1,5}$/.test(spelled) ? { id: Number(spelled) } : {}),
  };
}

/** Eight hexadecimal digits without `0x` are a code as well: with a letter among them, or as an HRESULT begins. */
function bareHex(text: string): string {
  return /^(?:(?=.*[a-f])(?=.*\d)[0-9a-f]{8}|800\d{5})$/i.test(text) ? `0x${text}` : text;
}

/** Whether a text is an event, or a part of a log, and no query. */
export function isEventText(text: string): boolean {
  if (/<Event[\s>]|<System[\s>]/.test(text)) return true;
  if (/"(?:EventID|EventCode|event_id|EventData|winlog)"\s*:/i.test(text)) return true;
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.length > 2 && readQuery(lines.join(' ')).parts.length === 1;
}
