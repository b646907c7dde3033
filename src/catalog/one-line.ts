/**
 * Lines as one, without the space around each of them; empty ones are left out.
 *
 * @param between what stands between two of them
 */
export const oneLine = (text: string, between = ' '): string =>
  text.includes('\n')
    ? text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
        .join(between)
    : text;
