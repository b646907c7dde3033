import { escapePattern } from '../../catalog/escape-pattern.ts';
import type { NoiseFacts } from '../../schema/noise.ts';

/** A kind of noise, ready to be asked of a chain. */
export interface NoiseTest {
  id: string;
  /** @param valuesOf values of a field in the chain's events */
  fits(
    rule: string,
    durationMs: number | undefined,
    valuesOf: (field: string) => string[],
  ): boolean;
}

/** Compiles kinds of noise. */
export function noiseTests(kinds: readonly (NoiseFacts & { id: string })[]): NoiseTest[] {
  return kinds.map(({ id, rules, match, atMostSeconds }) => {
    const fields = Object.entries(match).map(
      ([field, patterns]) => [field, patterns.map(wildcard)] as const,
    );
    return {
      id,
      fits: (ofRule, durationMs, valuesOf) =>
        rules.includes(ofRule) &&
        (atMostSeconds === undefined ||
          (durationMs !== undefined && durationMs <= atMostSeconds * 1_000)) &&
        fields.every(([field, patterns]) =>
          valuesOf(field).some((value) => patterns.some((pattern) => pattern.test(value))),
        ),
    };
  });
}

/** `*` stands for any text; case does not matter. */
function wildcard(pattern: string): RegExp {
  const parts = pattern.split('*').map(escapePattern);
  return new RegExp(`^${parts.join('.*')}$`, 'i');
}
