/** Ticks of 100 ns in a day, divided by 2^14: so that 64 bits of ticks divide by it without loss in doubles. */
const DAY_SIXTEENTH_K = 52_734_375;
const DAYS_TO_1970 = 134_774;

const two = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
const three = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'));
const four = Array.from({ length: 10_000 }, (_, number) => String(number).padStart(4, '0'));

let lastSecond = -1;
let lastPrefix = '';

/**
 * A FILETIME (100 ns since 1601-01-01, UTC) as Windows 10 and 11 print it: `2024-03-05T08:15:02.4170000Z`.
 *
 * @param low @param high the two halves, unsigned
 */
export function fileTimeText(low: number, high: number): string {
  const coarse = high * 262_144 + (low >>> 14);
  const day = Math.floor(coarse / DAY_SIXTEENTH_K);
  const ticks = (coarse - day * DAY_SIXTEENTH_K) * 16_384 + (low & 16_383);
  const second = Math.floor(ticks / 10_000_000);
  const rest = ticks - second * 10_000_000;
  const key = day * 86_400 + second;
  if (key !== lastSecond) {
    lastSecond = key;
    lastPrefix = `${dayText(day - DAYS_TO_1970)}T${two[Math.floor(second / 3600)]}:${two[Math.floor(second / 60) % 60]}:${two[second % 60]}.`;
  }
  const milliseconds = Math.floor(rest / 10_000);
  return `${lastPrefix}${three[milliseconds]}${four[rest - milliseconds * 10_000]}Z`;
}

/** A FILETIME as milliseconds since 1970, with the fraction of a millisecond dropped. */
export function fileTimeMilliseconds(low: number, high: number): number {
  const coarse = high * 262_144 + (low >>> 14);
  const day = Math.floor(coarse / DAY_SIXTEENTH_K);
  const ticks = (coarse - day * DAY_SIXTEENTH_K) * 16_384 + (low & 16_383);
  return (day - DAYS_TO_1970) * 86_400_000 + Math.floor(ticks / 10_000);
}

/**
 * Year, month and day of a day counted from 1970-01-01, by the civil calendar (H. Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms"); a FILETIME reaches the year 60056.
 */
function dayText(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  );
  const ofYear =
    ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${two[month]}-${two[day]}`;
}

/** A SYSTEMTIME (eight 16-bit numbers) as ISO 8601 with milliseconds: `2024-03-05T08:15:02.417Z`. */
export function systemTimeText(view: DataView, at: number): string {
  const part = (index: number, width: number) =>
    String(view.getUint16(at + 2 * index, true)).padStart(width, '0');
  return `${part(0, 4)}-${part(1, 2)}-${part(3, 2)}T${part(4, 2)}:${part(5, 2)}:${part(6, 2)}.${part(7, 3)}Z`;
}
