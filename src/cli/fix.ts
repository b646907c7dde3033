import { counted } from '../catalog/grouped.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkContext } from '../check/check.ts';
import { inKeyOrder } from '../check/key-order.ts';
import { withoutRedundantTypes } from '../check/redundant-type.ts';
import { readYaml } from '../catalog/read-yaml.ts';
import type { Command } from './command.ts';
import { loadContent } from './load-content.ts';

export const fix: Command = {
  name: 'fix',
  usage: '',
  summary: 'Mends what can be mended in content: the order of keys, types that say nothing new.',
  run(args, host) {
    parseArgs({ args });
    const { content, catalog } = checkContext(loadContent(host.root));
    const events = new Map(catalog.events.map((event) => [`events/${event.key}`, event]));
    let mended = 0;
    for (const [record, document] of content.documents) {
      const event = events.get(record);
      const text = event
        ? withoutRedundantTypes(event, document, (name) => catalog.fieldOf(name, event.provider.id))
        : document.text;
      const fixed = inKeyOrder(record, readYaml(document.file, text));
      if (fixed === document.text) continue;
      writeFileSync(join(host.root, document.file), fixed);
      host.out(`${document.file}\n`);
      mended += 1;
    }
    host.out(mended === 0 ? 'Nothing to mend.\n' : `Mended ${counted(mended, 'file')}.\n`);
    return 0;
  },
};
