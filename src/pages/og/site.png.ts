import { getCatalog } from '../../build/catalog.ts';
import { drawPicture } from '../../build/picture.ts';

/** The picture with which a link to any other page is shown. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  const picture = drawPicture({
    head: '4624 · 538',
    title: 'Every event of the Windows Security log: looked up, decoded, correlated.',
    about: `${catalog.events.length} events, ${catalog.legacy.size} legacy numbers, ${catalog.codes.size} code tables`,
  });
  return new Response(picture as BodyInit, { headers: { 'content-type': 'image/png' } });
}
