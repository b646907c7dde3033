import type { EventEntry } from '../catalog/build.ts';
import type { QueryEvent } from './query.ts';

/** An event of the catalog as a query needs it. */
export function queryEvent(event: EventEntry): QueryEvent {
  return {
    id: event.id,
    title: event.title,
    provider: event.provider.name,
    channels: event.provider.channels,
    fields: [
      ...new Set(event.layouts.flatMap((layout) => layout.fields.map((field) => field.name))),
    ],
    userData: event.facts.userData,
  };
}
