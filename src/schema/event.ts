import { z } from 'zod';
import {
  eventAddressKey,
  namedEvent,
  oneOrMore,
  sentence,
  slug,
  text,
  wholeNumber,
  yes,
} from './text.ts';
import { readMark, type FieldLine } from './version-mark.ts';
import { fieldType } from './field.ts';

/** One line of `fields`: a field name and, at the end, the versions that have it. */
const fieldLine = z.string().transform((line, context): FieldLine => {
  const { text, mark, fault } = readMark(line);
  if (fault) {
    context.addIssue({
      code: 'custom',
      message: `the mark ${fault} cannot be read; write [v2+], [v0-1], [v1] or [since windows-10-1511]`,
    });
  }
  if (!/^[A-Za-z%][\w%]*(?:\.\w+)?$/.test(text)) {
    context.addIssue({
      code: 'custom',
      message: `"${text}" is no field name; write one name a line, such as TargetLogonId [v2+]`,
    });
  }
  return { name: text, mark };
});

export const outcome = z.enum(['success', 'failure'], 'write success or failure');

/** How it is known that an event belongs to a subcategory. */
export const subcategoryBasis = z.enum([
  'docs',
  'docs-older',
  'ossem-ms-table',
  'observed-task',
  'inferred',
]);

/** How the first release of a version is known. */
export const sinceBasis = z.enum(['message-table', 'manifest', 'docs', 'samples']);

/** Where the text of a version's message is known from; `derived` has not been seen rendered. */
export const textBasis = z.enum(['template', 'rendered', 'docs', 'carried', 'derived', 'none']);

const versionFacts = z.strictObject({
  since: slug.optional(),
  basis: sinceBasis.default('message-table'),
  /** Editions whose manifest has this version, as ranges: `windows-7..windows-11-26h1`. */
  seen: z.array(text).optional(),
  text: textBasis.default('template'),
  note: text.optional(),
});

const versionLine = z.union([
  slug.transform((since) => versionFacts.parse({ since })),
  versionFacts,
]);

/** What differs for a field in this event from the dictionary under content/fields. */
const typeException = z.strictObject({
  type: fieldType.optional(),
  table: oneOrMore(slug).optional(),
  as: text.optional(),
});

/** content/events/<provider>/<id>.yaml: what Windows writes for one event id, in all its versions. */
export const eventSchema = z.strictObject({
  id: wholeNumber,
  /** First line of the message, without its full stop. */
  title: text.optional(),
  /** One line for lists and search results. */
  summary: sentence.optional(),
  /** The first line as Windows prints it, where it is not the title with a full stop. */
  firstLine: text.optional(),
  /** Windows prints sentences of advice after the first line. */
  advice: yes.optional(),
  /** Other wordings of the title: edition → title. */
  titles: z.record(slug, text).optional(),
  titleNote: text.optional(),
  /** The id marks a range and is never written. */
  placeholder: yes.optional(),
  subcategories: z.record(slug, subcategoryBasis).optional(),
  outcome: oneOrMore(outcome).optional(),
  outcomeSource: slug.optional(),
  criticality: z
    .strictObject({
      rating: z.enum(['low', 'medium', 'medium-to-high', 'high']),
      source: slug,
    })
    .optional(),
  /** Editions in which the id was found, as ranges in the order of content/releases.yaml. */
  seen: z.array(text).optional(),
  /** First release that the documentation names. */
  documentedSince: slug.optional(),
  /** Event version → first release that writes it. Classic events without a version use `none`. */
  versions: z.record(
    z.string().regex(/^(?:\d+|none)$/, 'write a version number, or none'),
    versionLine,
  ),
  /** Element below UserData that holds the values, where they do not stand in EventData. */
  userData: text.optional(),
  /** Names in the order of the event's XML; types and meanings come from content/fields. */
  fields: z.array(fieldLine).optional(),
  /** Field name, with a mark where the exception holds for some versions only → what differs. */
  types: z.record(text, typeException).optional(),
  /** Fields that no version's message shows. */
  hidden: z.array(text).optional(),
  /** Fields whose place in the message is not known. */
  unlabelled: z.array(text).optional(),
  /** The message as Event Viewer shows it, without its first line. */
  message: text.optional(),
  /** First words of what Windows says behind the last line of the message. */
  tail: text.optional(),
  /** Other events whose message text cannot be told from this one's: ids, behind their log where that is another. */
  alike: z.array(namedEvent).optional(),
  /** One-sentence summary of one event; `{Field}` placeholders, optional parts in square brackets. */
  sentence: text.optional(),
  /** On which computer and when it is written. */
  written: sentence.optional(),
  on: z
    .array(
      z.enum([
        'any',
        'domain-controller',
        'member',
        'workstation',
        'server',
        'certification-authority',
        'nps',
        'ad-fs',
        'ocsp-responder',
      ]),
    )
    .optional(),
  status: z.enum(['never-written', 'deprecated', 'on-request']).optional(),
  statusNote: text.optional(),
  needs: z.array(sentence).optional(),
  tells: z.array(sentence).optional(),
  lacks: z.array(sentence).optional(),
  watch: z.array(sentence).optional(),
  /** What to know about a field in this event. */
  notes: z.record(text, sentence).optional(),
  /** Other events: id, or log and id for those of another log → why. */
  related: z.record(eventAddressKey, text).optional(),
  /** Where the official page contradicts its own XML or real events. */
  corrections: z
    .array(
      z.strictObject({
        page: text,
        actually: text,
        evidence: text,
        /**
         * What it was checked against: the definition above; real logs (`evidence` names them); the page itself, whose
         * two statements exclude each other (`evidence` names the commit of its repository); or a named specification.
         */
        confirmed: z.enum(['definition', 'log', 'page', 'reference']),
      }),
    )
    .optional(),
  sources: z.array(slug).min(1, 'name at least one source'),
});

export type EventFacts = z.output<typeof eventSchema>;
