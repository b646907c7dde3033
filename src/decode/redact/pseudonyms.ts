export const redactKinds = ['user', 'domain', 'host', 'sid', 'ip'] as const;
export type RedactKind = (typeof redactKinds)[number];

/** Relative ids below this are given by Windows, the same in every domain ([MS-DTYP] 2.4.2.4). */
const OWN_RID = 1_000;

/** Made-up names by number, in the order in which the real ones were learnt. */
export class Pseudonyms {
  readonly #users = new Map<string, number>();
  readonly #hosts = new Map<string, number>();
  readonly #domains = new Map<string, number>();
  readonly #domainSids = new Map<string, number>();
  readonly #rids = new Map<string, number>();
  readonly #ips = new Map<string, string>();
  readonly #counts = { private: 0, public: 0, local: 0, six: 0, link: 0 };
  /** Learnt names with a space or another sign that parts words. */
  readonly phrases: string[] = [];

  learnUser(name: string): void {
    const key = name.toLowerCase();
    if (this.#hosts.has(key) || this.#users.has(key)) return;
    number(this.#users, key);
    if (!/^[\p{L}\p{N}_.$-]+$/u.test(name)) this.phrases.push(name);
  }

  /** Name of a computer, alone or with its domain behind a dot. */
  learnHost(name: string): void {
    const [host = '', ...rest] = name.toLowerCase().replace(/\$$/, '').split('.');
    number(this.#hosts, host);
    if (rest.length > 1) this.learnDomain(rest.join('.'));
  }

  /** `CORP` and `corp.example` are one domain by their first label. */
  learnDomain(name: string): void {
    const key = name.toLowerCase();
    const [first = ''] = key.split('.');
    if (this.#hosts.has(first) && !key.includes('.')) return;
    const known = this.#domains.get(key) ?? this.#domains.get(first);
    if (known !== undefined) this.#domains.set(key, known);
    else {
      const fresh = new Set(this.#domains.values()).size + 1;
      this.#domains.set(key, fresh);
      if (!this.#domains.has(first)) this.#domains.set(first, fresh);
    }
    if (/\s/.test(name) && known === undefined) this.phrases.push(name);
  }

  /** The made-up name of a user, computer or domain; undefined for what was not learnt. */
  name(text: string): { kind: RedactKind; text: string } | undefined {
    const key = text.toLowerCase();
    const machine = key.endsWith('$');
    const bare = machine ? key.slice(0, -1) : key;
    const host = this.#hosts.get(bare);
    if (host !== undefined) {
      return { kind: 'host', text: cased(text, `host${host}`) + (machine ? '$' : '') };
    }
    const user = this.#users.get(key);
    if (user !== undefined) return { kind: 'user', text: `user${user}` };
    const domain = this.#domains.get(bare);
    if (domain !== undefined) return { kind: 'domain', text: this.#domain(text, domain) };
    const dot = bare.indexOf('.');
    const parent = dot > 0 ? this.#domains.get(bare.slice(dot + 1)) : undefined;
    if (parent === undefined || !bare.slice(dot + 1).includes('.')) return undefined;
    const label = number(this.#hosts, bare.slice(0, dot));
    return {
      kind: 'host',
      text: cased(text, `host${label}`) + `.${this.#domain(text.slice(dot + 1), parent)}`,
    };
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
    const rid = parts[7];
    const tail =
      rid === undefined
        ? ''
        : Number(rid) < OWN_RID && parts[3] === '21'
          ? `-${rid}`
          : `-${OWN_RID + number(this.#rids, `${domain} ${rid}`)}`;
    return `${ahead}-1000000001-1000000002-${made}${tail}`;
  }

  /** An address of the same kind: private, public, link-local; addresses without an owner stay. */
  ip(address: string): string {
    const [, mapped = '', bare = ''] = /^(::ffff:)?(.+)$/i.exec(address) ?? [];
    const key = bare.toLowerCase();
    let made = this.#ips.get(key);
    if (made === undefined) {
      made = this.#makeIp(key);
      this.#ips.set(key, made);
    }
    return mapped + made;
  }

  knownIp(address: string): string | undefined {
    const bare = address.toLowerCase().replace(/^::ffff:/, '');
    return this.#ips.has(bare) ? this.ip(address) : undefined;
  }

  #makeIp(key: string): string {
    const next = (kind: 'private' | 'public' | 'local' | 'six' | 'link') =>
      (this.#counts[kind] += 1);
    const pair = (count: number) => `${count >> 8}.${count & 255}`;
    if (/^\d+\./.test(key)) {
      const [a = 0, b = 0] = key.split('.').map(Number);
      if (a === 0 || a === 127 || a >= 224) return key;
      if (a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168)) {
        return `10.0.${pair(next('private'))}`;
      }
      if (a === 169 && b === 254) return `169.254.${pair(next('local'))}`;
      const count = next('public');
      // Blocks for documentation and benchmarks (RFC 5737, RFC 2544).
      return count < 255 ? `203.0.113.${count}` : `198.18.${pair(count - 255)}`;
    }
    if (!key.includes(':') || key === '::' || key === '::1' || key.startsWith('ff')) return key;
    if (key.startsWith('fe80')) return `fe80::${next('link').toString(16)}`;
    return `2001:db8::${next('six').toString(16)}`;
  }
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
