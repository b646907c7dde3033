import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { kebab } from '../catalog/kebab.ts';
import { UsageError, type Command } from './command.ts';

const kinds: Record<string, (name: string, provider: string) => [path: string, text: string][]> = {
  event: (id, provider) => [
    [
      `events/${provider}/${id}.yaml`,
      `id: ${id}
title: First line of the message, without its full stop
summary: What happened, in one sentence.
subcategories:
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
written: On which computer, and when.
sources: [microsoft-docs-auditing]
`,
    ],
    [
      `events/${provider}/${id}.md`,
      `What happened, on which computer the event is written, and when. Not its title again.\n`,
    ],
  ],
  field: (name) => [
    [
      `fields/${kebab(name)}.yaml`,
      `names: [${name}]\ntype: text\nas: UnicodeString\nmeans: What the value is, in one sentence.\n`,
    ],
  ],
  codes: (id) => [
    [
      `codes/${id}.yaml`,
      `title: ${id}\nkind: values\nwritten: decimal\nentries:\n  0:\n    name: Name of the value\n    means: What it says.\nreferences:\n  - Where the table comes from\n`,
    ],
  ],
  legacy: (id) => [
    [
      `legacy/${id}.yaml`,
      `id: ${id}\ntitle: First line of the message\ntitleBasis: list\ncategory: Logon/Logoff\ncategoryBasis: list\noutcome: [success]\noutcomeBasis: list\nsources: [public-legacy-list]\n`,
    ],
  ],
};

export const scaffold: Command = {
  name: 'new',
  usage: 'event|field|codes|legacy NAME [--provider security-auditing]',
  summary: 'Starts a new content file, ready to be filled in.',
  run(args, host) {
    const { values, positionals } = parseArgs({
      args,
      options: { provider: { type: 'string', default: 'security-auditing' } },
      allowPositionals: true,
    });
    const [kind = '', name = ''] = positionals;
    const make = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!make || name === '') {
      throw new UsageError(`Say what to start: ${Object.keys(kinds).join(', ')}, and its name.`);
    }
    if ((kind === 'event' || kind === 'legacy') && !/^\d{1,5}$/.test(name)) {
      throw new UsageError(`"${name}" is no event id: write a whole number, such as 4624.`);
    }
    const files = make(name, values.provider);
    const there = files.filter(([path]) => existsSync(join(host.root, 'content', path)));
    if (there.length > 0) {
      host.err(`${there.map(([path]) => `content/${path}`).join(', ')} is there already.\n`);
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
