import type { APIRoute, GetStaticPaths } from 'astro';
import { getCatalog } from '../../build/catalog.ts';
import { pagePictures } from '../../build/page-pictures.ts';
import { drawPicture, type PictureText } from '../../build/picture.ts';

export const getStaticPaths = (async () => {
  const { catalog } = await getCatalog();
  return pagePictures(catalog).map(([page, text]) => ({ params: { page }, props: { text } }));
}) satisfies GetStaticPaths;

/** The picture with which a link to a page is shown. */
export const GET: APIRoute = ({ props }) =>
  new Response(drawPicture(props['text'] as PictureText) as BodyInit, {
    headers: { 'content-type': 'image/png' },
  });
