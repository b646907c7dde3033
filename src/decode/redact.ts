import type { Definitions } from '../catalog/definitions.ts';
import { escapePattern } from '../catalog/escape-pattern.ts';
import type { RawEvent } from '../event.ts';
import type { FieldType } from '../schema/field.ts';
import { commonNames, type CommonNames } from './redact/common-names.ts';
import { Pseudonyms, type RedactKind } from './redact/pseudonyms.ts';

/** One value that was replaced, and how often. */
export interface Change {
  kind: RedactKind;
  from: string;
  to: string;
  count: number;
}

/** Names may hold dots, dashes, underscores and a final `$`; everything else parts them. */
const TOKEN = /[\p{L}\p{N}_](?:[\p{L}\p{N}_.$-]*[\p{L}\p{N}_$])?/gu;
const SID = /\bS-1-(?:5-21|12-1)(?:-\d+){3,5}/gi;
const IPV4 =
  /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/g;
/** A folder of users holds one folder for each account (knownfolders.h, FOLDERID_UserProfiles). */
const PROFILE = /\\Users\\([^\\/:*?"<>|\r\n]+)/gi;

/**
 * Replaces names of users, domains and computers, SIDs and IP addresses by made-up ones, the same for the same value
 * wherever it stands: in a field of its own, in a path, a command line or the message. Accounts and SIDs that are the
 * same on every computer stay. Two passes: `learn` every event first, in order, then `redact` any of them.
 */
export class Redactor {
  readonly #definitions: Definitions;
  readonly #kinds: ReadonlySet<RedactKind>;
  readonly #common: CommonNames;
  readonly #pseudonyms = new Pseudonyms();
  readonly #changes = new Map<string, Change>();
  #phrases: RegExp | undefined;
  #phrasesOf = -1;

  constructor(definitions: Definitions, kinds: Iterable<RedactKind>) {
    this.#definitions = definitions;
    this.#kinds = new Set(kinds);
    this.#common = commonNames(definitions);
  }

  /** Takes note of the values of an event that are to be replaced. */
  learn(event: RawEvent): void {
    const data = new Map(event.data.map(({ name, value }) => [name, value]));
    if (event.computer) this.#learnHost(event.computer);
    for (const { name, value } of event.data) {
      if (value === '' || value === '-') continue;
      const type = this.#typeOf(name);
      if (type === 'account-name') this.#learnAccount(name, value, data);
      else if (type === 'domain-name') this.#learnDomain(value);
      else if (type === 'host-name') this.#learnHost(value.replace(/^\\+/, ''));
      else if (type === 'upn') this.#learnUpn(value);
      else if (type === 'spn') this.#learnHost(/^[^/]+\/([^/:@]+)/.exec(value)?.[1] ?? '');
      else if (type === 'ip-address') this.#pseudonyms.ip(value);
      for (const [, user] of value.matchAll(PROFILE)) this.#learnUser(user as string);
    }
  }

  /** A copy of an event in which everything learnt is replaced. */
  redact(event: RawEvent): RawEvent {
    const copy: RawEvent = {
      ...event,
      data: event.data.map(({ name, value }) => ({ name, value: this.text(value) })),
      problems: event.problems.map((problem) => ({
        ...problem,
        message: this.text(problem.message),
      })),
      source: { ...event.source, file: this.text(event.source.file) },
    };
    for (const key of ['computer', 'userSid', 'message'] as const) {
      const value = event[key];
      if (value !== undefined) copy[key] = this.text(value);
    }
    return copy;
  }

  /** A text in which everything learnt, and every SID of a domain and IPv4 address, is replaced. */
  text(text: string): string {
    if (text === '' || text === '-') return text;
    const whole = this.#name(text);
    if (whole !== undefined) return whole;
    let done = text;
    if (this.#kinds.has('sid')) {
      done = done.replace(SID, (sid) => this.#changed('sid', sid, this.#pseudonyms.sid(sid)));
    }
    if (this.#kinds.has('ip')) {
      const v6 = text.includes(':') ? this.#pseudonyms.knownIp(text) : undefined;
      if (v6 !== undefined) return this.#changed('ip', text, v6);
      done = done.replace(IPV4, (ip) => this.#changed('ip', ip, this.#pseudonyms.ip(ip)));
    }
    const phrases = this.#phrasePattern();
    if (phrases) done = done.replace(phrases, (phrase) => this.#name(phrase) ?? phrase);
    return done.replace(TOKEN, (token) => this.#name(token) ?? token);
  }

  /** What was replaced so far, in the order of the text. */
  changes(): Change[] {
    return [...this.#changes.values()];
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

  #learnAccount(field: string, value: string, data: ReadonlyMap<string, string>): void {
    const entity = this.#definitions.entities.find(({ parts }) => parts['name']?.includes(field));
    const part = (key: string) =>
      entity?.parts[key]?.map((name) => data.get(name)).find((found) => found !== undefined);
    if (this.#common.isAuthority(part('domain') ?? '')) return;
    const sid = part('sid') ?? '';
    // The null authority stands where no account was found: the name beside it is a person's all the same.
    if (!/^S-1-0-/.test(sid) && this.#common.isSid(sid)) return;
    const [domain, user] = value.includes('\\') ? value.split('\\', 2) : [undefined, value];
    if (domain !== undefined && this.#common.isAuthority(domain)) return;
    if (domain) this.#learnDomain(domain);
    if (value.includes('@')) this.#learnUpn(value);
    else if (/^cn=/i.test(value)) this.#learnName(value);
    else this.#learnUser(user ?? value);
  }

  /** A distinguished name: its first part is the account, its last are the domain. */
  #learnName(value: string): void {
    const [, user = ''] = /^cn=((?:[^,\\]|\\.)+)/i.exec(value) ?? [];
    this.#learnUser(user);
    const labels = [...value.matchAll(/\bdc=([^,]+)/gi)].map(([, label]) => label as string);
    if (labels.length > 0) {
      this.#learnDomain(labels.join('.'));
      if (labels[0]) this.#learnDomain(labels[0]);
    }
  }

  #learnUser(value: string): void {
    const user = value.trim();
    if (user.length < 2 || /^%%|^S-1-/i.test(user) || this.#common.isName(user)) return;
    if (user.endsWith('$')) this.#learnHost(user.slice(0, -1));
    else this.#pseudonyms.learnUser(user);
  }

  #learnUpn(value: string): void {
    const [user = '', domain = ''] = value.split('@');
    this.#learnUser(user);
    this.#learnDomain(domain);
  }

  #learnDomain(value: string): void {
    if (value.length < 2 || value === '-' || this.#common.isAuthority(value)) return;
    this.#pseudonyms.learnDomain(value);
  }

  #learnHost(value: string): void {
    if (value.length < 2 || this.#common.isName(value) || /^[\d.:]+$/.test(value)) return;
    this.#pseudonyms.learnHost(value);
  }

  #typeOf(name: string): FieldType {
    return this.#definitions.slotOf(name).type;
  }

  /** Names of several words, which tokens part. */
  #phrasePattern(): RegExp | undefined {
    const phrases = this.#pseudonyms.phrases;
    if (this.#phrasesOf !== phrases.length) {
      this.#phrasesOf = phrases.length;
      const longest = [...phrases].sort((a, b) => b.length - a.length).slice(0, 2_000);
      const quoted = longest.map((phrase) => escapePattern(phrase));
      this.#phrases =
        quoted.length > 0
          ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${quoted.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
          : undefined;
    }
    return this.#phrases;
  }
}
