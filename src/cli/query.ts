import { parseArgs } from 'node:util';
import type { Catalog } from '../catalog/build.ts';
import { nearest } from '../catalog/nearest.ts';
import { ruleData } from '../catalog/rule-data.ts';
import { columnTables } from '../query/columns.ts';
import { dialects } from '../query/dialects.ts';
import { queryEvent } from '../query/query-event.ts';
import type { Dialect, Query } from '../query/query.ts';
import { UsageError, type Command } from './command.ts';
import { loadCatalog } from './load-content.ts';

export const query: Command = {
  name: 'query',
  usage: 'ID --to LANGUAGE [--json]',
  summary: `Writes the query for an event (4634, or log/id) or a correlation rule (logon-session).
Languages: ${dialects.map((dialect) => dialect.id).join(', ')}; all writes it in every one.`,
  run(args, host) {
    const { values, positionals } = parseArgs({
      args,
      options: { to: { type: 'string' }, json: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [id] = positionals;
    if (id === undefined || positionals.length > 1) throw new UsageError('Name one event or rule.');
    const wanted = dialectsNamed(values.to);
    const { catalog } = loadCatalog(host.root);
    const write = writerOf(id, catalog);
    if (!write) {
      host.err(`No event and no rule is called "${id}".\n  ${hintFor(id, catalog)}\n`);
      return 1;
    }
    const successor = successorOf(id, catalog);
    if (successor)
      host.err(`  Windows has written ${successor.id} in place of ${id} since Vista.\n`);
    let status = 0;
    for (const dialect of wanted) {
      const made = write(dialect);
      if ('cannot' in made) status = wanted.length === 1 ? 1 : status;
      if (values.json) {
        host.out(`${JSON.stringify({ id, language: dialect.id, ...made })}\n`);
      } else {
        if (wanted.length > 1) host.err(`${dialect.title}\n`);
        if ('cannot' in made) host.err(`  ${made.cannot}\n`);
        else {
          host.out(made.text);
          for (const note of made.notes) host.err(`  ${note}\n`);
        }
      }
    }
    return status;
  },
};

function dialectsNamed(to: string | undefined): readonly Dialect[] {
  const ids = dialects.map((dialect) => dialect.id);
  if (to === 'all') return dialects;
  const found = dialects.filter((dialect) => dialect.id === to);
  if (found.length > 0) return found;
  throw new UsageError(
    to === undefined
      ? `Say the language: --to ${ids.join(' | ')} | all.`
      : `No language is called "${to}". The languages are ${ids.join(', ')}, all.`,
  );
}

/** What may have been meant: the event of the nearest number, or a rule. */
function hintFor(id: string, catalog: Catalog): string {
  if (/^\d+$/.test(id)) {
    const away = (number: number) => Math.abs(number - Number(id));
    const [event] = [...catalog.events].sort((a, b) => away(a.id) - away(b.id));
    return event ? `The nearest event is ${event.id}, ${event.title}.` : '';
  }
  const rules = [...catalog.correlations.keys()];
  const near = nearest(id, rules);
  return near ? `Did you mean ${near}?` : `Rules: ${rules.join(', ')}.`;
}

/** The event that stands in the place of an older one. */
function successorOf(id: string, catalog: Catalog) {
  if (!/^\d+$/.test(id) || catalog.events.some((one) => String(one.id) === id)) return undefined;
  return catalog.legacy.get(Number(id))?.successors[0]?.event;
}

type Write = (dialect: Dialect) => Query | { cannot: string };

/** How to write what an id names; undefined when it names nothing. */
function writerOf(id: string, catalog: Catalog): Write | undefined {
  const columns = columnTables(catalog);
  const rules = ruleData(catalog);
  const rule = rules.find((one) => one.id === id);
  if (rule) {
    const boots = rules.find((one) => one.defines === 'boot');
    return (dialect) =>
      dialect.rule?.({ rule, boots }, columns) ?? {
        cannot: `${dialect.title} asks for single events: it cannot say how events belong together.`,
      };
  }
  const event = id.includes('/')
    ? catalog.eventByAddress.get(id)
    : (catalog.events.find((one) => String(one.id) === id) ?? successorOf(id, catalog));
  return event && ((dialect) => dialect.event(queryEvent(event), columns));
}
