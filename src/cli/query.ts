import { parseArgs } from 'node:util';
import type { Catalog } from '../catalog/build.ts';
import { nearest } from '../catalog/nearest.ts';
import { ruleData } from '../catalog/rule-data.ts';
import { shortNumbers } from '../catalog/short-numbers.ts';
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
    const [given] = positionals;
    if (given === undefined || positionals.length > 1)
      throw new UsageError('Name one event or rule.');
    const id = given
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, '-');
    const wanted = dialectsNamed(values.to);
    const { catalog } = loadCatalog(host.root);
    const write = writerOf(id, catalog);
    if (!write) {
      host.err(`No event and no rule is called "${given}".\n  ${hintFor(id, catalog)}\n`);
      return 1;
    }
    const successor = successorOf(id, catalog);
    if (successor)
      host.err(`  Windows has written ${successor.id} in place of ${id} since Vista.\n`);
    const [meant, ...others] = /^\d+$/.test(id)
      ? (shortNumbers(catalog).get(Number(id)) ?? [])
      : [];
    if (meant && others.length > 0)
      host.err(
        `  ${id} is taken for that of ${meant.url}; others are ${others.map(({ name }) => name).join(', ')}.\n`,
      );
    let status = 0;
    for (const dialect of wanted) {
      const made = write(dialect);
      if ('cannot' in made) status = wanted.length === 1 ? 1 : status;
      if (values.json) {
        host.out(`${JSON.stringify({ id, language: dialect.id, ...made })}\n`);
      } else {
        if (wanted.length > 1) host.out(`== ${dialect.title} ==\n`);
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
  if (to === undefined) throw new UsageError(`Say the language: --to ${ids.join(' | ')} | all.`);
  const name = to.toLowerCase();
  if (name === 'all') return dialects;
  const found = dialects.filter(({ id }) => id === name);
  if (found.length > 0) return found;
  // Many ask for the engine: splunk, sentinel.
  const spoken = dialects.filter(({ title }) => title.toLowerCase().includes(name));
  const near = spoken.length > 0 ? spoken.map(({ id }) => id).join(' or ') : nearest(name, ids);
  throw new UsageError(
    `No language is called "${to}". ${near ? `Did you mean ${near}? ` : ''}The languages are ${ids.join(', ')}, all.`,
  );
}

/** So far may a number be from the one that was meant. */
const NEAR = 20;

/** What may have been meant: a rule that asks for the event, the event of the nearest number, or a rule. */
function hintFor(id: string, catalog: Catalog): string {
  const rules = [...catalog.correlations.keys()];
  if (/^\d+$/.test(id)) {
    const asking = [...catalog.correlations.values()].filter(({ facts }) =>
      facts.members.some(({ events }) => events.includes(Number(id))),
    );
    if (asking.length > 0)
      return `It has no definition here, but belongs to ${asking.map((rule) => rule.id).join(', ')}.`;
    const away = (number: number) => Math.abs(number - Number(id));
    const [event] = [...catalog.events].sort((a, b) => away(a.id) - away(b.id));
    return event && away(event.id) <= NEAR
      ? `The nearest event is ${event.id}, ${event.title}.`
      : `Find an event with: audit-atlas lookup WORDS. Rules: ${rules.join(', ')}.`;
  }
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
