/** A whole number with its thousands apart: `1,238`. `Intl` would do the same, and takes a browser long to start. */
export const grouped = (number: number): string =>
  String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
