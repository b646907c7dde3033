import { fileURLToPath } from 'node:url';
import { readContent, type Content, type ContentFile } from '../src/catalog/read-content.ts';
import { adviceOn, checkContent, checkContext } from '../src/check/check.ts';
import { loadCatalog } from '../src/cli/load-content.ts';
import { formatProblem } from '../src/problem.ts';

/** Root of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));

let real: ReturnType<typeof loadCatalog> | undefined;

/** The catalog of content/, read once a test file. */
export function realCatalog(): ReturnType<typeof loadCatalog> {
  real ??= loadCatalog(root);
  return real;
}

/** A whole content of one provider, one event and what they lean on: right as it stands. */
export const small: Record<string, string> = {
  'providers/door.yaml': `name: Acme-Door
slug: door
channels: [Acme-Door/Operational]
title: Acme door
means: A door that reports who went through it.
`,
  'releases/one.yaml':
    'title: One\norder: 1\neditions:\n  one-rtm:\n    title: One\n    build: 1.0\n    manifest: "yes"\n',
  'sources/manual.yaml': 'title: Manual of the door\nfacts: events\nlicence: facts only\n',
  'fields/person-name.yaml':
    'names: [PersonName]\ntype: account-name\nas: UnicodeString\nmeans: Who went through.\n',
  'fields/direction.yaml':
    'names: [Way]\ntype: code\ntable: way\nas: UInt32\nmeans: Which way the person went.\n',
  'codes/way.yaml': `title: Way
kind: values
written: decimal
entries:
  1:
    name: In
  2:
    name: Out
references: [Manual of the door]
`,
  'events/door/7.yaml': `id: 7
title: A person went through the door
outcome: [success]
versions:
  0: one
  1: one
fields:
  - PersonName
  - Way [v1+]
message: |
  Person:
    Name: {PersonName}

  Way: {Way} [v1+]
sources: [manual]
`,
  'samples/door/7/out.xml': `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">
  <System>
    <Provider Name="Acme-Door" />
    <EventID>7</EventID>
    <Version>1</Version>
    <Channel>Acme-Door/Operational</Channel>
    <Computer>gate.corp.example</Computer>
  </System>
  <EventData>
    <Data Name="PersonName">anna</Data>
    <Data Name="Way">2</Data>
  </EventData>
</Event>
`,
};

/** Reads the small content with some files changed, added (text) or left out (undefined). */
export function smallContent(changes: Record<string, string | undefined> = {}): Content {
  const files: ContentFile[] = Object.entries({ ...small, ...changes }).flatMap(([path, text]) =>
    text === undefined ? [] : [{ path, text }],
  );
  return readContent(files);
}

/** Every problem of the small content with some files changed, as people see them. */
export function problemsOf(changes: Record<string, string | undefined>): string {
  return checkContent(checkContext(smallContent(changes)))
    .map(formatProblem)
    .join('\n\n');
}

/** What is worth knowing of the small content with some files changed. */
export function adviceOf(changes: Record<string, string | undefined>): string {
  return adviceOn(checkContext(smallContent(changes)))
    .map(formatProblem)
    .join('\n\n');
}

/** The event of the small content with a part of its text replaced. */
export function event(from: string, to: string): Record<string, string> {
  const text = small['events/door/7.yaml'] as string;
  if (!text.includes(from)) throw new Error(`The event has no ${from}`);
  return { 'events/door/7.yaml': text.replace(from, to) };
}
