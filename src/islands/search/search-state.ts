import { plainText } from '../../catalog/lookup/plain-text.ts';
import type { Filters, Question } from './text-search.ts';

/** Hits of the full text a page. */
export const PAGE = 10;

/** The state of the search page, all of it in the address. */
export interface State {
  query: string;
  filters: Filters;
  page: number;
}

export function readState(): State {
  const params = new URLSearchParams(location.search);
  const filters: Filters = {};
  for (const [name, value] of params) {
    if (name !== 'q' && name !== 'page') filters[name] = value.split('~').filter(Boolean);
  }
  return {
    query: plainText(params.get('q') ?? ''),
    filters,
    page: Math.max(1, Number(params.get('page')) || 1),
  };
}

export function addressOf({ query, filters, page }: State): string {
  const params = new URLSearchParams();
  if (query !== '') params.set('q', query);
  for (const [name, values] of Object.entries(filters)) {
    if (values.length > 0) params.set(name, values.join('~'));
  }
  if (page > 1) params.set('page', String(page));
  const text = params.toString();
  return text === '' ? location.pathname : `?${text}`;
}

/** What a state asks of the full text. */
export function questionOf({ query, filters, page }: State): Question {
  return { query, filters, page, size: PAGE, counted: true };
}
