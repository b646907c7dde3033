import type { Explain } from './explain.ts';

/** 100-nanosecond steps from 1601 to 1970, and in a millisecond ([MS-DTYP] 2.3.3). */
const EPOCH = 116_444_736_000_000_000n;
const STEPS = 10_000n;
const NEVER = 0x7fff_ffff_ffff_ffffn;

/**
 * Explains a time by its form: UTC as the event's XML writes it, a FILETIME as a number, LDAP's generalized time, or
 * a date in the format of the computer that wrote it.
 */
export const explainTime: Explain = (value) => {
  const text = value.trim();
  if (/^(?:0x[0-9a-f]+|\d{15,})$/i.test(text)) return fileTime(BigInt(text));
  const iso = /^(\d{4,5})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/.exec(text);
  if (iso) {
    const [, year = '', month, day, time, fraction = ''] = iso;
    if (year === '1601') return ZERO;
    if (Number(year) > 9999) return { text: 'never' };
    const rest = fraction.replace(/0+$/, '');
    return { text: `${year}-${month}-${day} ${time}${rest ? `.${rest}` : ''} UTC` };
  }
  const ldap = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:[.,]\d+)?(Z|[+-]\d{4})$/.exec(text);
  if (ldap) {
    const [, year, month, day, hour, minute, second, zone] = ldap;
    return {
      text: `${year}-${month}-${day} ${hour}:${minute}:${second} ${zone === 'Z' ? 'UTC' : zone}`,
    };
  }
  if (/\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/.test(text)) {
    return {
      text: 'local time',
      aside: true,
      detail:
        'In the time zone and the date format of the computer that wrote the event; neither is recorded.',
    };
  }
  return undefined;
};

const ZERO = { text: 'not set', detail: 'The time is zero, which reads as the start of 1601.' };

function fileTime(steps: bigint) {
  if (steps === 0n) return ZERO;
  if (steps >= NEVER) return { text: 'never' };
  const date = new Date(Number((steps - EPOCH) / STEPS));
  if (Number.isNaN(date.getTime())) return undefined;
  return { text: `${date.toISOString().replace('T', ' ').replace('Z', '')} UTC` };
}
