import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { blank } from '../catalog/blank.ts';
import { kebab } from '../catalog/kebab.ts';
import { slug } from '../schema/text.ts';
import { UsageError, type Command } from './command.ts';

const MAIN = 'security-auditing';

/** What an event of the Security log mostly has: a subcategory, an outcome and who asked. */
const audited = `subcategories:
  logon: docs
outcome: [success]
versions:
  0: windows-10
fields:
  - SubjectUserSid
  - SubjectUserName
  - SubjectDomainName
  - SubjectLogonId
message: |
  Subject:
    Security ID: {SubjectUserSid}
    Account Name: {SubjectUserName}
    Account Domain: {SubjectDomainName}
    Logon ID: {SubjectLogonId}
written: ${blank('On which computer, and when')}.
sources: [microsoft-docs-auditing]
`;

const ofOther = (provider: string) => `versions:
  0:
    basis: manifest
fields:
  - ProcessId
message: |
  Process ID: {ProcessId}
written: ${blank('On which computer, and when')}.
sources: [${provider}-manifest]
`;

const kinds: Record<string, (name: string, provider?: string) => [path: string, text: string][]> = {
  event: (id, provider = MAIN) => [
    [
      `events/${provider}/${id}.yaml`,
      `id: ${id}
title: ${blank('First line of the message, without its full stop')}
summary: ${blank('What happened, in one sentence')}.
${provider === MAIN ? audited : ofOther(provider)}`,
    ],
    [
      `events/${provider}/${id}.md`,
      `${blank('What happened, on which computer the event is written, and when. Not its title again.')}\n`,
    ],
  ],
  field: (name, provider) => [
    [
      `fields/${provider ? `${provider}-` : ''}${kebab(name)}.yaml`,
      `names: [${name}]\n${provider ? `providers: [${provider}]\n` : ''}type: text\nas: UnicodeString\nmeans: ${blank('What the value is, in one sentence')}.\n`,
    ],
  ],
  codes: (id) => [
    [
      `codes/${id}.yaml`,
      `title: ${blank('What the values are of')}\nkind: values\nwritten: decimal\nentries:\n  0:\n    name: ${blank('Name of the value')}\n    means: ${blank('What it says')}.\nreferences:\n  - ${blank('Where the table comes from')}\n`,
    ],
  ],
  legacy: (id) => [
    [
      `legacy/${id}.yaml`,
      `id: ${id}\ntitle: ${blank('First line of the message')}\ntitleBasis: list\ncategory: Logon/Logoff\ncategoryBasis: list\noutcome: [success]\noutcomeBasis: list\nsources: [public-legacy-list]\n`,
    ],
  ],
};

function checkName(kind: string, name: string): void {
  if (kind === 'field' && !/^\w+$/.test(name)) {
    throw new UsageError(`"${name}" is no field: write the name in the XML, such as LogonType.`);
  }
  if (kind === 'codes' && !slug.safeParse(name).success) {
    throw new UsageError(
      `"${name}" is no table: write lower case with hyphens, such as logon-type.`,
    );
  }
  if ((kind === 'event' || kind === 'legacy') && !/^\d{1,5}$/.test(name)) {
    throw new UsageError(`"${name}" is no event id: write a whole number, such as 4624.`);
  }
}

export const scaffold: Command = {
  name: 'new',
  usage: 'event|field|codes|legacy NAME [--provider NAME]',
  summary: 'Starts a new content file, ready to be filled in.',
  run(args, host) {
    const { values, positionals } = parseArgs({
      args,
      options: { provider: { type: 'string' } },
      allowPositionals: true,
    });
    const [kind = '', name = '', ...more] = positionals;
    const make = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!make || name === '' || more.length > 0) {
      throw new UsageError(`Say what to start: ${Object.keys(kinds).join(', ')}, and its name.`);
    }
    checkName(kind, name);
    const provider = values.provider ?? (kind === 'event' ? MAIN : undefined);
    if (provider && !existsSync(join(host.root, 'content/providers', `${provider}.yaml`))) {
      throw new UsageError(
        `There is no content/providers/${provider}.yaml: a provider comes first.`,
      );
    }
    const files = make(name, provider);
    const there = files.filter(([path]) => existsSync(join(host.root, 'content', path)));
    if (there.length > 0) {
      host.err(
        `${there.map(([path]) => `content/${path}`).join(', ')} ${there.length === 1 ? 'is' : 'are'} there already.\n`,
      );
      return 1;
    }
    for (const [path, text] of files) {
      const file = join(host.root, 'content', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      host.out(`content/${path}\n`);
    }
    host.out('Fill it in, then run: npm run check\n');
    return 0;
  },
};
