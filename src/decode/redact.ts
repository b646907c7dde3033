import { readAddress } from '../catalog/ip-address.ts';
import type { Definitions } from '../catalog/definitions.ts';
import type { FieldSlot } from '../catalog/layout.ts';
import type { RawEvent } from '../event.ts';
import { slotsOf } from './decode.ts';
import { commonNames, type CommonNames } from './redact/common-names.ts';
import {
  accountsIn,
  ADDRESS,
  BARE_MAC,
  computersIn,
  domainIn,
  dottedIn,
  GUID,
  MAC,
  mailIn,
  profilesIn,
  SID,
  STATION,
  UNIT,
} from './redact/names-in-text.ts';
import { Phrases, TOKEN } from './redact/phrases.ts';
import { Pseudonyms, type RedactKind } from './redact/pseudonyms.ts';
import { explainCode } from './values/code.ts';
import { withEncodedCommands } from './values/command-line.ts';
import { explainObjectType } from './values/object-type.ts';

/** One value that was replaced, and how often. */
export interface Change {
  kind: RedactKind;
  from: string;
  to: string;
  count: number;
}

type NameKind =
  'account' | 'device' | 'dn' | 'domain' | 'host' | 'mac' | 'network' | 'serial' | 'spn';

/** Shorter names stand whole only: parts of words are alike by chance. */
const SHORTEST_PART = 3;
/** A shorter number is a name only where an account stands: ids of processes and ports are no longer. */
const SHORTEST_NUMBER = 6;
/** Longer words are no names with something behind them. */
const LONGEST_WORD = 1_000;
/** Values that are known to hold nothing new, so that each is looked at once; longer ones seldom come again. */
const KNOWN = 100_000;
const LONGEST_KNOWN = 500;
/** Most of what may be a name that is kept until the domains are known. */
const MOST = 100_000;

/**
 * Replaces names of users, domains, units, computers and wireless networks, SIDs, GUIDs, serial numbers, IP and MAC
 * addresses by made-up ones, the same for the same value wherever it stands: in a field of its own, in a path, a command
 * line, encoded or not, or the message. Accounts and SIDs that are the same on every computer stay, and so do values of
 * code tables, GUIDs among them. Two passes: `learn` every event first, in order, then `redact` any of them.
 */
export class Redactor {
  readonly #definitions: Definitions;
  readonly #kinds: ReadonlySet<RedactKind>;
  readonly #common: CommonNames;
  readonly #pseudonyms = new Pseudonyms();
  /** What is told by its shape, in the order in which it is replaced. */
  readonly #shapes: readonly [RedactKind, RegExp, (found: string) => string][];
  readonly #changes = new Map<string, Change>();
  /** Names that are told from others once all domains are known: computers, and accounts by `domain\name`. */
  readonly #hosts = new Set<string>();
  readonly #accounts = new Set<string>();
  readonly #dotted = new Set<string>();
  #phrases: Phrases | undefined;
  readonly #learnt = new Set<string>();
  readonly #unchanged = new Set<string>();

  constructor(definitions: Definitions, kinds: Iterable<RedactKind>) {
    this.#definitions = definitions;
    this.#kinds = new Set(kinds);
    this.#common = commonNames(definitions);
    const all: [RedactKind, RegExp, (found: string) => string][] = [
      ['sid', SID, (sid) => (this.#common.isSid(sid) ? sid : this.#pseudonyms.sid(sid))],
      [
        'guid',
        GUID,
        (guid) => (definitions.isCommonGuid(guid) ? guid : this.#pseudonyms.guid(guid)),
      ],
      ['mac', MAC, (mac) => this.#pseudonyms.mac(mac)],
      ['ip', ADDRESS, (address) => this.#pseudonyms.ip(address)],
      ['unit', UNIT, (name) => (this.#common.isName(name) ? name : this.#pseudonyms.unit(name))],
    ];
    this.#shapes = all.filter(([kind]) => this.#kinds.has(kind));
  }

  /** Takes note of the values of an event that are to be replaced. */
  learn(event: RawEvent): void {
    this.#phrases = undefined;
    this.#unchanged.clear();
    const data = new Map(event.data.map(({ name, value }) => [name, value]));
    const slotOf = slotsOf(event, this.#definitions);
    if (event.computer) this.#learnHost(event.computer);
    for (const { name, value } of event.data) {
      if (value === '' || value === '-') continue;
      this.#learnValue(value, slotOf(name), data);
      this.#learnText(value);
    }
    if (event.userSid) this.#learnText(event.userSid);
    if (event.message) this.#learnText(event.message);
  }

  /** A copy of an event in which everything learnt is replaced. */
  redact(event: RawEvent): RawEvent {
    const data = new Map(event.data.map(({ name, value }) => [name, value]));
    const slotOf = slotsOf(event, this.#definitions);
    const copy: RawEvent = {
      ...event,
      data: event.data.map(({ name, value }) => {
        const slot = slotOf(name);
        return {
          name: slot.concept === undefined ? this.text(name) : name,
          value:
            this.#unchanged.has(value) || this.#isFixed(value, slot, data)
              ? value
              : this.text(value),
        };
      }),
      problems: event.problems.map((problem) => ({
        ...problem,
        message: this.text(problem.message),
        place: { ...problem.place, file: this.text(problem.place.file ?? '') },
        ...(problem.hint ? { hint: this.text(problem.hint) } : {}),
      })),
      source: { ...event.source, file: this.text(event.source.file) },
    };
    for (const key of ['computer', 'userSid', 'activityId', 'message'] as const) {
      const value = event[key];
      if (value !== undefined) copy[key] = this.text(value);
    }
    return copy;
  }

  /** A text in which everything learnt, and what can be told by its shape, is replaced. */
  text(text: string): string {
    if (text === '' || text === '-' || this.#unchanged.has(text)) return text;
    this.#settle();
    const whole = this.#name(text);
    if (whole !== undefined) return whole;
    let done = withEncodedCommands(text, (command) => this.text(command));
    for (const [kind, pattern, make] of this.#shapes)
      done = done.replace(pattern, (found) => this.#changed(kind, found, make(found)));
    done = this.#words(done);
    if (done === text) know(this.#unchanged, text);
    return done;
  }

  /** What was replaced so far, in the order of the text. */
  changes(): Change[] {
    return [...this.#changes.values()];
  }

  /** A code or a number means itself, even where somebody is called so. */
  #isFixed(value: string, slot: FieldSlot, data: ReadonlyMap<string, string>): boolean {
    if (kindOf(slot) !== undefined || slot.type === 'sid') return false;
    if (slot.type === 'object-type')
      return explainObjectType(value, slot, data, this.#definitions) !== undefined;
    return (
      /^(?:\d+|0x[\da-f]+)$/i.test(value) ||
      (slot.tables.length > 0 && explainCode(value, slot, data, this.#definitions) !== undefined)
    );
  }

  #words(text: string): string {
    const phrases = (this.#phrases ??= new Phrases(this.#pseudonyms.phrases));
    let out = '';
    let done = 0;
    TOKEN.lastIndex = 0;
    for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
      const [token] = found;
      let from = found.index;
      let to = from + token.length;
      const phrase = phrases.at(text, from, token);
      let made = phrase && phrase.from >= done && this.#name(text.slice(phrase.from, phrase.to));
      if (made && phrase) ({ from, to } = phrase);
      else made = this.#token(token, text[from - 1] === '\\');
      if (made === undefined) continue;
      out += text.slice(done, from) + made;
      done = to;
      TOKEN.lastIndex = to;
    }
    return done === 0 ? text : out + text.slice(done);
  }

  #token(token: string, isBehindDomain: boolean): string | undefined {
    const isNumber = /^\d+$/.test(token);
    if (isNumber && token.length < SHORTEST_NUMBER && !isBehindDomain) return undefined;
    return this.#name(token) ?? (isNumber ? undefined : this.#parts(token));
  }

  /** Names among the parts of a word: `anna_report.docx`. */
  #parts(token: string): string | undefined {
    if (token.length > LONGEST_WORD || !/[._-]/.test(token)) return undefined;
    const marks = token.split(/([._-])/);
    let isOther = false;
    let made = '';
    for (let at = 0; at < marks.length; at += 2) {
      let to = Math.min(marks.length, at + 15);
      let name: string | undefined;
      for (; to > at && name === undefined; to -= 2) {
        const part = marks.slice(at, to).join('');
        if (part.length >= SHORTEST_PART && !/^[\d._-]+$/.test(part)) name = this.#name(part);
      }
      to = name === undefined ? at + 1 : to + 2;
      made += (name ?? marks[at]) + (marks[to] ?? '');
      isOther ||= name !== undefined;
      at = to - 1;
    }
    return isOther ? made : undefined;
  }

  #name(text: string): string | undefined {
    const found = this.#pseudonyms.name(text);
    if (!found || !this.#kinds.has(found.kind)) return undefined;
    return this.#changed(found.kind, text, found.text);
  }

  #changed(kind: RedactKind, from: string, to: string): string {
    if (from === to) return to;
    const key = `${kind} ${from}`;
    const known = this.#changes.get(key);
    if (known) known.count += 1;
    else this.#changes.set(key, { kind, from, to, count: 1 });
    return to;
  }

  #learnValue(value: string, slot: FieldSlot, data: ReadonlyMap<string, string>): void {
    switch (kindOf(slot)) {
      case 'account':
        return this.#learnAccount(slot.name, value, data);
      case 'device':
        return this.#learnDevice(value);
      case 'dn':
        return this.#learnName(value);
      case 'domain':
        return this.#learnDomain(value);
      case 'host':
        return this.#learnHost(value.replace(/^\\+/, ''));
      case 'mac':
        return BARE_MAC.test(value) ? this.#pseudonyms.learnBareMac(value) : undefined;
      case 'network':
        return this.#learnNetwork(value);
      case 'serial':
        return this.#learnSerial(value);
      case 'spn':
        return this.#learnServices(value);
      default:
    }
  }

  /** The last part of a device's path is its serial number, or what Windows made up, which has a second `&`. */
  #learnDevice(value: string): void {
    const [, serial] = /^[^\\]+\\[^\\]+\\([^\\&{}]+)(?:&\d{1,3})?$/.exec(value) ?? [];
    if (serial) this.#learnSerial(serial);
  }

  #learnNetwork(value: string): void {
    if (value.length > 1 && !this.#common.isName(value)) this.#pseudonyms.learnNetwork(value);
  }

  /** Shorter ones are numbers like any other. */
  #learnSerial(value: string): void {
    if (value.length >= SHORTEST_NUMBER) this.#pseudonyms.learnSerial(value);
  }

  /** What can be told by its shape, wherever it stands; what is numbered gets its number. */
  #learnText(text: string): void {
    if (this.#learnt.has(text)) return;
    know(this.#learnt, text);
    for (const [, pattern, make] of this.#shapes)
      for (const [found] of text.matchAll(pattern)) make(found);
    const network = STATION.exec(text)?.[1];
    if (network !== undefined) this.#learnNetwork(network);
    if (/[\\/]/.test(text)) for (const user of profilesIn(text)) this.#learnUser(user);
    if (text.includes('\\')) {
      for (const host of computersIn(text)) keep(this.#hosts, host);
      for (const account of accountsIn(text)) keep(this.#accounts, account.join('\\'));
    }
    if (text.includes('.')) for (const name of dottedIn(text)) keep(this.#dotted, name);
    if (text.includes('@')) for (const mail of mailIn(text)) this.#learnMail(mail);
    if (/\bdc=/i.test(text)) this.#learnDomain(domainIn(text));
  }

  /** Tells accounts from paths, and computers from domains, once all domains are known. */
  #settle(): void {
    for (const host of this.#hosts) if (!this.#pseudonyms.isDomain(host)) this.#learnHost(host);
    this.#hosts.clear();
    for (const account of this.#accounts) {
      const [domain = '', name = ''] = account.split('\\');
      if (this.#pseudonyms.name(domain)) this.#learnUser(name);
    }
    this.#accounts.clear();
    // A computer of a known domain has its number from here on.
    for (const name of this.#dotted) this.#pseudonyms.name(name);
    this.#dotted.clear();
  }

  #learnAccount(field: string, value: string, data: ReadonlyMap<string, string>): void {
    const entity = this.#definitions.entities.find(({ parts }) => parts['name']?.includes(field));
    const part = (key: string) =>
      entity?.parts[key]?.map((name) => data.get(name)).find((found) => found !== undefined);
    const sid = part('sid') ?? '';
    // The null authority stands where no account was found: the name beside it is a person's all the same. The system
    // has the name of its computer.
    const isCommon = !/^S-1-0-/.test(sid) && this.#common.isSid(sid);
    if ((isCommon && !value.endsWith('$')) || this.#common.isAuthority(part('domain') ?? ''))
      return;
    const [domain, user] = value.includes('\\') ? value.split('\\', 2) : [undefined, value];
    if (domain !== undefined && this.#common.isAuthority(domain)) return;
    if (domain) this.#learnDomain(domain);
    if (value.includes('@')) this.#learnMail(value);
    else if (/^cn=/i.test(value)) this.#learnName(value);
    else if (domain === undefined && /^[^/\s]+\/[^/\s]/.test(value)) this.#learnServices(value);
    else this.#learnUser(user ?? value);
  }

  /** A distinguished name: its first part is an account where it stands among accounts, its last are the domain. */
  #learnName(value: string): void {
    const [, user = '', folder = ''] =
      /^cn=((?:[^,\\]|\\.)+),((?:ou|cn)=[^,]+)?/i.exec(value) ?? [];
    if (/^(?:ou=|cn=(?:users|computers)$)/i.test(folder)) {
      this.#learnUser(user);
      if (user.includes('\\')) this.#learnUser(user.replace(/\\(.)/g, '$1'));
    }
    this.#learnDomain(domainIn(value));
  }

  #learnUser(value: string): void {
    const user = value.trim();
    if (user.length < 2 || /^%%|^S-1-/i.test(user) || this.#common.isName(user)) return;
    if (user.endsWith('$')) this.#learnHost(user.slice(0, -1));
    else this.#pseudonyms.learnUser(user);
  }

  #learnMail(value: string): void {
    const [user = '', domain = ''] = value.split('@');
    this.#learnUser(user);
    this.#learnDomain(domain);
  }

  /** Service principal names: `ldap/dc1.corp.example/corp.example@CORP.EXAMPLE`. */
  #learnServices(value: string): void {
    for (const one of value.split(/[\s,]+/)) {
      const [, service, host, name, realm] =
        /^([^/@]+)\/([^/:@]+)(?::[^/@]*)?(?:\/([^@]+))?(?:@(.+))?$/.exec(one) ?? [];
      if (!service || !host) continue;
      if (this.#common.isName(service)) this.#learnDomain(host);
      else keep(this.#hosts, host);
      for (const domain of [name, realm]) if (domain?.includes('.')) this.#learnDomain(domain);
    }
  }

  #learnDomain(value: string): void {
    if (value.length < 2 || this.#common.isAuthority(value) || this.#common.isName(value)) return;
    this.#pseudonyms.learnDomain(value);
  }

  /** A computer, alone or with its domain behind a dot. */
  #learnHost(value: string): void {
    const dot = value.indexOf('.');
    const host = dot < 0 ? value : value.slice(0, dot);
    if (host.length < 2 || this.#common.isName(host) || readAddress(value)) return;
    if (/^[\d.:]+$/.test(value)) return;
    this.#pseudonyms.learnHost(host);
    if (dot > 0) this.#learnDomain(value.slice(dot + 1));
  }
}

const KINDS: Partial<Record<FieldSlot['type'], NameKind>> = {
  'account-name': 'account',
  'device-id': 'device',
  dn: 'dn',
  'domain-name': 'domain',
  hash: 'serial',
  'host-name': 'host',
  'mac-address': 'mac',
  'network-name': 'network',
  'serial-number': 'serial',
  spn: 'spn',
  upn: 'account',
};

/** What names a field holds: by its type, or, where the dictionary has it not, by what it is called. */
function kindOf({ name, type, concept }: FieldSlot): NameKind | undefined {
  if (concept !== undefined || type !== 'text') return KINDS[type];
  if (/(?:user|account)[ _]?(?:name)?$/i.test(name)) return 'account';
  if (/(?:host|computer|machine|workstation)[ _]?(?:name)?$/i.test(name)) return 'host';
  if (/ssid$/i.test(name) && !/bssid$/i.test(name)) return 'network';
  return /domain[ _]?(?:name)?$/i.test(name) ? 'domain' : undefined;
}

function know(values: Set<string>, value: string): void {
  if (values.size < KNOWN && value.length < LONGEST_KNOWN) values.add(value);
}

function keep(names: Set<string>, name: string): void {
  if (names.size < MOST) names.add(name);
}
