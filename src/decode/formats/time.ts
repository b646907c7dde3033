/** A time as an event holds it: ISO 8601 in UTC, or as written when its zone is unknown. */
export interface ReadTime {
  timeCreated: string;
  timeIsLocal?: true;
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[T ,]+(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i;
const US =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4})[ ,]+(\d{1,2}):(\d\d):(\d\d)(?:\.(\d{1,9}))?\s*([AP]M)?\s*(Z|UTC|GMT)?$/i;
/** Dates of Windows PowerShell 5: milliseconds since 1970, in UTC. */
const SERIALISED = /^\\?\/Date\((-?\d+)(?:[+-]\d{4})?\)\\?\/$/;

/** Times of WMI: the offset is in minutes (CIM_DATETIME). */
const WMI = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-]\d{3})$/;

/**
 * Reads a time in any of the shapes that tools write.
 *
 * @param value ISO 8601 with or without a zone, `7/26/2026, 12:00:32.123 AM`, `/Date(1664…)/`, or seconds, milliseconds,
 *   microseconds or nanoseconds since 1970
 * @param zone `utc` where the tool is known to write UTC without saying so
 */
export function readTime(value: string, zone?: 'utc'): ReadTime | undefined {
  const text = value.replace(/[\u200e\u200f]/g, '').trim();
  if (text === '') return undefined;
  const serialised = SERIALISED.exec(text);
  if (serialised) return fromEpoch(Number(serialised[1]));
  if (/^\d{10}(?:\.\d{1,9})?$/.test(text)) return fromEpoch(Number(text) * 1_000);
  if (/^\d{13}$/.test(text)) return fromEpoch(Number(text));
  if (/^\d{16}$/.test(text)) return fromEpoch(Number(text.slice(0, 13)));
  if (/^\d{19}$/.test(text)) return fromEpoch(Number(text.slice(0, 13)));
  const iso = ISO.exec(text);
  if (iso) {
    const [, year, month, day, hour, minute, second, fraction, offset] = iso;
    if (offset === undefined && zone === undefined) return { timeCreated: text, timeIsLocal: true };
    if (/^.{10}T[^,]*Z$/.test(text)) return { timeCreated: text };
    return utc([year, month, day, hour, minute, second], fraction, minutesOf(offset));
  }
  const wmi = WMI.exec(text);
  if (wmi) return utc(wmi.slice(1, 7), wmi[7], Number(wmi[8]));
  const us = US.exec(text);
  if (us && (zone === 'utc' || us[9])) {
    const [, month, day, year, hour, minute, second, fraction, half] = us;
    const hours = half ? (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0) : Number(hour);
    return utc([year, month, day, String(hours), minute, second], fraction, 0);
  }
  return { timeCreated: text, timeIsLocal: true };
}

function fromEpoch(milliseconds: number): ReadTime | undefined {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? undefined : { timeCreated: date.toISOString() };
}

/** Digits of the fraction stay as they are: Windows counts 100 nanoseconds, Date milliseconds. */
function utc(
  parts: (string | undefined)[],
  fraction: string | undefined,
  offset: number,
): ReadTime | undefined {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute - offset, second));
  if (Number.isNaN(date.getTime())) return undefined;
  return { timeCreated: `${date.toISOString().slice(0, 19)}${fraction ? `.${fraction}` : ''}Z` };
}

function minutesOf(offset: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(offset ?? '') ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}
