import { lengthText } from '../../correlate/span.ts';
import type { ChainJson } from '../../correlate/describe.ts';
import { statusWords } from './chain-words.ts';
import type { ChainRow } from './protocol.ts';

/** A chain with the columns that the page shows for it. */
export interface Exported {
  chain: ChainJson;
  row: ChainRow;
}

/** One JSON object a line, as `correlate --json` prints them. */
export function asJson(chains: readonly Exported[]): string {
  return chains.map(({ chain }) => `${JSON.stringify(chain)}\n`).join('');
}

const COLUMNS = [
  'id',
  'rule',
  'status',
  'computer',
  'boot',
  'start',
  'end',
  'durationMs',
  'account',
  'type',
  'from',
  'label',
  'parent',
  'pair',
  'events',
  'findings',
] as const;

/**
 * A table for spreadsheets (RFC 4180); `events` holds `4624/2231` for event 4624 of record 2231.
 *
 * @param head whether the names of the columns stand above
 */
export function asCsv(chains: readonly Exported[], head = true): string {
  const lines = chains.map(({ chain, row }) => {
    const cells: Partial<Record<(typeof COLUMNS)[number], string | number | null | undefined>> = {
      ...chain,
      account: row.account,
      type: row.type?.value,
      from: row.from,
      parent: row.parent,
      pair: row.pair,
      events: chain.events.map(({ eventId, recordId }) => `${eventId}/${recordId ?? ''}`).join(' '),
      findings: chain.findings.map(({ code }) => code).join(' '),
    };
    return COLUMNS.map((name) => cell(cells[name])).join(',');
  });
  return `${[...(head ? [COLUMNS.join(',')] : []), ...lines].join('\r\n')}\r\n`;
}

/** What a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV Injection). */
function cell(value: string | number | null | undefined): string {
  const text = String(value ?? '');
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A heading for each chain, and its events as a table. */
export function asMarkdown(chains: readonly Exported[]): string {
  return chains
    .map(({ chain, row }) => {
      const span = [chain.start, chain.end].map((time) => time ?? '?').join(' to ');
      const length = chain.durationMs === undefined ? '' : ` (${lengthText(chain.durationMs)})`;
      const events = chain.events.map(
        ({ eventId, recordId, time, role, member }) =>
          `| ${[time ?? '', recordId ?? '', eventId, role, member].map(inTable).join(' | ')} |`,
      );
      const findings = chain.findings.map(({ message }) => `- ${escaped(message)}`);
      return [
        `## ${escaped(chain.title)}: ${escaped(chain.label)}`,
        '',
        `${escaped(row.computer)}, ${span}${length}, ${statusWords(row.status)}`,
        '',
        '| Time | Record | Event | Role | As |',
        '| --- | --- | --- | --- | --- |',
        ...events,
        ...(findings.length > 0 ? ['', ...findings] : []),
        '',
      ].join('\n');
    })
    .join('\n');
}

const inTable = (value: string | number) => String(value).replaceAll('|', '\\|');

/** Signs that Markdown or HTML would take for markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, '\\$&').replace(/\s+/g, ' ');
}
