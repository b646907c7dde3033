import type { Rule } from './rule.ts';
import { placeIn } from './rule.ts';

/** A record with an id of its own stands in the file of that name. */
export const fileName: Rule = function* (context) {
  const { events, legacy } = context.content.records;
  const records = [
    ...[...events].map(([id, facts]) => ({ record: `events/${id}`, facts })),
    ...[...legacy].map(([id, facts]) => ({ record: `legacy/${id}`, facts })),
  ];
  for (const { record, facts } of records) {
    const stem = record.slice(record.lastIndexOf('/') + 1);
    if (stem === String(facts.id)) continue;
    yield {
      code: 'file-name',
      place: placeIn(context, record, ['id']),
      message: `The id ${facts.id} stands in a file called ${stem}.yaml.`,
      hint: `Rename the file to ${facts.id}.yaml, or correct the id.`,
    };
  }
};
