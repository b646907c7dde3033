import { decodeEvent } from '../decode/decode.ts';
import { readEvents } from '../decode/read-events.ts';
import { placeIn, type Rule } from './rule.ts';

/**
 * Every scenario has a log, each of its events decodes without a doubt, and the chains name records of it. Events without
 * a definition may stand in it where a rule takes them.
 */
export const scenarios: Rule = function* (context) {
  const { catalog, content, definitions } = context;
  const taken = new Set(
    [...catalog.correlations.values()].flatMap(({ facts }) =>
      facts.members.flatMap(({ provider, events }) => events.map((id) => `${provider}/${id}`)),
    ),
  );
  for (const { id, xml, chains } of catalog.scenarios) {
    const file = `content/scenarios/${id}/events.xml`;
    if (!xml) {
      yield {
        code: 'scenario-without-log',
        place: placeIn(context, `scenarios/${id}`, ['title'], 'key'),
        message: 'No log stands beside the scenario.',
        hint: `Write its events to ${file}.`,
      };
      continue;
    }
    const records = new Set<string>();
    for (const read of readEvents(xml, definitions, file)) {
      if ('problem' in read) {
        yield { ...read.problem, code: `scenario-${read.problem.code}` };
        continue;
      }
      if (read.event.recordId) records.add(read.event.recordId);
      const { provider, eventId } = read.event;
      for (const problem of decodeEvent(read.event, definitions).problems) {
        if (problem.code === 'unknown-event' && taken.has(`${provider}/${eventId}`)) continue;
        // Facts that could not be read may be those that say what the event is.
        if (content.problems.length > 0) continue;
        yield { ...problem, code: `scenario-${problem.code}` };
      }
    }
    for (const [at, chain] of (chains ?? []).entries()) {
      for (const [position, record] of chain.records.entries()) {
        if (records.has(record)) continue;
        yield {
          code: 'unknown-record',
          place: placeIn(context, `scenarios/${id}`, ['chains', at, 'records', position]),
          message: `The log has no record ${record}.`,
          hint: 'Write the EventRecordID of an event in events.xml.',
        };
      }
    }
  }
  for (const id of content.logs.keys()) {
    if (content.documents.has(`scenarios/${id}`)) continue;
    yield {
      code: 'log-without-scenario',
      place: { file: `content/scenarios/${id}/events.xml`, line: 1, column: 1 },
      message: `No facts stand beside the log, in content/scenarios/${id}/index.yaml.`,
      hint: 'Give it a title, a sentence and an order.',
    };
  }
};
