import { grouped } from '../../catalog/grouped.ts';
import { make } from '../element.ts';
import type { LogFacts, ShownRule } from './protocol.ts';

/** Which events each rule needs, and how many of them the log has. */
export function noneFound(rules: readonly ShownRule[], facts: LogFacts): HTMLElement {
  const numberOf = (id: number) => {
    const number = facts.ids[id];
    return number === undefined ? 'none' : grouped(number);
  };
  const items = rules.map((rule) => {
    const opens = rule.members.filter(({ role }) => role === 'open');
    const cells = (opens.length > 0 ? opens : rule.members).flatMap(({ events }) => events);
    const ids = [...new Map(cells.map((event) => [event.id, event])).values()];
    return make(
      'li',
      {},
      make('a', { href: rule.url }, rule.title),
      ' begins with ',
      ...ids.flatMap((event, at) => [
        at > 0 ? ', ' : '',
        event.url
          ? make('a', { href: event.url, class: 'id' }, String(event.id))
          : make('span', { class: 'id' }, String(event.id)),
        ` (${numberOf(event.id)} here)`,
      ]),
      '.',
    );
  });
  const have = Object.entries(facts.ids)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 12)
    .map(([id, number]) => `${id} (${grouped(number)})`);
  return make(
    'div',
    { class: 'none' },
    make(
      'p',
      {},
      'Nothing in this log could be joined. What each rule needs to begin, and how much of it the log has:',
    ),
    make('ul', {}, ...items),
    make(
      'p',
      {},
      have.length > 0
        ? `The log holds ${have.join(', ')}.`
        : 'The log holds no events that could be read.',
    ),
  );
}
