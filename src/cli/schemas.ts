import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { contentFolders } from '../catalog/folders.ts';
import type { Command } from './command.ts';

export const schemas: Command = {
  name: 'schemas',
  usage: '',
  summary: 'Writes the JSON Schemas from which an editor completes content files.',
  run(args, host) {
    parseArgs({ args });
    const folder = join(host.root, '.vscode/schemas');
    mkdirSync(folder, { recursive: true });
    for (const [name, schema] of Object.entries(contentFolders)) {
      const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
      writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(json, null, 2)}\n`);
    }
    const settings = {
      'yaml.schemas': Object.fromEntries(
        Object.keys(contentFolders).map((name) => [
          `./.vscode/schemas/${name}.json`,
          `content/${name}/**/*.yaml`,
        ]),
      ),
    };
    writeFileSync(
      join(host.root, '.vscode/settings.json'),
      `${JSON.stringify(settings, null, 2)}\n`,
    );
    host.out(`${Object.keys(contentFolders).length} schemas in .vscode/schemas\n`);
    return 0;
  },
};
