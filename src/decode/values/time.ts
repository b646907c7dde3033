import type { Explain } from './explain.ts';

/** 100-nanosecond steps from 1601 to 1970, and in a millisecond ([MS-DTYP] 2.3.3). */
const EPOCH = 116_444_736_000_000_000n;
const STEPS = 10_000n;
const NEVER = 0x7fff_ffff_ffff_ffffn;

const ISO =
  /^(\d{4,5})-(\d\d)-(\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,20}))?(?: ?(?:(Z|UTC)|([+-]\d\d):?(\d\d)))?$/;

/**
 * Explains a time by its form: ISO 8601 with its zone, as UTC, which is how the event's XML writes it; a FILETIME as a
 * number; LDAP's generalized time; or a date without a zone, in the format of the computer that wrote it.
 */
export const explainTime: Explain = (value) => {
  const text = value.trim();
  if (/^(?:0x[0-9a-f]{1,16}|\d{15,20})$/i.test(text)) return fileTime(BigInt(text));
  const iso = ISO.exec(text);
  if (iso) return isoTime(iso);
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

function isoTime([, year, month, day, time, fraction, utc, hours, minutes]: RegExpExecArray) {
  if (Number(year) > 9999) return { text: 'never' };
  if (utc === undefined && hours === undefined) return NO_ZONE;
  const rest = fraction?.replace(/0+$/, '');
  const offset = `${hours ?? '+00'}:${minutes ?? '00'}`;
  const at = new Date(`${year}-${month}-${day}T${time}${offset}`);
  if (Number.isNaN(at.getTime())) return undefined;
  const whole = at.toISOString().slice(0, 19).replace('T', ' ');
  if (whole === '1601-01-01 00:00:00' && !rest) return ZERO;
  return { text: `${whole}${rest ? `.${rest}` : ''} UTC` };
}

const NO_ZONE = {
  text: 'no time zone',
  aside: true as const,
  detail: 'Whether it is in UTC or in the local time of a computer is not recorded.',
};
const ZERO = { text: 'not set', detail: 'The time is zero, which reads as the start of 1601.' };

function fileTime(steps: bigint) {
  if (steps === 0n) return ZERO;
  if (steps >= NEVER) return { text: 'never' };
  const date = new Date(Number((steps - EPOCH) / STEPS));
  if (Number.isNaN(date.getTime())) return undefined;
  return { text: `${date.toISOString().replace('T', ' ').replace('Z', '')} UTC` };
}
