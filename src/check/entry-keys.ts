import { placeIn, type Rule } from './rule.ts';

/** How the entries of a table are written; `-` stands for a field that is left empty. */
const forms: Record<string, { form: RegExp; such: string }> = {
  decimal: { form: /^(?:\d+(?:-\d+)?|-)$/, such: 'a decimal number, such as 3' },
  hex: { form: /^0x[0-9a-f]+$/, such: 'a number in lower-case hexadecimal, such as 0xc000006a' },
  message: { form: /^(?:%%\d+|-)$/, such: 'a message code in quotes, such as "%%1833"' },
  guid: {
    form: /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/,
    such: 'a GUID in lower case, such as 01234567-89ab-cdef-0123-456789abcdef',
  },
  sid: { form: /^S-1-[\d-]+/, such: 'a SID, such as S-1-5-18' },
};

/** The entries of a code table are written as the table says that events write them. */
export const entryKeys: Rule = function* (context) {
  for (const [id, { written, entries }] of context.content.records.codes) {
    const known = forms[written];
    if (!known) continue;
    for (const key of Object.keys(entries)) {
      if (known.form.test(key)) continue;
      yield {
        code: 'entry-not-as-written',
        place: placeIn(context, `codes/${id}`, ['entries', key], 'key'),
        message: `"${key}" is not ${written}, as the values of this table are written.`,
        hint: `Write ${known.such}, or correct written.`,
      };
    }
  }
};
