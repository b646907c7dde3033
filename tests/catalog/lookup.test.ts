import { expect, test } from 'vitest';
import { codeRows, lookupIndex } from '../../src/catalog/lookup-index.ts';
import { lookup, nearIds, shapeOfQuery } from '../../src/catalog/lookup.ts';
import { realCatalog } from '../content.ts';

const { catalog } = realCatalog();
const index = lookupIndex(catalog);

function find(query: string) {
  const shape = shapeOfQuery(query);
  return lookup(query, index, shape ? codeRows(catalog, shape) : []);
}
const first = (query: string) => {
  const [answer] = find(query);
  return answer && `${answer.kind} ${answer.name} ${answer.url}`;
};

test.each([
  ['4634', 'event 4634 /security/4634/'],
  [' 4634 ', 'event 4634 /security/4634/'],
  ['538', 'legacy 538 /security/legacy/538/'],
  ['targetlogonid', 'field TargetLogonId /fields/target-logon-id/'],
  ['target logon id', 'field TargetLogonId /fields/target-logon-id/'],
  ['%%1833', 'code %%1833 /codes/impersonation-level/#1833'],
  ['S-1-5-18', 'code S-1-5-18 /codes/well-known-sid/#s-1-5-18'],
  ['{0CCE9216-69AE-11D9-BED3-505054503030}', 'subcategory Logoff /policy/logoff/'],
  ['logged off', 'event 4634 /security/4634/'],
  ['SeDebugPrivilege', 'code SeDebugPrivilege /codes/privilege/#sedebugprivilege'],
])('%s leads to %s', (query, answer) => expect(first(query)).toBe(answer));

test.each(['0xC000006A', '0xc000006a', '3221225578', '-1073741718'])(
  '%s is the NTSTATUS of a wrong password, whatever its spelling',
  (query) => {
    const answer = find(query).find((one) => one.url === '/codes/ntstatus/#0xc000006a');
    expect(answer?.title).toBe('STATUS_WRONG_PASSWORD');
    expect(answer?.detail).toContain('4625');
  },
);

test('a legacy id says what it is called today', () =>
  expect(find('538')[0]?.detail).toBe('until Server 2003; 4634 since Vista'));

test('ids that begin so follow', () =>
  expect(find('463').map((answer) => answer.name)).toContain('4634'));

test('several ids give one answer each', () =>
  expect(find('4624, 538;4634').map((answer) => answer.name)).toEqual(['4624', '538', '4634']));

test('a slip of the keyboard is understood', () =>
  expect(nearIds('46324', index).map((answer) => answer.name)).toEqual(
    expect.arrayContaining(['4624', '4634']),
  ));

test('nothing is known of nonsense', () => expect(find('zzqx')).toEqual([]));
