import { getCatalog } from '../../build/catalog.ts';
import { decodeSamples } from '../../build/decode-samples.ts';
import { sampleOf } from '../../build/samples/sample.ts';
import { readEvents } from '../../decode/read-events.ts';

/** Samples of the decoder by name: the event with most to explain of a log with a story, and the longest such log. */
export async function GET(): Promise<Response> {
  const { catalog, definitions } = await getCatalog();
  const logs = catalog.scenarios.map(({ xml }) => xml).sort((a, b) => b.length - a.length);
  const events = logs.flatMap((xml) =>
    xml.split(/(?=<Event[ >])/).flatMap((piece) => {
      const [read] = readEvents(piece, definitions);
      return read && 'event' in read && read.event.data.length > 0
        ? [{ raw: read.event, xml: piece.replace(/<\/Events>\s*$/, '') }]
        : [];
    }),
  );
  const richness = ({ raw }: (typeof events)[number]) =>
    new Set(raw.data.filter(({ value }) => value !== '' && value !== '-').map(({ name }) => name))
      .size +
    (raw.data.some(({ name }) => definitions.slotOf(name, raw.provider).type === 'ip-address')
      ? 10
      : 0);
  const [chosen] = events.sort((a, b) => richness(b) - richness(a));
  if (!chosen) return Response.json({});
  const sample = sampleOf(chosen.raw, chosen.xml, definitions);
  return Response.json({
    ...Object.fromEntries(decodeSamples.map(({ id, write }) => [id, write(sample)])),
    log: logs[0],
  });
}
