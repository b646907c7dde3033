import { eql } from './elastic/eql.ts';
import { esql } from './elastic/esql.ts';
import { foldLines } from './fold-lines.ts';
import { kql, kqlWindowsEvent } from './kql/kql.ts';
import { powershell, wevtutil, xpath } from './local.ts';
import type { Dialect, Query } from './query.ts';
import { sigma } from './sigma.ts';
import { spl } from './spl/spl.ts';
import { duckdb, spark } from './sql/sql.ts';

/** Every language that events and rules are said in, in the order in which pages show them. */
export const dialects: readonly Dialect[] = [
  folded(kql, '//'),
  folded(kqlWindowsEvent, '//'),
  folded(spl),
  folded(esql, '//'),
  folded(eql, '//'),
  sigma,
  folded(duckdb, '--'),
  folded(spark, '--'),
  folded(powershell, '#'),
  xpath,
  wevtutil,
];

/** The dialect with lines that fit a screen. */
function folded(dialect: Dialect, comment?: '//' | '--' | '#'): Dialect {
  const { rule } = dialect;
  const fold = <T extends Query | { cannot: string }>(query: T): T =>
    'text' in query ? { ...query, text: foldLines(query.text, comment) } : query;
  return {
    ...dialect,
    event: (event, columns) => fold(dialect.event(event, columns)),
    ...(rule && { rule: (asked, columns) => fold(rule(asked, columns)) }),
  };
}
