import type { Explain, Meaning } from './explain.ts';
import { entryMeaning } from './entry-meaning.ts';
import { findExact } from './table.ts';

const TABLE = 'spn-service-class';

/** Takes service principal names apart: `cifs/fs1.corp.example:445/name@REALM` (RFC 4120, [MS-KILE] 3.1.5.11). */
export const explainSpn: Explain = (value, _slot, _data, definitions) => {
  const table = definitions.table(TABLE);
  const parts = value.split(/[\s,]+/).flatMap((name): Meaning[] => {
    const [, service, host, port, , realm] =
      /^([^/@\s]+)\/([^/:@]+)(?::([^/@]+))?(\/[^@]+)?(?:@(.+))?$/.exec(name) ?? [];
    if (!service || !host) return [];
    const entry = table && findExact(table, service);
    const known = table && entry ? entryMeaning(table, entry) : undefined;
    // What stands behind the colon of a database server may be the name of an instance.
    const at = port ? `, ${/^\d+$/.test(port) ? 'port' : 'instance'} ${port}` : '';
    const text = `${known ? known.text : `service ${service}`} on ${host}${at}${realm ? `, realm ${realm}` : ''}`;
    return [{ ...known, value: name, text }];
  });
  if (parts.length === 0) return undefined;
  const [only] = parts;
  if (parts.length === 1 && only) {
    const { value: _value, ...meaning } = only;
    return meaning;
  }
  return { text: parts.map((part) => part.text).join('; '), parts };
};
