import { markText } from '../schema/version-mark.ts';
import { auditCommand, auditedBy } from './audit-command.ts';
import type { Catalog, EventEntry } from './build.ts';
import { eventName } from './event-address.ts';
import {
  basisWords,
  computerWords,
  confirmedWords,
  sinceWords,
  statusWords,
} from './event-words.ts';

/** One event as plain Markdown, with the facts of its page: for notes, tickets and language models. */
export function eventMarkdown(
  event: EventEntry,
  prose: string | undefined,
  catalog: Catalog,
): string {
  const { facts } = event;
  const list = (title: string, lines: readonly string[] | undefined) =>
    lines && lines.length > 0 ? [`## ${title}`, lines.map((line) => `- ${line}`).join('\n')] : [];
  return `${[
    `# ${event.id} ${event.title}`,
    facts.summary,
    facts.status ? [statusWords[facts.status], facts.statusNote].filter(Boolean).join(' ') : '',
    facts.placeholder ? 'The id marks the end of a range. No event has it.' : '',
    about(event, catalog)
      .map((line) => `- ${line}`)
      .join('\n'),
    prose?.trim(),
    facts.written ? `Written: ${facts.written}` : undefined,
    ...(facts.message ? ['## Message', `\`\`\`text\n${facts.message.trimEnd()}\n\`\`\``] : []),
    ...list('Fields', fieldLines(event, catalog)),
    ...list('What it needs', facts.needs),
    ...list('What it tells', facts.tells),
    ...list('What it does not tell', facts.lacks),
    ...list('What to watch for', facts.watch),
    ...list(
      'Related events',
      event.related.map(
        ({ event: other, why }) =>
          `[${eventName(event.slug, other)} ${other.title}](${other.url}): ${why}`,
      ),
    ),
    ...list(
      'Public Sigma rules',
      event.rules.map(({ title, level }) => `${title} (${level})`),
    ),
    ...list(
      'Corrections of the official page',
      facts.corrections?.map(
        ({ page, actually, evidence, confirmed }) =>
          `The page: ${page} In fact: ${actually} Evidence: ${evidence} ${confirmedWords[confirmed]}`,
      ),
    ),
    ...list(
      'Sources',
      facts.sources.map((id) => catalog.records.sources.get(id)?.title ?? id),
    ),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`;
}

/** What stands on the sheet beside the page. */
function about(event: EventEntry, catalog: Catalog): string[] {
  const { facts } = event;
  const titleOf = (id: string) => catalog.releases.find((release) => release.id === id)?.title;
  const [main] = event.subcategories;
  const aside = (words: string | undefined) => (words ? ` (${words})` : '');
  const audited = auditedBy(event);
  const versions = event.versions.map(
    ({ version, since, orEarlier }) =>
      (version ?? 'none') +
      aside(since && `since ${sinceWords(titleOf(since) ?? since, orEarlier)}`),
  );
  return [
    `Provider: ${event.provider.name}, channel ${event.provider.channels.join(', ')}`,
    facts.outcome ? `Outcome: ${facts.outcome.join(' or ')}` : '',
    main
      ? `Audit subcategory: ${event.subcategories.map(({ subcategory, basis }) => subcategory.facts.title + aside(basisWords[basis])).join(', ')}`
      : '',
    audited ? `Enable: \`${auditCommand(event, audited.facts.title)}\`` : '',
    `Versions: ${versions.join('; ')}`,
    ...event.versions.flatMap(({ version, note }) => (note ? `Version ${version}: ${note}` : [])),
    facts.on ? `Written on: ${facts.on.map((on) => computerWords[on]).join(', ')}` : '',
    main?.subcategory.facts.volume ? `Volume: ${main.subcategory.facts.volume}` : '',
    event.legacy.length > 0
      ? `Until Windows Server 2003: ${event.legacy.map(({ event: { id }, basis }) => id + aside(basis === 'derived' ? 'derived' : '')).join(', ')}`
      : '',
    facts.criticality ? `Criticality: ${facts.criticality.rating.replaceAll('-', ' ')}` : '',
  ].filter(Boolean);
}

/** Every field of every version, in the order of the XML, as the newest version that has it shows it. */
function fieldLines({ facts, layouts }: EventEntry, catalog: Catalog): string[] {
  const slots = layouts.flatMap(({ fields }) => fields);
  return (facts.fields ?? []).flatMap(({ name, mark }) => {
    const slot = slots.find((one) => one.name === name);
    if (!slot) return [];
    const { as, section, label, tables, concept } = slot;
    const shown = label ? `, shown as ${[section, label].filter(Boolean).join(' / ')}` : '';
    const only = markText(mark);
    const means = facts.notes?.[name] ?? catalog.fields.get(concept ?? '')?.means;
    const values =
      tables.length > 0 ? ` Values: ${tables.map((id) => `/codes/${id}.md`).join(', ')}` : '';
    return [
      `\`${name}\`${only ? ` [${only}]` : ''} (${as}${shown})${means ? `: ${means}` : ''}${values}`,
    ];
  });
}
