import { sha1 } from './sha1.ts';

/** Longest name of a service (CreateService). */
const LONGEST = 256;

const known = new Map<string, string>();

const namesOf = new WeakMap<ReadonlyMap<string, string>, Map<string, string>>();

/** The service among the values of an event that has this SID. */
export function serviceOf(sid: string, data: ReadonlyMap<string, string>): string | undefined {
  let names = namesOf.get(data);
  if (!names) {
    names = new Map([...data.values()].map((name) => [serviceSid(name), ownName(name)]));
    namesOf.set(data, names);
  }
  return names.get(sid);
}

/**
 * The SID of a service: SHA-1 of its name in upper case, UTF-16LE, as five little-endian numbers (SERVICE_SID_INFO).
 *
 * @param name a service's name, with or without `NT SERVICE\`
 */
export function serviceSid(name: string): string {
  const own = ownName(name).toUpperCase();
  if (own === '' || own.length > LONGEST) return '';
  let sid = known.get(own);
  if (sid === undefined) {
    const bytes = new Uint8Array(own.length * 2);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < own.length; at += 1) view.setUint16(at * 2, own.charCodeAt(at), true);
    const hash = new DataView(sha1(bytes).buffer);
    sid = `S-1-5-80-${[0, 4, 8, 12, 16].map((at) => hash.getUint32(at, true)).join('-')}`;
    if (known.size > 1_000) known.clear();
    known.set(own, sid);
  }
  return sid;
}

const ownName = (name: string) => name.slice(name.lastIndexOf('\\') + 1);
