import { matchMessage } from '../decode/message/match.ts';
import { renderMessage } from '../decode/message/render.ts';
import { normaliseText } from '../decode/message/normalise.ts';
import { recognise } from '../decode/message/recognise.ts';
import { placeIn, type Rule } from './rule.ts';

/** The message of every layout, filled with marked values, gives the values back. */
export const matchBack: Rule = function* (context) {
  const { definitions } = context;
  for (const event of definitions.events) {
    // A message that is one value from end to end can begin with anything.
    if (/^\{[\w%]+\}$/.test(event.firstLine ?? '')) continue;
    for (const layout of event.layouts) {
      if (!event.texts.includes(layout.version) || layout.fields.length === 0) continue;
      const data = new Map(layout.fields.map((field, index) => [field.name, `value${index}x`]));
      const text = normaliseText(renderMessage(layout, data, definitions));
      const record = `events/${event.key}`;
      const place = () => placeIn(context, record, [event.message ? 'message' : 'title'], 'key');
      const start = recognise(text, definitions);
      if (!start?.events.includes(event)) {
        yield {
          code: 'first-line-not-recognised',
          place: place(),
          message: `The first line of version ${layout.version ?? 'none'} is taken for ${start ? `that of ${start.events.map((one) => one.id).join(', ')}` : 'no event'}.`,
          hint: event.title === undefined ? 'Add title: …' : 'Correct title or firstLine.',
        };
        continue;
      }
      const { values } = matchMessage(text.slice(start.length), layout);
      const lost = layout.fields.filter(
        ({ name, label }) =>
          label !== undefined &&
          values.get(name) !== data.get(name) &&
          start.values.get(name) !== data.get(name),
      );
      if (lost.length === 0) continue;
      yield {
        code: 'template-not-matched',
        place: place(),
        message: `The message of version ${layout.version ?? 'none'} does not give back ${lost.map((slot) => slot.name).join(', ')}.`,
        hint: 'Give each value a label of its own, or a line of its own.',
      };
    }
  }
};
