import { Parser } from 'saxen';
import type { Problem } from '../problem.ts';

/** A provider as its instrumentation manifest describes it. */
export interface ManifestProvider {
  name: string;
  guid: string | undefined;
  title: string | undefined;
  /** Names of its channels, in order. */
  channels: string[];
  maps: Map<string, ManifestMap>;
  events: ManifestEvent[];
}

export interface ManifestMap {
  /** `flags` for a bit map. */
  kind: 'values' | 'flags';
  entries: { value: number; text: string }[];
}

export interface ManifestEvent {
  id: number;
  version: number;
  /** The message with its insertions, or undefined where the manifest has none. */
  message: string | undefined;
  fields: ManifestField[];
}

export interface ManifestField {
  name: string;
  /** Without the prefix `win:`, such as UnicodeString. */
  inType: string;
  /** Without its prefix, such as IPv4. */
  outType: string | undefined;
  map: string | undefined;
}

/**
 * Reads an instrumentation manifest (.man): the providers' channels, maps, events and their templates, with the texts
 * of its string table in English, else of its first one. Schema: EventManifest, namespace …/2004/08/events (Windows
 * SDK, eventman.xsd).
 *
 * @returns its providers; what could not be read is among the problems, and what stands before a fault is kept
 */
export function readManifest(
  xml: string,
  file: string,
): { providers: ManifestProvider[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const providers: RawProvider[] = [];
  const tables: { culture: string; strings: Map<string, string> }[] = [];
  let fields: ManifestField[] | undefined;
  let map: { kind: 'values' | 'flags'; entries: { value: number; text: string }[] } | undefined;
  let fault = false;

  const open: Record<string, (own: (name: string) => string, provider: RawProvider) => void> = {
    channel: (own, provider) => provider.channels.push(own('name')),
    importchannel: (own, provider) => provider.channels.push(own('name')),
    valuemap: (own, provider) =>
      provider.maps.set(own('name'), (map = { kind: 'values', entries: [] })),
    bitmap: (own, provider) =>
      provider.maps.set(own('name'), (map = { kind: 'flags', entries: [] })),
    map: (own) => map?.entries.push({ value: Number(own('value')), text: own('message') }),
    template: (own, provider) => provider.templates.set(own('tid'), (fields = [])),
    data: (own) =>
      fields?.push({
        name: own('name'),
        inType: local(own('inType')),
        outType: local(own('outType')) || undefined,
        map: own('map') || undefined,
      }),
    event: (own, provider) =>
      provider.events.push({
        id: Number(own('value')),
        version: Number(own('version') || 0),
        template: own('template'),
        message: own('message'),
      }),
  };
  const parser = new Parser();
  parser.on('openTag', (tag, attributes, decode) => {
    const raw = attributes();
    const own = (name: string) => decode(raw[name] ?? '');
    const name = local(tag).toLowerCase();
    if (name === 'provider') {
      providers.push({
        name: own('name'),
        guid: own('guid') || undefined,
        title: own('message'),
        channels: [],
        maps: new Map(),
        templates: new Map(),
        events: [],
      });
    } else if (name === 'resources') {
      tables.push({ culture: own('culture'), strings: new Map() });
    } else if (name === 'string') {
      tables.at(-1)?.strings.set(own('id'), own('value'));
    } else {
      const provider = providers.at(-1);
      if (provider && Object.hasOwn(open, name)) open[name]?.(own, provider);
    }
  });
  parser.on('error', (error, context) => {
    if (fault) return;
    fault = true;
    problems.push({
      code: 'xml-cut',
      place: { file, line: context().line + 1 },
      message: `The manifest cannot be read further: ${error.message}.`,
      hint: 'What stands before was read. Take the whole file.',
    });
  });
  parser.on('warn', () => undefined);
  parser.parse(xml.replace(/^\uFEFF/, ''));

  const table = tables.find(({ culture }) => /^en\b/i.test(culture)) ?? tables[0];
  const text = (reference: string): string | undefined => {
    const id = /^\$\(string\.(.+)\)$/i.exec(reference)?.[1];
    return id === undefined ? reference || undefined : table?.strings.get(id);
  };
  if (providers.length === 0 && !fault) {
    problems.push({
      code: 'no-provider',
      place: { file },
      message: 'The file holds no <provider> element.',
      hint: 'Give an instrumentation manifest (.man), as the Windows SDK and "wevtutil im" take it.',
    });
  }
  return { providers: providers.map((provider) => resolved(provider, text)), problems };
}

interface RawProvider {
  name: string;
  guid: string | undefined;
  title: string;
  channels: string[];
  maps: Map<string, ManifestMap>;
  templates: Map<string, ManifestField[]>;
  events: { id: number; version: number; template: string; message: string }[];
}

/** References to templates and strings replaced by what they name. */
function resolved(
  { templates, ...provider }: RawProvider,
  text: (reference: string) => string | undefined,
): ManifestProvider {
  for (const { entries } of provider.maps.values())
    for (const entry of entries) entry.text = text(entry.text) ?? '';
  return {
    ...provider,
    title: text(provider.title),
    events: provider.events
      .map(({ template, message, ...event }) => ({
        ...event,
        message: text(message),
        fields: templates.get(template) ?? [],
      }))
      .sort((a, b) => a.id - b.id || a.version - b.version),
  };
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);
