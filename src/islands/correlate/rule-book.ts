import type { RuleData } from '../../catalog/rule-data.ts';
import type { NoiseFacts } from '../../schema/noise.ts';
import { noiseTests, type NoiseTest } from './noise.ts';

/** What /correlate/rules.json holds. */
export interface RuleFile {
  rules: RuleData[];
  noise: readonly (NoiseFacts & { id: string })[];
}

/** The rules for the engine, and what is noise among their chains. */
export interface RuleBook {
  rules: RuleData[];
  byId: ReadonlyMap<string, RuleData>;
  noise: NoiseTest[];
}

export function ruleBook({ rules, noise }: RuleFile): RuleBook {
  return {
    rules,
    byId: new Map(rules.map((rule) => [rule.id, rule])),
    noise: noiseTests(noise),
  };
}
