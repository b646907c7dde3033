/** A piece of a security descriptor's text, and the words that the table of such pieces is called by. */
export interface SddlPiece {
  text: string;
  of?: string;
}

/** One entry of a list: type, flags, rights, two GUIDs, who. */
const ENTRY = /\(([A-Z]{1,2});([A-Z]*);([^;()]*);([^;()]*);([^;()]*);([^;()]*)[^()]*\)/g;
const OWNER_OR_GROUP = /[OG]:(S-1-[\d-]+|[A-Z]{2})/g;
/** What stands between the name of a list and its first entry. */
const CONTROL = /[DS]:((?:P|AI|AR|NO_ACCESS_CONTROL)+)(?=\(|[DS]:|$)/g;
/** A descriptor, or one entry; a drive is none. */
const SDDL =
  /^(?=.*\([A-Z]{1,2};[A-Z]*;)|^O:(?:S-1-[\d-]+|[A-Z]{2})(?:[GDS]:|$)|^[DS]:(?:P|AI|AR)+$/;

/**
 * The pieces of a security descriptor in SDDL ([MS-DTYP] 2.5.1), each once, in the order in which they stand; undefined
 * for any other text.
 */
export function sddlPieces(text: string): SddlPiece[] | undefined {
  if (!SDDL.test(text)) return undefined;
  const pieces = new Map<string, SddlPiece>();
  const add = (of: string | undefined, ...texts: string[]) => {
    for (const one of texts.filter(Boolean)) {
      const piece = of === undefined ? { text: one } : { text: one, of };
      pieces.set(`${of} ${one}`, piece);
    }
  };
  const addSid = (sid: string) => add(sid.startsWith('S-1-') ? undefined : 'SDDL SID aliases', sid);
  const [head = ''] = text.split('(');
  for (const [, sid = ''] of head.matchAll(OWNER_OR_GROUP)) addSid(sid);
  for (const [, flags = ''] of text.matchAll(CONTROL)) {
    add('SDDL control flags', ...(flags.match(/P|AI|AR|NO_ACCESS_CONTROL/g) ?? []));
  }
  for (const [, type = '', flags = '', rights = '', ...others] of text.matchAll(ENTRY)) {
    add('SDDL ACE type', type);
    add('SDDL ACE flags', ...pairs(flags));
    if (/^0x/i.test(rights)) add(undefined, rights);
    else add('SDDL rights', ...pairs(rights));
    const [object = '', inherited = '', who = ''] = others;
    add(undefined, object, inherited);
    addSid(who);
  }
  return [...pieces.values()];
}

const pairs = (text: string) => text.match(/[A-Z]{2}/g) ?? [];
