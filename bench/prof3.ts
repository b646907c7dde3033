import { ruleData } from '../src/catalog/rule-data.ts';
import { loadCatalog } from '../src/cli/load-content.ts';
import { Correlator } from '../src/correlate/correlate.ts';
import { compileRules } from '../src/correlate/compile.ts';
import { syntheticEvents } from './correlate-events.ts';
const { catalog } = loadCatalog('/tmp/eng');
const rules = ruleData(catalog);
const events = syntheticEvents(Number(process.argv[2]));
const only = process.argv[3] === 'all' ? undefined : ['logon-session'];
const cpu = () => {
  const c = process.threadCpuUsage();
  return (c.user + c.system) / 1000;
};
for (let i = 0; i < 12; i++) {
  const a = cpu();
  compileRules(rules, only && new Set(only));
  const b = cpu();
  const chains: unknown[] = [];
  const c = new Correlator(rules, { only, keep: 'event', onChain: (x) => chains.push(x) });
  const d = cpu();
  for (const e of events) c.add(e);
  const f = cpu();
  c.finish();
  const g = cpu();
  console.log(
    `compile ${(b - a).toFixed(1)} add ${(f - d).toFixed(0)} finish ${(g - f).toFixed(0)}`,
  );
}
