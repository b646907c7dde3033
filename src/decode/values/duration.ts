import type { Explain } from './explain.ts';

/** 100-nanosecond steps in a second. */
const SECOND = 10_000_000n;
const NEVER = -(1n << 63n);

/** Explains a span of time: a negative count of 100 nanoseconds, as the directory keeps it, or `d:hh:mm:ss`. */
export const explainDuration: Explain = (value) => {
  const text = value.trim();
  if (/^-\d{1,19}$/.test(text)) {
    const steps = BigInt(text);
    return { text: steps === NEVER ? 'for ever' : inWords(-steps / SECOND) };
  }
  const [, days, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d):(\d\d)$/.exec(text) ?? [];
  if (days === undefined) return undefined;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return { text: inWords(BigInt(whole)) };
};

function inWords(seconds: bigint): string {
  const units: [bigint, string][] = [
    [86_400n, 'day'],
    [3_600n, 'hour'],
    [60n, 'minute'],
    [1n, 'second'],
  ];
  let rest = seconds;
  const words: string[] = [];
  for (const [size, name] of units) {
    const count = rest / size;
    rest %= size;
    if (count > 0n) words.push(`${count} ${name}${count === 1n ? '' : 's'}`);
  }
  return words.join(' ') || 'no time';
}
