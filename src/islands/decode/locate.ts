/** Place of a field's value in the text that the event was read from. */
export interface Span {
  from: number;
  to: number;
  /** Index of the field. */
  field: number;
}

interface Wanted {
  name: string;
  label: string | null;
  /** Heading that the label stands below. */
  section?: string | null;
  value: string;
}

/**
 * Finds the values of an event in its own input: behind the field's name, as XML, JSON and tables have it, else behind
 * its label, as messages have it, in the order of the fields. What is written otherwise there, such as a SID shown as a
 * name, has the place of what stands behind its label.
 */
export function locateValues(text: string, fields: readonly Wanted[]): Span[] {
  const spans: Span[] = [];
  const lower = text.toLowerCase();
  const labels = new Set(
    fields.flatMap(({ label, section }) =>
      [label, section].flatMap((words) => (words ? [`${words.toLowerCase()}:`] : [])),
    ),
  );
  let cursor = 0;
  for (const [field, { name, label, value }] of fields.entries()) {
    const found =
      behindName(text, lower, name, value, spans) ??
      (label ? behindLabel(text, lower, label, value, cursor, labels) : undefined) ??
      onlyPlace(text, value);
    if (!found) continue;
    if (found.labelled) cursor = found.to;
    spans.push({ from: found.from, to: found.to, field });
  }
  return spans
    .sort((a, b) => a.from - b.from)
    .filter((span, at, all) => at === 0 || span.from >= (all[at - 1] as Span).to);
}

interface Found {
  from: number;
  to: number;
  labelled?: true;
}

/** How far behind its name a value may begin: a quote, a bracket, a few spaces. */
const NEAR = 24;

function behindName(
  text: string,
  lower: string,
  name: string,
  value: string,
  taken: readonly Span[],
): Found | undefined {
  const wanted = name.toLowerCase();
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    if (/[\w]/.test(lower[at - 1] ?? '') && !/[_.]/.test(lower[at - 1] ?? '')) continue;
    const gap = /^\\?["']{0,2}\s*(?:,\s*["']*#text["']*\s*)?(?:>|[:=]|\t)\s*\\?["']{0,2}/.exec(
      text.slice(end, end + NEAR),
    );
    if (!gap) continue;
    const from = end + gap[0].length;
    for (const written of waysToWrite(value)) {
      if (written !== '' && text.startsWith(written, from)) {
        if (taken.some((span) => span.from < from + written.length && from < span.to)) continue;
        return { from, to: from + written.length };
      }
    }
  }
  return undefined;
}

/** A value as XML and JSON may have it. */
function waysToWrite(value: string): string[] {
  const xml = value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return [
    ...new Set([value, xml, JSON.stringify(value).slice(1, -1), xml.replace(/"/g, '&quot;')]),
  ];
}

function behindLabel(
  text: string,
  lower: string,
  label: string,
  value: string,
  cursor: number,
  labels: ReadonlySet<string>,
): Found | undefined {
  const wanted = `${label.toLowerCase()}:`;
  const at = lower.indexOf(wanted, cursor);
  if (at < 0) return undefined;
  const end = at + wanted.length;
  const from = end + (/^[ \t]*/.exec(text.slice(end, end + 200))?.[0].length ?? 0);
  if (value !== '' && text.startsWith(value, from)) {
    return { from, to: from + value.length, labelled: true };
  }
  // Written otherwise: up to the end of the line, a wide gap, or the next label where lines are one.
  const line = text.slice(from, from + 2_000).split(/\n|\s{2,}/, 1)[0] as string;
  const rest = line.toLowerCase();
  const next = [...labels].map((one) => rest.indexOf(` ${one}`)).filter((place) => place >= 0);
  const shown = line.slice(0, Math.min(line.length, ...next)).trimEnd();
  return { from, to: from + shown.length, labelled: true };
}

/** A value that occurs once needs no name beside it. */
function onlyPlace(text: string, value: string): Found | undefined {
  if (value.length < 3) return undefined;
  const from = text.indexOf(value);
  if (from < 0 || text.includes(value, from + 1)) return undefined;
  return { from, to: from + value.length };
}
