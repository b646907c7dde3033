/**
 * Long round trip: generated values of every layout, written in every form and read back.
 *
 *     node bench/round-trip.ts [events of each layout] [seed]
 */
import { fileURLToPath } from 'node:url';
import { loadCatalog } from '../src/cli/load-content.ts';
import { forms } from '../tests/decode/generated-forms.ts';
import { generate } from '../tests/decode/generated.ts';

const [count = 50, seed = 538] = process.argv.slice(2).map(Number);
const { definitions } = loadCatalog(fileURLToPath(new URL('..', import.meta.url)));
for (const { name, check } of forms) {
  let events = 0;
  const wrong: string[] = [];
  for (const generated of generate(definitions, count, seed)) {
    events += 1;
    const { event, layout } = generated;
    for (const one of check(generated, definitions))
      wrong.push(`  ${event.id} v${layout.version} ${one}`);
  }
  console.log(`${name}: ${events} events, ${wrong.length} wrong; seed ${seed}`);
  for (const one of wrong.slice(0, 10)) console.log(one);
}
