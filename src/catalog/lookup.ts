import { anchorOf } from './anchor.ts';
import { integerText } from './integer.ts';
import { editDistance } from './nearest.ts';
import { sidPattern } from './sid-pattern.ts';
import type { CodeRows, CodeShape, LookupIndex } from './lookup-index.ts';

export interface Answer {
  kind: 'event' | 'legacy' | 'code' | 'field' | 'subcategory' | 'table';
  /** What it is called: `4634`, `0xc000006a`, `TargetLogonId`. */
  name: string;
  title: string;
  url: string;
  /** One line more: `until 2003; 4634 since Vista`, `seen in 4625, 4776`. */
  detail?: string;
  /** The query is exactly this; Enter goes here. */
  exact: boolean;
}

const MOST = 12;
const SHAPES: readonly [CodeShape, RegExp][] = [
  ['message', /^%%\d+$/],
  ['sid', /^S-1-[\d-]+$/i],
  ['guid', /^%?\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i],
  ['number', /^(?:0x[0-9a-f]{1,16}|-?\d{1,20})$/i],
  ['text', /^(?:[A-Z]{3,}_\w+|Se[A-Z]\w+)$/],
];

/** The file of codes that a query needs, by its shape; undefined when it is no code. */
export function shapeOfQuery(query: string): CodeShape | undefined {
  const text = query.trim();
  return SHAPES.find(([, pattern]) => pattern.test(text))?.[0];
}

/**
 * Answers a query at once: event ids, legacy ids, codes in hexadecimal or decimal, `%%` numbers, SIDs,
 * GUIDs, names of fields, tables and subcategories, words of titles. Best first.
 *
 * @param codes rows of the query's shape, once they are loaded
 * @returns at most a dozen answers; several ids in one query give one answer each
 */
export function lookup(query: string, index: LookupIndex, codes: CodeRows = []): Answer[] {
  const text = query.trim();
  if (text === '') return [];
  const several = text.split(/[\s,;|]+/).filter(Boolean);
  if (several.length > 1 && several.every((part) => /^\d{3,5}$/.test(part))) {
    return [...new Set(several)].flatMap((part) => eventAnswers(part, index, true));
  }
  const answers = [
    ...(/^\d{1,5}$/.test(text) ? eventAnswers(text, index, false) : []),
    ...codeAnswers(text, index, codes),
    ...guidAnswers(text, index),
    ...nameAnswers(text, index),
  ];
  return dedupe(answers)
    .sort((a, b) => Number(b.exact) - Number(a.exact))
    .slice(0, MOST);
}

/** Ids that a slip of the keyboard may have meant: `46324` → 4624, 4634. */
export function nearIds(query: string, index: LookupIndex): Answer[] {
  const text = query.trim();
  if (!/^\d{2,7}$/.test(text)) return [];
  return [...index.events.map(eventAnswer), ...index.legacy.map((row) => legacyAnswer(row))]
    .map((answer) => ({ answer, distance: editDistance(text, answer.name) }))
    .filter(({ distance }) => distance === 1)
    .slice(0, MOST)
    .map(({ answer }) => answer);
}

function eventAnswers(text: string, index: LookupIndex, only: boolean): Answer[] {
  const id = Number(text);
  const exact = [
    ...index.events.filter((row) => row[0] === id).map(eventAnswer),
    ...index.legacy.filter((row) => row[0] === id).map((row) => legacyAnswer(row)),
  ].map((answer) => ({ ...answer, exact: true }));
  if (only) return exact;
  const begin = [
    ...index.events
      .filter((row) => row[0] !== id && String(row[0]).startsWith(text))
      .map(eventAnswer),
    ...index.legacy
      .filter((row) => row[0] !== id && String(row[0]).startsWith(text))
      .map((row) => legacyAnswer(row)),
  ];
  return [...exact, ...begin];
}

function eventAnswer([id, slug, title]: LookupIndex['events'][number]): Answer {
  return { kind: 'event', name: String(id), title, url: `/${slug}/${id}/`, exact: false };
}

function legacyAnswer([id, slug, title, successors]: LookupIndex['legacy'][number]): Answer {
  return {
    kind: 'legacy',
    name: String(id),
    title,
    url: `/${slug}/legacy/${id}/`,
    detail:
      successors.length > 0
        ? `until Server 2003; ${successors.join(', ')} since Vista`
        : 'until Server 2003; no successor is known',
    exact: false,
  };
}

function codeAnswers(text: string, index: LookupIndex, codes: CodeRows): Answer[] {
  const shape = shapeOfQuery(text);
  if (!shape || codes.length === 0) return [];
  // Two digits are in every table; an id is meant.
  if (shape === 'number' && /^\d{1,5}$/.test(text)) return [];
  const wanted = keyOf(text, shape);
  return codes
    .filter(([value]) =>
      value.includes('<') ? sidPattern(value).test(text) : keyOf(value, shape) === wanted,
    )
    .flatMap(([value, place, name, means]): Answer[] => {
      const table = index.tables[place];
      if (!table) return [];
      const [id, title, events] = table;
      const seen = events.length > 0 ? `; seen in ${events.join(', ')}` : '';
      return [
        {
          kind: 'code',
          name: value,
          title: name,
          url: `/codes/${id}/#${anchorOf(value)}`,
          detail: `${means ? `${means} ` : ''}${title}${seen}`,
          exact: true,
        },
      ];
    })
    .sort((a, b) => Number(b.detail?.includes('seen in')) - Number(a.detail?.includes('seen in')));
}

function keyOf(value: string, shape: CodeShape): string {
  if (shape === 'number') return integerText(value) ?? value;
  if (shape === 'guid') return value.replace(/^%?\{|\}$/g, '').toLowerCase();
  return value.toLowerCase();
}

function guidAnswers(text: string, index: LookupIndex): Answer[] {
  if (shapeOfQuery(text) !== 'guid') return [];
  const wanted = keyOf(text, 'guid');
  return index.subcategories
    .filter(([, , , guid]) => keyOf(guid, 'guid') === wanted)
    .map((row) => ({ ...subcategoryAnswer(row), exact: true }));
}

function subcategoryAnswer([id, title, category]: LookupIndex['subcategories'][number]): Answer {
  return {
    kind: 'subcategory',
    name: title,
    title: `Audit ${title}`,
    url: `/policy/${id}/`,
    detail: `${category}, audit subcategory`,
    exact: false,
  };
}

function nameAnswers(text: string, index: LookupIndex): Answer[] {
  if (/^[\d%{-]/.test(text) || text.length < 2) return [];
  const lower = text.toLowerCase();
  const joined = lower.replace(/[\s_-]+/g, '');
  const words = lower.split(/\s+/);
  const all = (title: string) => words.every((word) => title.toLowerCase().includes(word));
  const fields = index.fields
    .filter(([, names]) => names.some((name) => name.toLowerCase().includes(joined)))
    .sort((a, b) => rank(a[1], joined) - rank(b[1], joined) || b[2] - a[2])
    .slice(0, 4)
    .map(([id, names, events]): Answer => ({
      kind: 'field',
      name: names[0] ?? id,
      title: names.join(', '),
      url: `/fields/${id}/`,
      detail: `field of ${events} event${events === 1 ? '' : 's'}`,
      exact: names.some((name) => name.toLowerCase() === joined),
    }));
  const subcategories = index.subcategories
    .filter(([, title]) => all(title))
    .map((row) => ({ ...subcategoryAnswer(row), exact: row[1].toLowerCase() === lower }));
  const tables = index.tables
    .filter(([, title]) => all(title))
    .map(([id, title]): Answer => ({
      kind: 'table',
      name: title,
      title,
      url: `/codes/${id}/`,
      detail: 'code table',
      exact: title.toLowerCase() === lower,
    }));
  const events = index.events.filter(([, , title]) => all(title)).map(eventAnswer);
  return [
    ...fields.filter((answer) => answer.exact),
    ...events.slice(0, 8),
    ...subcategories,
    ...tables.slice(0, 4),
    ...fields,
  ];
}

const rank = (names: readonly string[], joined: string) =>
  Math.min(...names.map((name) => name.length)) - joined.length;

function dedupe(answers: readonly Answer[]): Answer[] {
  const urls = new Set<string>();
  return answers.filter((answer) => !urls.has(answer.url) && urls.add(answer.url));
}
