import { getCatalog } from '../../build/catalog.ts';
import type { Catalog } from '../../catalog/build.ts';
import type { CorrelationEntry } from '../../catalog/correlations.ts';
import type { ShownRule, ShownRules } from '../../islands/correlate/protocol.ts';

/** The rules as the words of the correlation page need them. */
export async function GET(): Promise<Response> {
  const { catalog } = await getCatalog();
  const file: ShownRules = {
    rules: [...catalog.correlations.values()].map((rule) => shownRule(rule, catalog)),
    noise: catalog.noise.map(({ id, title, means }) => ({ id, title, means })),
  };
  return Response.json(file);
}

function shownRule({ id, url, facts }: CorrelationEntry, catalog: Catalog): ShownRule {
  return {
    id,
    title: facts.title,
    url,
    nouns: facts.nouns ?? [facts.title.toLowerCase(), `${facts.title.toLowerCase()}s`],
    ...(facts.pair ? { pairMeans: facts.pair.means } : {}),
    ...(facts.pair?.counts ? { countsPairsOnce: true } : {}),
    ...(facts.defines ? { band: true } : {}),
    members: facts.members.map((member) => {
      const provider = catalog.providers.get(member.provider);
      return {
        id: member.id,
        title: member.title,
        role: member.role,
        events: member.events.map((event) => {
          const address = provider && catalog.eventByAddress.get(`${provider.slug}/${event}`)?.url;
          return { id: event, ...(address ? { url: address } : {}) };
        }),
      };
    }),
  };
}
