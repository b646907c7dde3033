import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { ruleData } from '../../src/catalog/rule-data.ts';
import { correlate } from '../../src/correlate/correlate.ts';
import { describeChain } from '../../src/correlate/describe.ts';
import { readEvents } from '../../src/decode/read-events.ts';
import { columnTables } from '../../src/query/columns.ts';
import { dialects } from '../../src/query/dialects.ts';
import { realCatalog, root } from '../content.ts';
import { kustoChecker } from './kusto.ts';
import { SHAPE } from './shape.ts';

const { catalog, definitions } = realCatalog();
const columns = columnTables(catalog);
const rules = ruleData(catalog);
const boots = rules.find((rule) => rule.defines === 'boot');
const write = (ruleId: string, dialectId: string) => {
  const rule = rules.find((one) => one.id === ruleId);
  const dialect = dialects.find((one) => one.id === dialectId);
  if (!rule || !dialect?.rule) throw new Error(`There is no ${ruleId} or no rule in ${dialectId}`);
  return dialect.rule({ rule, boots }, columns);
};
const textOf = (ruleId: string, dialectId: string) => {
  const made = write(ruleId, dialectId);
  return 'cannot' in made ? '' : made.text;
};

test.each(['kql', 'kql-windowsevent'])(
  '%s of every rule binds to the columns of its table',
  (id) => {
    const check = kustoChecker({
      SecurityEvent: catalog.records.columns.get('sentinel-securityevent'),
      WindowsEvent: catalog.records.columns.get('sentinel-windowsevent'),
    });
    for (const rule of rules) expect(check(textOf(rule.id, id)), rule.id).toEqual([]);
  },
);

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

const folder = join(root, 'content/scenarios');
test.each(readdirSync(folder))(
  'the chains of scenario %s are those of DuckDB',
  async (scenario) => {
    const xml = readFileSync(join(folder, scenario, 'events.xml'), 'utf8');
    const events = [...readEvents(xml, definitions)].flatMap((read) =>
      'event' in read ? [read.event] : [],
    );
    await connection.run(`DROP TABLE IF EXISTS events; ${SHAPE}`);
    for (const event of events) {
      const data = event.data
        .map(({ name, value }) => `${quote(name)}: ${quote(value)}`)
        .join(', ');
      await connection.run(
        `INSERT INTO events VALUES (${quote(event.timeCreated ?? '')}, ${quote(event.computer ?? '')}, ${quote(event.provider ?? '')}, ${quote(event.channel ?? '')}, ${event.eventId}, ${event.recordId}, MAP {${data}})`,
      );
    }
    const ours = correlate(events, rules).chains.map(describeChain);
    for (const rule of rules) {
      const rows = (await connection.runAndReadAll(textOf(rule.id, 'sql'))).getRowObjectsJson();
      const withAlias = rule.members.some((member) => member.role === 'alias');
      const opened = rule.members.some((member) => member.role === 'open' && !member.unsure);
      const closes = !withAlias && rule.members.some((member) => member.role === 'close');
      const chains = ours.filter((chain) => chain.rule === rule.id);
      const wanted = chains.flatMap((chain) => {
        const open = chain.events.find((event) => event.role === 'open');
        if (opened) return open ? [`${open.recordId}${closes ? ` ${chain.status}` : ''}`] : [];
        return [chain.start ?? ''];
      });
      const theirs = rows.map((row) =>
        opened
          ? `${String(row['open_record'])}${closes ? ` ${String(row['status'])}` : ''}`
          : `${String(row['start_time']).replace(' ', 'T').slice(0, 23)}Z`,
      );
      expect(theirs.sort(), `${scenario} ${rule.id}`).toEqual(wanted.sort());
    }
  },
);

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
