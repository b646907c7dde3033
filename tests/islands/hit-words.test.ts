import { expect, test } from 'vitest';
import { holdsWords } from '../../src/islands/search/hit-words.ts';

test.each([
  ['solarwinds', 'who did so', false],
  ['rclone', 'RC4 is weak', false],
  ['okta', 'Renewable-ok', false],
  ['kerberos solarwinds', 'so Kerberos says', false],
  ['deletion', 'a file was deleted', true],
  ['logging', 'the log is full', true],
  ['Logon/Logoff', 'a logon before a logoff', true],
  ['TargetUserName', 'fields: TargetUserName', true],
  ['what does the KDC say', 'KDC says no', true],
])('%s in "%s": %s', (query, text, held) => expect(holdsWords(text, query)).toBe(held));
