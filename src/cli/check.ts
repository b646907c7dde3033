import { counted } from '../catalog/grouped.ts';
import { parseArgs } from 'node:util';
import { adviceOn, checkContent, checkContext } from '../check/check.ts';
import { coverage, type Coverage } from '../check/coverage.ts';
import { formatProblem } from '../problem.ts';
import type { Command } from './command.ts';
import { loadContent } from './load-content.ts';

const SHOWN = 12;

export const check: Command = {
  name: 'check',
  usage: '[--advice] [--json]',
  summary: `Validates all content and reports what it covers.
--advice also prints what is worth knowing but fails nothing.`,
  run(args, host) {
    const { values } = parseArgs({
      args,
      options: { advice: { type: 'boolean' }, json: { type: 'boolean' } },
    });
    const context = checkContext(loadContent(host.root));
    const problems = checkContent(context);
    const shown = values.advice ? [...problems, ...adviceOn(context)] : problems;
    const measures = coverage(context.catalog, context.content);
    if (values.json) {
      for (const problem of shown) {
        host.out(`${JSON.stringify({ problem })}\n`);
      }
      for (const measure of measures) host.out(`${JSON.stringify({ coverage: measure })}\n`);
    } else {
      for (const problem of shown) {
        host.err(`${formatProblem(problem)}\n\n`);
      }
      host.out(`${measures.map(line).join('\n')}\n`);
      host.out(
        `\n${problems.length === 0 ? 'No problems' : counted(problems.length, 'problem')}.\n`,
      );
    }
    return problems.length > 0 ? 1 : 0;
  },
};

function line({ what, have, of, missing }: Coverage): string {
  const first = missing.slice(0, SHOWN).join(', ');
  const rest = missing.length > SHOWN ? ` and ${missing.length - SHOWN} more` : '';
  const without = missing.length > 0 ? `\n    without: ${first}${rest}` : '';
  return `${String(have).padStart(6)} of ${of} ${what}${without}`;
}
