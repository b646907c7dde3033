import type { GlossaryFacts } from '../schema/glossary.ts';
import type { CodeTable, FieldEntry, LegacyEntry, SubcategoryEntry } from './build.ts';
import type { CorrelationEntry } from './correlations.ts';
import { oneLine } from './one-line.ts';
import { endWords, memberLimits, roleWords, scopeWords } from './rule-words.ts';

/** Paragraphs, those that are not there left out. */
function page(...parts: (string | undefined | false)[]): string {
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function bullets(lines: readonly (string | undefined | false)[]): string | undefined {
  const shown = lines.filter(Boolean);
  return shown.length > 0 ? shown.map((line) => `- ${line}`).join('\n') : undefined;
}

/** A pipe ends a cell, and so does a line end. */
const cell = (text: string | undefined) => oneLine(text ?? '').replaceAll('|', '\\|');

function table(
  head: readonly string[],
  rows: readonly (readonly (string | undefined)[])[],
): string {
  const line = (cells: readonly (string | undefined)[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const eventLine = (event: { id: number; title: string; url: string }) =>
  `[${event.id} ${event.title}](${event.url})`;

/** One event from before Windows Vista as plain Markdown. */
export function legacyMarkdown({ id, facts, successors }: LegacyEntry): string {
  return page(
    `# ${id} ${facts.title}`,
    `A Security event of Windows NT to Server 2003, category ${facts.category}.`,
    successors.length > 0
      ? `Since Windows Vista:\n\n${bullets(successors.map(({ event, basis }) => `${eventLine(event)} (${basis})`))}`
      : 'No successor is known.',
    facts.labels &&
      `## Labels of its message\n\n${bullets(facts.labels.map(({ label, field }) => (field ? `${label}: today ${field}` : label)))}`,
    facts.note,
  );
}

/** One audit policy subcategory as plain Markdown. */
export function subcategoryMarkdown(subcategory: SubcategoryEntry, prose?: string): string {
  const { facts, category, events, baselines } = subcategory;
  return page(
    `# Audit ${facts.title}`,
    facts.summary,
    bullets([
      `Category: ${category.facts.title}`,
      `GUID: ${facts.guid}`,
      facts.default &&
        `Default: ${facts.default.client} (client), ${facts.default.server} (server)`,
      facts.volume && `Volume: ${facts.volume}`,
    ]),
    prose?.trim(),
    facts.why,
    events.length > 0 && `## Events\n\n${bullets(events.map(eventLine))}`,
    baselines.length > 0 &&
      `## Baselines\n\n${table(
        ['Baseline', 'Asks for'],
        baselines.map((one) => [
          one.baseline.title,
          one.atLeast ? `${one.setting}, at least` : one.setting,
        ]),
      )}`,
  );
}

/** One code table as plain Markdown. */
export function tableMarkdown({ facts, entries, usedBy }: CodeTable): string {
  return page(
    `# ${facts.title}`,
    facts.means,
    bullets(facts.notes ?? []),
    usedBy.length > 0 &&
      `Held by ${usedBy.map(({ field, events }) => `\`${field.names[0]}\` (${events.map((event) => event.id).join(', ')})`).join('; ')}.`,
    table(
      ['Value', 'Name', 'Meaning'],
      [
        ...entries.map((entry) => [entry.value, entry.label ?? entry.name, entry.means]),
        ...(facts.patterns ?? []).map((entry) => [entry.pattern, entry.name, entry.means]),
      ],
    ),
  );
}

/** One field as plain Markdown. */
export function fieldMarkdown(field: FieldEntry): string {
  return page(
    `# ${field.names.join(', ')}`,
    field.means,
    field.note,
    bullets([
      `Kind of value: ${field.type}`,
      `Type in the XML: ${field.as}`,
      field.providers && `In events of: ${field.providers.join(', ')}`,
      field.table.length > 0 &&
        `Explained by: ${field.table.map((id) => `[${id}](/codes/${id}/)`).join(', ')}`,
    ]),
    field.events.length > 0 && `## Events\n\n${bullets(field.events.map(eventLine))}`,
  );
}

/** One correlation rule as plain Markdown. */
export function ruleMarkdown({ id, facts, events }: CorrelationEntry, prose?: string): string {
  const { members, findings = [], measured = [] } = facts;
  return page(
    `# ${facts.title}`,
    facts.means,
    `A key holds ${scopeWords(facts.scope)}. ${endWords(facts)}`.trim(),
    table(
      ['Event', 'Part', 'What it does', 'Key', 'Only where'],
      members.map((member) => [
        member.events.join(', '),
        member.title,
        roleWords[member.role],
        [...(member.exact ?? []), ...member.key, ...(member.gives ?? [])].join(', '),
        memberLimits(member).join('; '),
      ]),
    ),
    prose?.trim(),
    findings.length > 0 &&
      `## What it points out\n\n${bullets(findings.map(({ code, level, says }) => `${level} \`${code}\`: ${says}`))}`,
    measured.length > 0 &&
      `## Measured\n\n${table(
        ['Join', 'Held', 'Of', 'Log'],
        measured.map(({ what, hits, of, on }) => [what, String(hits), String(of), on]),
      )}`,
    events.length > 0 && `## Events\n\n${bullets(events.map(eventLine))}`,
    `The same as a query for other engines: \`audit-atlas query ${id}\`.`,
  );
}

/** The glossary as plain Markdown. */
export function glossaryMarkdown(terms: Iterable<GlossaryFacts>): string {
  return page(
    '# Glossary',
    ...[...terms].map(({ title, also, means, fields, events }) =>
      page(
        `## ${title}`,
        also && `Also ${also.join(', ')}.`,
        means,
        bullets([
          fields && `Fields: ${fields.map((name) => `\`${name}\``).join(', ')}`,
          events && `Events: ${events.join(', ')}`,
        ]),
      ).trim(),
    ),
  );
}
