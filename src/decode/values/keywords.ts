/** Keyword bits of an audit's outcome, as the XML of an event holds them (winmeta.h). */
export const AUDIT_SUCCESS = '0x8020000000000000';
export const AUDIT_FAILURE = '0x8010000000000000';

/** Bits that winmeta.h gives a meaning for every provider; the highest marks channels. */
const NAMES: readonly (readonly [bigint, string])[] = [
  [1n << 53n, 'Audit Success'],
  [1n << 52n, 'Audit Failure'],
  [1n << 55n, 'Classic'],
  [1n << 54n, 'Correlation Hint'],
  [1n << 51n, 'SQM'],
  [1n << 50n, 'WDI Diag'],
  [1n << 49n, 'WDI Context'],
  [1n << 48n, 'Response Time'],
];
const OF_PROVIDER = (1n << 48n) - 1n;

/** What the keywords of an event say: `Audit Success`; undefined where they are none, or say nothing. */
export function explainKeywords(keywords: string | undefined): string | undefined {
  if (!keywords || !/^0x[0-9a-f]{1,16}$/i.test(keywords)) return undefined;
  const bits = BigInt(keywords);
  const names = NAMES.flatMap(([bit, name]) => (bits & bit ? [name] : []));
  if (bits & OF_PROVIDER) names.push('bits of the provider');
  return names.length > 0 ? names.join(', ') : undefined;
}

/** Whether keywords mark an audit that succeeded or failed. */
export function outcomeOfKeywords(keywords: string | undefined): 'success' | 'failure' | undefined {
  const words = explainKeywords(keywords) ?? '';
  if (words.startsWith('Audit Success')) return 'success';
  return words.startsWith('Audit Failure') ? 'failure' : undefined;
}
