import type { EventEntry } from '../catalog/build.ts';
import { getCatalog } from './catalog.ts';

/** The paths of what is made once for each event, or for those of which `has` holds. */
export async function eventPaths(has: (event: EventEntry) => boolean = () => true) {
  const { catalog } = await getCatalog();
  return catalog.events.filter(has).map((event) => ({
    params: { slug: event.slug, id: String(event.id) },
    props: { event },
  }));
}
