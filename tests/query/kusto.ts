import { createRequire } from 'node:module';
import type { ColumnTableFacts } from '../../src/schema/detection.ts';

/** What the tests use of Microsoft's Kusto language service, a script that sets a global. */
interface KustoLanguage {
  KustoCode: {
    ParseAndAnalyze(text: string, globals: unknown): { GetDiagnostics(): Diagnostics };
  };
  GlobalState: { Default: { WithDatabase(database: unknown): unknown } };
  Symbols: {
    TableSymbol: { From(schema: string): { WithName(name: string): unknown } };
    DatabaseSymbol: { ctor: new (name: string, tables: unknown[]) => unknown };
  };
}
interface Diagnostics {
  Count: number;
  getItem(index: number): { Message: string; Start: number };
}

let service: KustoLanguage | undefined;

function kusto(): KustoLanguage {
  if (!service) {
    const require = createRequire(import.meta.url);
    require('@kusto/language-service-next/bridge.min.js');
    require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
    service = (globalThis as unknown as { Kusto: { Language: KustoLanguage } }).Kusto.Language;
  }
  return service;
}

/**
 * A checker of queries over tables with these columns.
 *
 * @returns a function that gives what the language service finds wrong in a query: syntax, unknown columns and tables, types
 */
export function kustoChecker(
  tables: Readonly<Record<string, ColumnTableFacts | undefined>>,
): (query: string) => string[] {
  const { KustoCode, GlobalState, Symbols } = kusto();
  const symbols = Object.entries(tables).map(([name, facts]) => {
    const columns = (facts?.columns ?? []).map((column) => `['${column.name}']:${column.type}`);
    return Symbols.TableSymbol.From(`(${columns.join(', ')})`).WithName(name);
  });
  const globals = GlobalState.Default.WithDatabase(
    new Symbols.DatabaseSymbol.ctor('logs', symbols),
  );
  return (query) => {
    const found = KustoCode.ParseAndAnalyze(query, globals).GetDiagnostics();
    return Array.from({ length: found.Count }, (_, index) => {
      const { Message, Start } = found.getItem(index);
      return `${Message} At: ${query.slice(Start, Start + 40)}`;
    });
  };
}
