/** A whole number with its thousands apart: `1,238`. `Intl` would do the same, and takes a browser long to start. */
export const grouped = (number: number): string =>
  String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** A number of things: `1 event`, `2,455 events`. */
export const counted = (number: number, thing: string): string =>
  `${grouped(number)} ${thing}${number === 1 ? '' : 's'}`;
