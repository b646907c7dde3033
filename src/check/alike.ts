import type { EventEntry } from '../catalog/build.ts';
import { eventAddress, eventName } from '../catalog/event-address.ts';
import { placeIn, type Rule } from './rule.ts';

/**
 * Two events whose message text cannot be told apart say so: their first lines are one, and so are the
 * labels of some of their layouts.
 */
export const alike: Rule = function* (context) {
  const byText = new Map<string, Set<EventEntry>>();
  for (const event of context.catalog.events) {
    if (!event.facts.title && !event.facts.firstLine) continue;
    const first = event.facts.firstLine ?? event.title;
    for (const layout of event.layouts) {
      const known = event.versions.find(({ version }) => version === layout.version);
      if (known?.text === 'none') continue;
      const labels = layout.lines.map((line) => `${line.section}/${line.label}`).join('\n');
      const text = `${first.replace(/[.:]$/, '')}\n${labels}`;
      byText.set(text, (byText.get(text) ?? new Set()).add(event));
    }
  }
  const others = new Map<EventEntry, Set<EventEntry>>();
  for (const events of byText.values()) {
    for (const event of events) {
      const unsaid = [...events].filter(
        (other) => other !== event && !addressesOf(event).has(`${other.slug}/${other.id}`),
      );
      if (unsaid.length === 0) continue;
      others.set(event, new Set([...(others.get(event) ?? []), ...unsaid]));
    }
  }
  for (const [event, set] of others) {
    const called = [...set].map((other) => eventName(event.slug, other)).join(', ');
    yield {
      code: 'same-text',
      place: placeIn(context, `events/${event.key}`, ['title']),
      message: `The message of ${event.id} cannot be told from that of ${called}.`,
      hint: `If Windows words them alike, write alike: [${called}]; otherwise correct the message.`,
    };
  }
};

const addressesOf = ({ slug, facts }: EventEntry) =>
  new Set(facts.alike?.map((named) => eventAddress(slug, named)));
