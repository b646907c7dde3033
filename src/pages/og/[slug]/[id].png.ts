import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../../build/catalog.ts';
import { drawPicture } from '../../../build/picture.ts';
import type { EventEntry } from '../../../catalog/build.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  return catalog.events.map((event) => ({
    params: { slug: event.slug, id: String(event.id) },
    props: { event },
  }));
}) satisfies GetStaticPaths;

/** The picture with which a link to an event is shown. */
export const GET: APIRoute = ({ props }) => {
  const event = props['event'] as EventEntry;
  const policy = event.subcategories[0]?.subcategory;
  const legacy = event.legacy.map((one) => one.event.id);
  const about = [
    policy && `${policy.category.facts.title} › ${policy.facts.title}`,
    event.facts.outcome?.join(' or '),
    legacy.length > 0 && `${legacy.join(', ')} until Windows Server 2003`,
  ];
  const picture = drawPicture({
    head: String(event.id),
    title: event.title,
    about: about.filter(Boolean).join(' · '),
  });
  return new Response(picture as BodyInit, { headers: { 'content-type': 'image/png' } });
};
