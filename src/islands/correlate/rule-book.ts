import type { RuleData } from '../../catalog/rule-data.ts';
import type { NoiseFacts } from '../../schema/noise.ts';
import { noiseTests, type NoiseTest } from './noise.ts';
import type { ShownNoise, ShownRule } from './protocol.ts';

/** What /correlate/rules.json holds. */
export interface RuleFile {
  rules: RuleData[];
  noise: (NoiseFacts & { id: string })[];
  shown: ShownRule[];
}

/** The rules for the engine and for the page. */
export interface RuleBook {
  rules: RuleData[];
  byId: ReadonlyMap<string, RuleData>;
  noise: NoiseTest[];
  shown: ShownRule[];
  shownNoise: ShownNoise[];
}

/** Loads the rules from the site's own file. */
export async function ruleBook(): Promise<RuleBook> {
  const response = await fetch('/correlate/rules.json');
  if (!response.ok) throw new Error(`The rules could not be loaded (${response.status}).`);
  const { rules, noise, shown } = (await response.json()) as RuleFile;
  return {
    rules,
    byId: new Map(rules.map((rule) => [rule.id, rule])),
    noise: noiseTests(noise),
    shown,
    shownNoise: noise.map(({ id, title, means }) => ({ id, title, means })),
  };
}
