import type { DecodedEvent, DecodedField } from '../decode.ts';

/** One event as Markdown for a ticket: heading, sentence, then a table of fields by section. */
export function eventMarkdown(event: DecodedEvent): string {
  const { raw, definition, outcome, summary } = event;
  const about = [
    outcome,
    raw.timeCreated && `${raw.timeCreated}${raw.timeIsLocal ? ' (local time)' : ''}`,
    raw.computer && code(raw.computer),
    raw.recordId && `record ${raw.recordId}`,
  ].filter(Boolean);
  const lines = [
    `### ${raw.eventId ?? '?'}${definition ? ` ${plain(definition.title ?? '')}` : ''}`,
    '',
    about.join(' · '),
    ...(summary ? ['', plain(summary)] : []),
  ];
  if (event.fields.length > 0) {
    lines.push('', '| Field | Value | Meaning |', '|---|---|---|');
    for (const field of event.fields) lines.push(row(field));
  }
  for (const { message } of event.problems) lines.push('', `> ${plain(message)}`);
  return `${lines.join('\n')}\n`;
}

function row({ name, label, section, value, meaning, parts }: DecodedField): string {
  const title = [section, label].filter(Boolean).join(' / ');
  const means = parts ? parts.map(({ text }) => text).join(', ') : (meaning ?? '');
  return `| ${title ? `${plain(title)} (${code(name)})` : code(name)} | ${code(value)} | ${plain(means)} |`;
}

/** Text in which no sign of Markdown or HTML takes effect. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|~!]/g, '\\$&');
}

/** Text as written, on one line; a table ends a cell at `|` even in code. */
function code(text: string): string {
  const flat = text.replace(/\s*[\r\n\t]+\s*/g, ' ').trim();
  if (flat === '') return '';
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${flat.replace(/\|/g, '\\|')}${gap}${fence}`;
}
