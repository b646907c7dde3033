import { eventName } from '../event-address.ts';
import { counted } from '../grouped.ts';
import { kebab } from '../kebab.ts';
import type { NamedEvent } from '../../schema/text.ts';
import type { LookupIndex } from './lookup-index.ts';

/** One thing that a query may mean. */
export interface Answer {
  kind: 'event' | 'legacy' | 'code' | 'field' | 'subcategory' | 'table' | 'page' | 'words';
  /** What it is called: `4634`, `0xc000006a`, `TargetLogonId`. */
  name: string;
  title: string;
  url: string;
  /** One line more: `until 2003; 4634 since Vista`, `seen in 4625, 4776`. */
  detail?: string;
  /** The query is exactly this; Enter goes here. */
  exact: boolean;
  /** The part of a query of several ids or codes that this answers. */
  asked?: string;
}

/** An event as the index names it: by its number in the main log, whose events come first, else behind its log. */
export function eventRef(row: LookupIndex['events'][number], index: LookupIndex): NamedEvent {
  const [id, slug] = row;
  return eventName(index.events[0]?.[1], { slug, id });
}

/** What a page is that shows a log of a story. */
export const SCENARIO = 'scenario';

export function eventAnswer(row: LookupIndex['events'][number], index: LookupIndex): Answer {
  const [id, slug, title, place] = row;
  const subcategory = index.subcategories[place];
  const main = index.events[0]?.[1];
  const detail = subcategory
    ? `${subcategory[2]} › ${subcategory[1]}`
    : slug === main
      ? undefined
      : `${slug} log`;
  return {
    kind: 'event',
    name: String(id),
    title,
    url: `/${slug}/${id}/`,
    ...(detail ? { detail } : {}),
    exact: false,
  };
}

export function legacyAnswer([id, slug, title, now]: LookupIndex['legacy'][number]): Answer {
  return {
    kind: 'legacy',
    name: String(id),
    title,
    url: `/${slug}/legacy/${id}/`,
    detail:
      now.length > 0
        ? `Windows 2000 to Server 2003; is ${now.join(', ')} since Vista`
        : 'Windows 2000 to Server 2003; no successor is known',
    exact: false,
  };
}

export function fieldAnswer([names, events, , id, of]: LookupIndex['fields'][number]): Answer {
  const [name = ''] = names;
  return {
    kind: 'field',
    name,
    title: names.join(', '),
    url: `/fields/${id ?? kebab(name)}/`,
    detail: `field of ${counted(events, 'event')}${of === undefined ? '' : ` of ${of}`}`,
    exact: false,
  };
}

export function subcategoryAnswer(row: LookupIndex['subcategories'][number]): Answer {
  const [id, title, category] = row;
  return {
    kind: 'subcategory',
    name: title,
    title,
    url: `/policy/${id}/`,
    detail: `${category}, audit subcategory`,
    exact: false,
  };
}

export function tableAnswer([id, title, events]: LookupIndex['tables'][number]): Answer {
  const seen = events.length > 0 ? `, in ${events.join(', ')}` : '';
  return {
    kind: 'table',
    name: title,
    title,
    url: `/codes/${id}/`,
    detail: `code table${seen}`,
    exact: false,
  };
}

export function pageAnswer([url, title, , kind]: LookupIndex['pages'][number]): Answer {
  return {
    kind: 'page',
    name: title,
    title,
    url: url || `/glossary/#${kebab(title)}`,
    detail: kind,
    exact: false,
  };
}

/** Answers without those that lead where an earlier one does. */
export function dedupe(answers: readonly Answer[]): Answer[] {
  const urls = new Set<string>();
  return answers.filter((answer) => !urls.has(answer.url) && urls.add(answer.url));
}
