import type { EventEntry } from './build.ts';

/** One event as plain Markdown: for notes, tickets and language models. */
export function eventMarkdown(event: EventEntry, prose: string | undefined): string {
  const { facts } = event;
  const list = (title: string, lines: readonly string[] | undefined) =>
    lines && lines.length > 0 ? [`## ${title}`, lines.map((line) => `- ${line}`).join('\n')] : [];
  const subcategories = event.subcategories.map(({ subcategory }) => subcategory.facts.title);
  const about = [
    `- Provider: ${event.provider.name}, channel ${event.provider.channels.join(', ')}`,
    facts.outcome ? `- Outcome: ${facts.outcome.join(' or ')}` : undefined,
    subcategories.length > 0 ? `- Audit subcategory: ${subcategories.join(', ')}` : undefined,
    event.legacy.length > 0
      ? `- Until Windows Server 2003: ${event.legacy.map(({ event: legacy }) => legacy.id).join(', ')}`
      : undefined,
  ].filter((line) => line !== undefined);
  const newest = event.layouts[0];
  return `${[
    `# ${event.id} ${event.title}`,
    facts.summary,
    about.join('\n'),
    prose?.trim(),
    facts.written ? `Written: ${facts.written}` : undefined,
    ...(facts.message ? ['## Message', `\`\`\`text\n${facts.message.trimEnd()}\n\`\`\``] : []),
    ...(newest && newest.fields.length > 0
      ? [
          '## Fields',
          newest.fields
            .map(({ name, as, section, label }) => {
              const shown = label
                ? `, shown as ${[section, label].filter(Boolean).join(' / ')}`
                : '';
              const note = facts.notes?.[name];
              return `- \`${name}\` (${as}${shown})${note ? `: ${note}` : ''}`;
            })
            .join('\n'),
        ]
      : []),
    ...list('What it needs', facts.needs),
    ...list('What it tells', facts.tells),
    ...list('What it does not tell', facts.lacks),
    ...list('What to watch for', facts.watch),
    ...list(
      'Related events',
      Object.entries(facts.related ?? {}).map(([id, why]) => `${id}: ${why}`),
    ),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`;
}
