const DAY_LENGTH = 10;
let lastDay = '';
let lastDayTime = Number.NaN;

/**
 * Milliseconds since 1970, with their fraction, of an ISO 8601 time in UTC; NaN when it is none.
 * Windows writes up to seven decimals; the usual form is read here, since `Date.parse` costs more than
 * all of the joining.
 */
export function readTime(text: string | undefined): number {
  if (text === undefined) return Number.NaN;
  const { length } = text;
  if (
    length < 20 ||
    text.charCodeAt(length - 1) !== 90 ||
    text.charCodeAt(13) !== 58 ||
    (length > 20 && text.charCodeAt(19) !== 46)
  )
    return Date.parse(text);
  const hours = two(text, 11);
  const minutes = two(text, 14);
  const seconds = two(text, 17);
  let fraction = 0;
  let scale = 100;
  for (let at = 20; at < length - 1; at += 1) {
    fraction += (text.charCodeAt(at) - 48) * scale;
    scale /= 10;
  }
  const day = text.slice(0, DAY_LENGTH);
  if (day !== lastDay) {
    lastDay = day;
    lastDayTime = Date.parse(`${day}T00:00:00Z`);
  }
  const time = lastDayTime + ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction;
  return Number.isNaN(time) ? Date.parse(text) : time;
}

const two = (text: string, at: number) =>
  (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
