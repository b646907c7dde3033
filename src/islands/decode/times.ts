export const zones = ['utc', 'local', 'written'] as const;
export type Zone = (typeof zones)[number];

export const zoneNames: Record<Zone, string> = {
  utc: 'UTC',
  local: 'Local time',
  written: 'As written',
};

interface Moment {
  time: number | null;
  written: string;
  local: boolean;
}

/** A time in a zone: `2024-03-05 08:17:14.864`; what cannot be read as a time stays as written. */
export function timeText({ time, written, local }: Moment, zone: Zone): string {
  if (time === null) return written;
  if (zone === 'written') return written || isoText(time, 0);
  // A local time of an unknown zone was taken for one of this computer's.
  if (zone === 'utc') return local ? `${isoText(time, offsetAt(time))} ?` : isoText(time, 0);
  return isoText(time, offsetAt(time));
}

/** The same time in every zone, for a closer look. */
export function timeDetail(moment: Moment): string[] {
  const { time, written, local } = moment;
  if (time === null) return written ? [`As written: ${written}`] : [];
  const lines = [`As written: ${written || isoText(time, 0)}`];
  if (local) return [...lines, 'The input gives a local time without its zone.'];
  const offset = offsetAt(time);
  const sign = offset < 0 ? '−' : '+';
  const size = Math.abs(offset);
  const zone = `${sign}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
  return [...lines, `UTC: ${isoText(time, 0)}`, `Here: ${isoText(time, offset)} (UTC${zone})`];
}

const offsetAt = (time: number) => -new Date(time).getTimezoneOffset();

function isoText(time: number, minutes: number): string {
  const date = new Date(time + minutes * 60_000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 23).replace('T', ' ');
}
