/** The zone in which times are shown. */
export interface Zone {
  name: string;
  /** Minutes ahead of UTC at a time. */
  offset(at: number): number;
}

export const utc: Zone = { name: 'UTC', offset: () => 0 };

/** The zone of the reader's computer. */
export function localZone(): Zone {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { name: timeZone, offset: (at) => -new Date(at).getTimezoneOffset() };
}

/** `2024-03-05 08:15:40.120`; with `brief`, without the date and the milliseconds. */
export function timeText(at: number | undefined, zone: Zone, brief = false): string {
  if (at === undefined) return '';
  const iso = new Date(at + zone.offset(at) * 60_000).toISOString();
  return brief ? iso.slice(11, 19) : `${iso.slice(0, 10)} ${iso.slice(11, 23)}`;
}
