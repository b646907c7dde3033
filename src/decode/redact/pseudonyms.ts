import { mappedAddress, readAddress } from '../../catalog/ip-address.ts';

export const redactKinds = [
  'user',
  'domain',
  'unit',
  'host',
  'network',
  'sid',
  'ip',
  'mac',
  'guid',
  'serial',
] as const;
export type RedactKind = (typeof redactKinds)[number];

/** Relative ids below this are given by Windows, the same in every domain ([MS-DTYP] 2.4.2.4). */
const OWN_RID = 1_000;

/** Second labels under which the registries of countries give out names: `co.uk`. */
const REGISTRY = /^(?:ac|co|com|edu|gob|gov|mil|ne|net|nom|or|org)\.[a-z]{2}$/;

/** No name is longer: that of a computer in its domain (RFC 1035 2.3.4). */
const LONGEST = 255;

type AddressKind = 'private' | 'public' | 'local' | 'unique' | 'six' | 'link';

/** Made-up names by number, in the order in which the real ones were learnt. */
export class Pseudonyms {
  readonly #users = new Map<string, number>();
  readonly #hosts = new Map<string, number>();
  readonly #domains = new Map<string, number>();
  readonly #domainSids = new Map<string, number>();
  readonly #rids = new Map<string, number>();
  readonly #ips = new Map<string, string>();
  readonly #units = new Map<string, number>();
  readonly #guids = new Map<string, number>();
  readonly #macs = new Map<string, number>();
  readonly #bareMacs = new Set<string>();
  readonly #networks = new Map<string, number>();
  readonly #serials = new Map<string, number>();
  readonly #counts = { private: 0, public: 0, local: 0, unique: 0, six: 0, link: 0 };
  #domainCount = 0;
  /** Learnt names with a space or another sign that parts words. */
  readonly phrases: string[] = [];

  learnUser(name: string): void {
    const key = name.toLowerCase();
    if (key.length > LONGEST || this.#hosts.has(key) || this.#users.has(key)) return;
    number(this.#users, key);
    if (!/^[\p{L}\p{N}_.$-]+$/u.test(name)) this.phrases.push(name);
  }

  /** Name of a computer, without its domain. */
  learnHost(name: string): void {
    number(this.#hosts, name.toLowerCase().replace(/\$$/, ''));
  }

  /** `CORP` and `corp.example` are one domain by their first label; the domains above are learnt as well. */
  learnDomain(name: string): void {
    const key = name.toLowerCase();
    const [first = ''] = key.split('.', 1);
    if (key.length > LONGEST || (this.#hosts.has(first) && !key.includes('.'))) return;
    const known = this.#domains.get(key) ?? this.#domains.get(first);
    if (known !== undefined) this.#domains.set(key, known);
    else {
      this.#domainCount += 1;
      this.#domains.set(key, this.#domainCount);
      if (!this.#domains.has(first)) this.#domains.set(first, this.#domainCount);
      if (/\s/.test(name)) this.phrases.push(name);
    }
    const above = key.slice(first.length + 1);
    if (above.includes('.') && !REGISTRY.test(above)) this.learnDomain(above);
  }

  /** Name of a wireless network. */
  learnNetwork(name: string): void {
    const key = name.toLowerCase();
    if (key.length > LONGEST || this.#networks.has(key)) return;
    number(this.#networks, key);
    if (!/^[\p{L}\p{N}_.$-]+$/u.test(name)) this.phrases.push(name);
  }

  /** A number that one device or certificate has, or a hash. */
  learnSerial(value: string): void {
    const key = value.toLowerCase();
    if (key.length > LONGEST || this.#serials.has(key)) return;
    number(this.#serials, key);
    if (!/^[\p{L}\p{N}_.$-]+$/u.test(value)) this.phrases.push(value);
  }

  /** A MAC address of digits alone, which tell of an address where they were learnt as one. */
  learnBareMac(address: string): void {
    this.#bareMacs.add(address.toLowerCase());
    this.mac(address);
  }

  isDomain(name: string): boolean {
    return this.#domains.has(name.toLowerCase());
  }

  /** The made-up name of a user, computer or domain; undefined for what was not learnt. */
  name(text: string): { kind: RedactKind; text: string } | undefined {
    if (text.length > LONGEST) return undefined;
    const key = text.toLowerCase();
    const machine = key.endsWith('$');
    const bare = machine ? key.slice(0, -1) : key;
    const host = this.#hosts.get(bare);
    if (host !== undefined) {
      return { kind: 'host', text: cased(text, `host${host}`) + (machine ? '$' : '') };
    }
    const user = this.#users.get(key);
    if (user !== undefined) return { kind: 'user', text: `user${user}` };
    if (this.#bareMacs.has(key)) return { kind: 'mac', text: this.mac(text) };
    const serial = this.#serials.get(key);
    if (serial !== undefined) return { kind: 'serial', text: counted(text, serial) };
    const domain = this.#domains.get(bare);
    if (domain !== undefined) return { kind: 'domain', text: this.#domain(text, domain) };
    const network = this.#networks.get(key);
    if (network !== undefined) return { kind: 'network', text: `network${network}` };
    return this.#hostOfDomain(text, bare);
  }

  /** A computer with its domain behind a dot: one of the two is known. */
  #hostOfDomain(text: string, key: string): { kind: RedactKind; text: string } | undefined {
    if (!/^[\p{L}\p{N}_.-]+$/u.test(key)) return undefined;
    let dot = key.indexOf('.');
    const first = dot > 0 ? this.#hosts.get(key.slice(0, dot)) : undefined;
    const own = dot;
    for (; dot > 0; dot = key.indexOf('.', dot + 1)) {
      const above = key.slice(dot + 1);
      const domain = this.#domains.get(above);
      if (domain === undefined || (first === undefined && !above.includes('.'))) continue;
      const label = first ?? number(this.#hosts, key.slice(0, dot));
      return {
        kind: 'host',
        text: `${cased(text, `host${label}`)}.${this.#domain(text.slice(dot + 1), domain)}`,
      };
    }
    if (first === undefined) return undefined;
    return { kind: 'host', text: cased(text, `host${first}`) + text.slice(own) };
  }

  #domain(text: string, domain: number): string {
    return cased(text, text.includes('.') ? `domain${domain}.example` : `domain${domain}`);
  }

  /** Domain part by number, so that accounts of one domain stay in one; ids that Windows gives stay. */
  sid(sid: string): string {
    const parts = sid.toUpperCase().split('-');
    const ahead = parts.slice(0, 4).join('-');
    const domain = parts.slice(4, 7).join('-');
    const made = 1_000_000_000 + number(this.#domainSids, `${ahead} ${domain}`);
    const rid = parts.slice(7).join('-');
    const tail =
      rid === ''
        ? ''
        : Number(rid) < OWN_RID && parts[3] === '21'
          ? `-${rid}`
          : `-${OWN_RID + number(this.#rids, `${ahead} ${domain} ${rid}`)}`;
    return `${ahead}-1000000001-1000000002-${made}${tail}`;
  }

  /** The name of an organisational unit, a place or an organisation in a distinguished name. */
  unit(name: string): string {
    return `unit${number(this.#units, name.toLowerCase())}`;
  }

  /** One of its own for each; that of zeros stands for none. */
  guid(guid: string): string {
    if (/^[0-]+$/.test(guid)) return guid;
    const made = number(this.#guids, guid.toLowerCase()).toString(16).padStart(12, '0');
    return cased(guid, `00000000-0000-4000-8000-${made}`);
  }

  /**
   * An address that no maker gave out (IEEE 802, locally administered), written like the one that it stands for. Those of
   * groups, to which that of all belongs, and of none are nobody's.
   */
  mac(address: string): string {
    if (/^.[13579bdf]/i.test(address) || !/[1-9a-f]/i.test(address)) return address;
    const digits = address.replace(/[^\da-f]/gi, '').toLowerCase();
    const made = `02${number(this.#macs, digits).toString(16).padStart(10, '0')}`;
    let at = 0;
    return cased(
      address,
      address.replace(/[\da-f]/gi, () => made[at++] as string),
    );
  }

  /**
   * An address of the same kind: private, public, link-local; addresses without an owner stay. Spellings of one address
   * have one; an IPv4 address in an IPv6 one stays in it, and a zone behind it.
   */
  ip(address: string): string {
    const [, text = '', zone = ''] = /^([^%]*)(%.*)?$/s.exec(address) ?? [];
    const bytes = readAddress(text);
    if (!bytes) return address;
    const inner = mappedAddress(bytes);
    const key = (inner ?? bytes).join('.');
    let made = this.#ips.get(key);
    if (made === undefined) {
      made = this.#makeIp(inner ?? bytes);
      this.#ips.set(key, made);
    }
    return made === '' ? address : (inner ? `::ffff:${made}` : made) + zone;
  }

  /** @returns nothing for an address that is nobody's */
  #makeIp(bytes: readonly number[]): string {
    const next = (kind: AddressKind) => (this.#counts[kind] += 1);
    const [a = 0, b = 0] = bytes;
    if (bytes.length === 4) {
      if (a === 0 || a === 127 || a >= 224) return '';
      if (a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168))
        return dotted(10, next('private'));
      if (a === 169 && b === 254) return dotted(169, (254 << 16) + next('local'));
      const count = next('public');
      // Blocks for documentation and benchmarks (RFC 5737, RFC 2544), then the one that was never given out (RFC 1112).
      if (count < 255) return `203.0.113.${count}`;
      return count < 0x20000 ? dotted(198, (18 << 16) + count - 255) : dotted(240, count);
    }
    if (a === 0xff || bytes.slice(0, 15).every((byte) => byte === 0)) return '';
    if (a === 0xfe && b >> 6 === 2) return `fe80::${groups(next('link'))}`;
    if (a >> 1 === 0x7e) return `fd00::${groups(next('unique'))}`;
    return `2001:db8::${groups(next('six'))}`;
  }
}

const dotted = (first: number, rest: number) =>
  `${first}.${(rest >> 16) & 255}.${(rest >> 8) & 255}.${rest & 255}`;

const groups = (count: number) =>
  `${count > 0xffff ? `${(count >> 16).toString(16)}:` : ''}${(count & 0xffff).toString(16)}`;

/** Letters and digits in the place of others: all zero but the last, which count. */
function counted(like: string, count: number): string {
  const { length } = like.match(/[\p{L}\p{N}]/gu) ?? [];
  const digits = String(count).padStart(length ?? 0, '0');
  let at = digits.length - (length ?? 0);
  return like.replace(/[\p{L}\p{N}]/gu, () => digits[at++] as string);
}

function number(map: Map<string, number>, key: string): number {
  let known = map.get(key);
  if (known === undefined) {
    known = map.size + 1;
    map.set(key, known);
  }
  return known;
}

/** NetBIOS names are in capitals, DNS names mostly in small letters. */
function cased(like: string, made: string): string {
  return like === like.toUpperCase() ? made.toUpperCase() : made;
}
