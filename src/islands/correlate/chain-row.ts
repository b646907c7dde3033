import type { Definitions } from '../../catalog/definitions.ts';
import type { RuleData } from '../../catalog/rule-data.ts';
import type { ChainJson } from '../../correlate/describe.ts';
import { decodeEvent } from '../../decode/decode.ts';
import type { RawEvent } from '../../event.ts';
import { lastPart } from './chain-words.ts';
import type { NoiseTest } from './noise.ts';
import type { ChainRow } from './protocol.ts';

/** What rows are made with. */
export interface RowSources {
  rules: ReadonlyMap<string, RuleData>;
  definitions: Definitions;
  noise: readonly NoiseTest[];
  /** The event that a chain's event was read from. */
  rawOf(event: ChainJson['events'][number]): RawEvent | undefined;
}

/** A chain as a bar and a table row: its times as numbers, and the columns that its rule shows. */
export function chainRow(chain: ChainJson, sources: RowSources): ChainRow {
  // What opens a chain says best what it is.
  const opens = chain.events.filter(({ role }) => role === 'open');
  const rest = chain.events.filter(({ role }) => role !== 'open');
  const raws = [...opens, ...rest].slice(0, 20).flatMap((event) => sources.rawOf(event) ?? []);
  const valuesOf = (field: string) =>
    raws.flatMap((raw) => raw.data.filter(({ name }) => name === field).map(({ value }) => value));
  const valueOf = (field: string) => valuesOf(field).find((value) => value !== '' && value !== '-');
  const firstOf = (fields: readonly string[] = []) => {
    const field = fields.find((one) => valueOf(one) !== undefined);
    return field === undefined ? undefined : { field, value: valueOf(field) as string };
  };
  const shows = sources.rules.get(chain.rule)?.shows ?? {};
  const type = firstOf(shows.type);
  const typeEvent = raws.find((raw) => raw.data.some(({ name }) => name === type?.field));
  const decoded = typeEvent ?? raws[0];
  const fields = decoded && decodeEvent(decoded, sources.definitions);
  const row: ChainRow = {
    id: chain.id,
    rule: chain.rule,
    status: chain.status,
    computer: chain.computer,
    boot: chain.boot,
    label: chain.label,
    marks: chain.events.map(({ eventId, role, time, recordId }) => ({
      eventId,
      role,
      ...(time === undefined ? {} : { at: Date.parse(time) }),
      ...(recordId === undefined ? {} : { record: recordId }),
    })),
    noise: sources.noise
      .filter((kind) => kind.fits(chain.rule, chain.durationMs, valuesOf))
      .map(({ id }) => id),
    warnings: chain.findings.filter(({ level }) => level === 'warning').length,
  };
  if (chain.start !== undefined) row.start = Date.parse(chain.start);
  if (chain.end !== undefined) row.end = Date.parse(chain.end);
  const short = firstOf(shows.label ?? shows.object);
  if (short) row.short = lastPart(short.value);
  const account = firstOf(shows.account);
  const from = firstOf(shows.from);
  if (account) {
    const domain = domainOf(account.field, shows.from, valueOf, sources.definitions);
    row.account =
      domain === undefined || account.value.includes('@')
        ? account.value
        : `${domain}\\${account.value}`;
  }
  const address = from && addressText(from.value);
  if (address !== undefined) row.from = address;
  if (type) {
    const meaning = fields?.fields.find(({ name }) => name === type.field)?.meaning;
    row.type = { value: type.value, name: meaning ?? '' };
  }
  if (fields?.outcome === 'failure') row.failed = true;
  const [parent] = chain.parents;
  if (parent) row.parent = parent.chain;
  if (chain.pair) {
    row.pair = chain.pair.chain;
    for (const [name, words] of Object.entries(sources.rules.get(chain.rule)?.pair?.halves ?? {})) {
      const meaning = fields?.fields.find((field) => field.name === name)?.meaning;
      const half = meaning === undefined ? undefined : words[meaning];
      if (half !== undefined) row.half = half;
    }
  }
  return row;
}

/** The domain of an account: of the same entity, unless the rule takes that for where it came from. */
function domainOf(
  field: string,
  from: readonly string[] = [],
  valueOf: (field: string) => string | undefined,
  definitions: Definitions,
): string | undefined {
  const entity = definitions.entities.find(({ parts }) => parts['name']?.includes(field));
  return entity?.parts['domain']
    ?.filter((one) => !from.includes(one))
    .map((one) => valueOf(one))
    .find(Boolean);
}

/** An address as people write it; none for the computer itself (RFC 4291, sections 2.5.3 and 2.5.5.2). */
function addressText(value: string): string | undefined {
  const address = value.replace(/^::ffff:(?=\d)/i, '');
  return /^(?:127\.[\d.]+|::1)$/.test(address) ? undefined : address;
}
