import type { SigmaRuleFacts } from '../schema/detection.ts';

/** The level of a public Sigma rule; a rule of SigmaHQ's `rules-placeholder` is told apart, as it finds nothing as it is. */
export function ruleLevel({ level, set }: Pick<SigmaRuleFacts, 'level' | 'set'>): string {
  return set === 'placeholder' ? `${level}, template` : level;
}
