import { expect, test } from 'vitest';
import { turnsOf } from '../../src/islands/search/excerpt.ts';

test.each([
  ['who <mark>logged</mark> <mark>on,</mark> and', ['who ', 'logged', ' ', 'on', ', and']],
  ['a <mark>(logon).</mark>', ['a (', 'logon', ').']],
  ['<mark>%%1833</mark>; <mark>ADMIN$</mark>', ['', '%%1833', '; ', 'ADMIN$', '']],
  ['<mark>&lt;Event&gt;</mark> &lt;b>', ['<', 'Event', '> <b>']],
  ['nothing', ['nothing']],
])('of %s the words are marked, without what stands around them', (excerpt, turns) =>
  expect(turnsOf(excerpt)).toEqual(turns),
);
