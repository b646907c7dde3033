import type { EventEntry } from '../catalog/build.ts';
import { nearest } from '../catalog/nearest.ts';
import type { Problem } from '../problem.ts';
import { readTemplate, shownFields, type TemplateLine } from '../schema/message-template.ts';
import { readMark, type VersionMark } from '../schema/version-mark.ts';
import { documentOf, placeIn, type CheckContext, type Rule } from './rule.ts';

/** The message template and the field list of an event fit each other and its versions. */
export const message: Rule = function* (context) {
  for (const event of context.catalog.events) {
    yield* checkMarks(event, context);
    yield* checkFields(event, context);
    yield* checkTemplate(event, context);
  }
};

const recordOf = (event: EventEntry) => `events/${event.key}`;

function* checkTemplate(event: EventEntry, context: CheckContext): Generator<Problem> {
  const { facts } = event;
  const document = documentOf(context.content, recordOf(event));
  const { lines, faults } = readTemplate(facts.message ?? '');
  const at = (line: number, word: string) =>
    document?.placeInBlock(['message'], line, word) ??
    placeIn(context, recordOf(event), ['message']);
  for (const fault of faults) {
    yield {
      code: 'message-line',
      place: at(fault.line, ''),
      message: `In the message, ${fault.message}.`,
      hint: 'Write marks as [v2+], [v0-1] or [v1], and indent only the lines below a heading.',
    };
  }
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    if (line.heading && !(next && next.depth > 0)) {
      yield {
        code: 'empty-heading',
        place: at(line.line, line.label),
        message: `The heading "${line.label}:" has no lines below it.`,
        hint: 'Indent its lines, or give it a value: a heading ends in a colon.',
      };
    }
    for (const name of shownFields([line])) {
      if (versionsOf(event).some((v) => covers(line.mark, v) && !hasField(event, name, v))) {
        yield unknownPlaceholder(event, name, line, at(line.line, `{${name}}`));
      }
    }
  }
  const shown = new Set([
    ...shownFields(lines),
    ...shownFields(readTemplate(facts.firstLine ?? '').lines),
  ]);
  const silent = new Set([...(facts.hidden ?? []), ...(facts.unlabelled ?? [])]);
  if (!facts.message && !facts.firstLine?.includes('{')) return;
  for (const [index, { name }] of (facts.fields ?? []).entries()) {
    if (shown.has(name) || silent.has(name)) continue;
    yield {
      code: 'field-not-shown',
      place: placeIn(context, recordOf(event), ['fields', index]),
      message: `The message of no version shows ${name}.`,
      hint: `Put {${name}} into the message, or list it under hidden.`,
    };
  }
  for (const [index, name] of (facts.hidden ?? []).entries()) {
    if (!shown.has(name)) continue;
    yield {
      code: 'hidden-but-shown',
      place: placeIn(context, recordOf(event), ['hidden', index]),
      message: `${name} is listed as hidden, and the message shows it.`,
      hint: 'Remove it from hidden.',
    };
  }
}

function unknownPlaceholder(
  event: EventEntry,
  name: string,
  line: TemplateLine,
  place: Problem['place'],
): Problem {
  const names = (event.facts.fields ?? []).map((field) => field.name);
  if (names.includes(name)) {
    return {
      code: 'placeholder-outside-versions',
      place,
      message: `{${name}} stands in the message of a version that does not have the field.`,
      hint: `Give the line "${line.label}" the mark that the field has.`,
    };
  }
  const near = nearest(name, names);
  return {
    code: 'unknown-placeholder',
    place,
    message: `The event has no field "${name}".`,
    hint: near ? `Did you mean {${near}}?` : 'List it under fields, where the event writes it.',
  };
}

function* checkFields(event: EventEntry, context: CheckContext): Generator<Problem> {
  const fields = event.facts.fields ?? [];
  for (const [index, field] of fields.entries()) {
    const twin = fields.slice(0, index).find((other) => other.name === field.name);
    if (twin && overlap(twin.mark, field.mark)) {
      yield {
        code: 'duplicate-field',
        place: placeIn(context, recordOf(event), ['fields', index]),
        message: `${field.name} is listed twice for the same version.`,
        hint: 'A field that moved is listed twice with marks that do not overlap.',
      };
    }
  }
}

function* checkMarks(event: EventEntry, context: CheckContext): Generator<Problem> {
  const versions = versionsOf(event);
  const last = Math.max(...versions);
  const outside = (mark: VersionMark) => !versions.some((version) => covers(mark, version));
  const report = (place: Problem['place'], what: string): Problem => ({
    code: 'mark-outside-versions',
    place,
    message: `The mark of ${what} covers no version of the event.`,
    hint: `The versions are ${versions.join(', ')}.`,
  });
  for (const [index, field] of (event.facts.fields ?? []).entries()) {
    if (outside(field.mark)) {
      yield report(placeIn(context, recordOf(event), ['fields', index]), field.name);
    }
  }
  for (const line of readTemplate(event.facts.message ?? '').lines) {
    if (!outside(line.mark)) continue;
    const document = documentOf(context.content, recordOf(event));
    const place = document?.placeInBlock(['message'], line.line, line.label);
    yield report(place ?? placeIn(context, recordOf(event), ['message']), `"${line.label}"`);
  }
  for (const key of Object.keys(event.facts.types ?? {})) {
    const { text, mark } = readMark(key);
    if (!versions.some((version) => covers(mark, version) && hasField(event, text, version))) {
      yield {
        code: 'type-of-unknown-field',
        place: placeIn(context, recordOf(event), ['types', key], 'key'),
        message: `types names ${key}, which no version of the event has.`,
        hint: last > 0 ? 'Correct the name or its mark.' : 'Correct the name.',
      };
    }
  }
}

const versionsOf = (event: EventEntry) => event.versions.map(({ version }) => version ?? 0);

const covers = (mark: VersionMark, version: number) => version >= mark.from && version <= mark.to;

function hasField(event: EventEntry, name: string, version: number): boolean {
  return (event.facts.fields ?? []).some(
    (field) => field.name === name && covers(field.mark, version),
  );
}

/** Marks that differ by release do not overlap. */
function overlap(a: VersionMark, b: VersionMark): boolean {
  if (a.since && b.before === a.since) return false;
  if (b.since && a.before === b.since) return false;
  return a.from <= b.to && b.from <= a.to;
}
