import type { Definitions } from '../../catalog/definitions.ts';
import { compareEvents } from '../../decode/compare.ts';
import { decodeEvent } from '../../decode/decode.ts';
import { Redactor } from '../../decode/redact.ts';
import type { RedactKind } from '../../decode/redact/pseudonyms.ts';
import { eventXml } from '../../decode/write/xml.ts';
import type { RawEvent } from '../../event.ts';
import { writeEvents } from './export.ts';
import { LONGEST_LINK, packText } from './link-payload.ts';
import type { Answers, Ask } from './protocol.ts';

/** What a question of the rarer kind needs of what is open. */
export interface Open {
  definitions: Definitions;
  event(row: number): RawEvent;
  /** The event that others are compared with; it may be of an earlier input. */
  kept: RawEvent | undefined;
  /** Rows of the view, in its order. */
  rows(): Iterable<number>;
  /** All rows, when they are few enough to learn every name from. */
  all(): Iterable<number>;
  /** Lets others work now and then. @throws {Error} when the answer is no longer wanted */
  step(done: number): Promise<void> | undefined;
}

type Extra = Exclude<Ask, { ask: 'rows' | 'event' | 'place' | 'keep' | 'bytes' }>;

/** Answers what is asked seldom; this file is loaded when it first is. */
export async function answerExtra(question: Extra, open: Open): Promise<unknown> {
  const { definitions } = open;
  switch (question.ask) {
    case 'compare': {
      if (!open.kept) throw new Error('No event was kept to compare with.');
      return compareEvents(
        decodeEvent(open.kept, definitions),
        decodeEvent(open.event(question.row), definitions),
      );
    }
    case 'export': {
      const redactor = question.redact && (await learn(question.redact, open));
      const rows = question.row === undefined ? () => open.rows() : () => [question.row as number];
      const events = function* () {
        for (const row of rows()) {
          const event = open.event(row);
          yield redactor ? redactor.redact(event) : event;
        }
      };
      const { kind, row } = question;
      return writeEvents(events, kind, definitions, row !== undefined, (done) =>
        open.step(done),
      ) satisfies Promise<Answers['export']>;
    }
    case 'redact': {
      const redactor = await learn(question.kinds, open);
      const text = eventXml(redactor.redact(open.event(question.row)));
      return { changes: redactor.changes(), text } satisfies Answers['redact'];
    }
    case 'share': {
      const event = open.event(question.row);
      const redactor = question.redact && (await learn(question.redact, open));
      const shared = redactor ? redactor.redact(event) : event;
      const payload = packText(eventXml({ ...shared, problems: [] }));
      if (payload.length > LONGEST_LINK) {
        throw new Error(
          `The event takes ${payload.length} characters; a link holds ${LONGEST_LINK}. Copy it as XML instead.`,
        );
      }
      return { payload } satisfies Answers['share'];
    }
  }
}

async function learn(kinds: readonly RedactKind[], open: Open): Promise<Redactor> {
  const redactor = new Redactor(open.definitions, kinds);
  for (const row of open.all()) {
    redactor.learn(open.event(row));
    const wait = open.step(0);
    if (wait) await wait;
  }
  return redactor;
}
