import { eql } from './eql.ts';
import { esql } from './esql.ts';
import { kql, kqlWindowsEvent } from './kql.ts';
import { powershell, wevtutil, xpath } from './local.ts';
import type { Dialect } from './query.ts';
import { sigma } from './sigma.ts';
import { spl } from './spl.ts';
import { duckdb, spark } from './sql.ts';

/** Every language that events and rules are said in, in the order in which pages show them. */
export const dialects: readonly Dialect[] = [
  kql,
  kqlWindowsEvent,
  spl,
  esql,
  eql,
  sigma,
  duckdb,
  spark,
  powershell,
  xpath,
  wevtutil,
];
