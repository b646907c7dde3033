import { stringify } from 'yaml';
import { blank } from '../catalog/blank.ts';
import type { FieldConcept } from '../catalog/layout.ts';
import { kebab } from '../catalog/kebab.ts';
import { fieldTypeOf } from './field-type.ts';
import type { ManifestEvent, ManifestField, ManifestMap, ManifestProvider } from './manifest.ts';
import { messageLines } from './message-lines.ts';
import { versionUnion } from './version-union.ts';

/** A content file to be written. */
export interface ContentFile {
  /** Below content/. */
  path: string;
  text: string;
}

/**
 * The content files of one provider, as far as its manifest says them: provider, source, events in all their versions,
 * code tables of its maps, and dictionary entries of the fields that the dictionary lacks. Meanings are for people to
 * write.
 *
 * @param slug first part of the events' addresses, and name of the provider's folder
 * @param conceptOf the dictionary as it is
 */
export function providerFiles(
  provider: ManifestProvider,
  slug: string,
  conceptOf: (name: string) => FieldConcept | undefined,
): ContentFile[] {
  const source = `${slug}-manifest`;
  const tables = new Map([...provider.maps.keys()].map((map) => [map, `${slug}-${kebab(map)}`]));
  const byId = Map.groupBy(provider.events, (event) => event.id);
  const unknown = new Map<string, ManifestField>();
  for (const { fields } of provider.events)
    for (const field of fields)
      if (!conceptOf(field.name) && isName(field.name)) unknown.set(kebab(field.name), field);
  return [
    yaml(`providers/${slug}`, {
      name: provider.name,
      ...(provider.guid ? { guid: provider.guid.toLowerCase() } : {}),
      slug,
      channels: provider.channels.length > 0 ? provider.channels : [provider.name],
      title: provider.title ?? provider.name,
      means: `${blank('Who writes the events, and of what, in one sentence')}.`,
    }),
    yaml(`sources/${source}`, {
      title: `Instrumentation manifest of ${provider.name}`,
      facts: 'events, versions, fields, message labels',
      licence: 'facts only',
    }),
    ...[...byId].map(([id, versions]) =>
      yaml(`events/${slug}/${id}`, eventOf(id, versions, source, tables, conceptOf)),
    ),
    ...[...provider.maps].map(([name, map]) =>
      yaml(`codes/${tables.get(name) ?? ''}`, tableOf(name, map, provider)),
    ),
    ...[...unknown].map(([id, field]) => yaml(`fields/${id}`, conceptFacts(field, tables))),
  ];
}

function eventOf(
  id: number,
  versions: readonly ManifestEvent[],
  source: string,
  tables: ReadonlyMap<string, string>,
  conceptOf: (name: string) => FieldConcept | undefined,
): object {
  const names = (event: ManifestEvent) => event.fields.map((field) => field.name);
  const texts = versions.map((event) => ({
    version: event.version,
    text: event.message === undefined ? undefined : messageLines(event.message, names(event)),
  }));
  const known = texts.flatMap(({ version, text }) => (text ? [{ version, text }] : []));
  const newest = known.at(-1)?.text;
  const title = newest?.first.replace(/[.:]$/, '').replace(/\{[^}]*\}/g, '…');
  const lines = versionUnion(new Map(known.map(({ version, text }) => [version, text.lines])));
  const shown = `${newest?.first ?? ''}\n${lines.join('\n')}`;
  const all = [...new Set(versions.flatMap(names))].filter(isName);
  const hidden = all.filter((name) => known.length > 0 && !shown.includes(`{${name}}`));
  const fields = versionUnion(
    new Map(versions.map((event) => [event.version, names(event).filter(isName)])),
  );
  const types = exceptions(versions, tables, conceptOf);
  return {
    id,
    ...(title ? { title } : {}),
    ...(newest && newest.first !== `${title ?? ''}.` ? { firstLine: newest.first } : {}),
    ...(newest?.advice ? { advice: 'yes' } : {}),
    versions: new Map(
      texts.map(({ version, text }) => [
        version,
        { basis: 'manifest', ...(text ? {} : { text: 'none' }) },
      ]),
    ),
    ...(fields.length > 0 ? { fields } : {}),
    ...(Object.keys(types).length > 0 ? { types } : {}),
    ...(hidden.length > 0 ? { hidden } : {}),
    ...(lines.length > 0 ? { message: `${spaced(lines).join('\n')}\n` } : {}),
    ...(newest?.tail ? { tail: newest.tail } : {}),
    sources: [source],
  };
}

/** What differs for the fields of an event from the dictionary; with a mark where not all versions agree. */
function exceptions(
  versions: readonly ManifestEvent[],
  tables: ReadonlyMap<string, string>,
  conceptOf: (name: string) => FieldConcept | undefined,
): Record<string, unknown> {
  const byField = new Map<string, Map<number, string[]>>();
  for (const { version, fields } of versions) {
    for (const field of fields) {
      const concept = conceptOf(field.name);
      if (!concept) continue;
      const table = field.map === undefined ? undefined : tables.get(field.map);
      const differs = {
        ...(table ? { type: 'code', table } : {}),
        ...(concept.as === field.inType ? {} : { as: field.inType }),
      };
      const own = byField.get(field.name) ?? new Map<number, string[]>();
      byField.set(field.name, own.set(version, [JSON.stringify(differs)]));
    }
  }
  return Object.fromEntries(
    [...byField].flatMap(([name, own]) =>
      versionUnion(own)
        .filter((line) => !line.startsWith('{}'))
        .map((line) => {
          const json = line.slice(0, line.lastIndexOf('}') + 1);
          return [name + line.slice(json.length), JSON.parse(json) as object];
        }),
    ),
  );
}

function conceptFacts(field: ManifestField, tables: ReadonlyMap<string, string>): object {
  const table = field.map === undefined ? undefined : tables.get(field.map);
  return {
    names: [field.name],
    type: table ? 'code' : fieldTypeOf(field),
    ...(table ? { table } : {}),
    as: field.inType,
    means: `${blank('What the value is, in one sentence')}.`,
  };
}

function tableOf(name: string, { kind, entries }: ManifestMap, provider: ManifestProvider): object {
  const written = kind === 'flags' ? 'hex' : 'decimal';
  return {
    title: name,
    kind,
    written,
    entries: new Map(
      entries.map(({ value, text }) => [
        kind === 'flags' ? `0x${value.toString(16)}` : value,
        { name: text.trim() || String(value) },
      ]),
    ),
    references: [`Instrumentation manifest of ${provider.name}`],
  };
}

/** A blank line before what stands at the left edge behind indented lines, and before a heading. */
function spaced(lines: readonly string[]): string[] {
  return lines.flatMap((line, index) => {
    const before = lines[index - 1];
    const edge = !line.startsWith(' ') && before !== undefined;
    const heading = lines[index + 1]?.startsWith(' ') ?? false;
    return edge && (before.startsWith(' ') || heading) ? ['', line] : [line];
  });
}

/** What a line of `fields` may name. */
const isName = (name: string) => /^[A-Za-z%][\w%]*$/.test(name);

function yaml(record: string, facts: object): ContentFile {
  return { path: `${record}.yaml`, text: stringify(facts, { lineWidth: 0 }) };
}
