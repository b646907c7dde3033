import { expect, test } from 'vitest';
import { foldLines } from '../../src/query/fold-lines.ts';

const names = Array.from({ length: 12 }, (_, index) => `SubjectUserName${index}`);

test('a long list goes on further in, and its words are the same', () => {
  const line = `| project ${names.join(', ')}`;
  const folded = foldLines(line, '//');
  expect(
    folded
      .split('\n')
      .slice(1)
      .every((part) => /^ {4}\S/.test(part)),
  ).toBe(true);
  expect(folded.split('\n').every((part) => part.length <= 100)).toBe(true);
  expect(folded.replace(/\n */g, ' ')).toBe(line);
});

test('texts in quotes stay whole', () => {
  const text = `'${names.join(', ')}'`;
  expect(foldLines(`| where Name == ${text}`, '//')).toContain(text);
});

test('a comment goes on as a comment, and one behind code is not broken', () => {
  const words = names.join(' ');
  expect(
    foldLines(`-- ${words}`, '--')
      .split('\n')
      .every((part) => part.startsWith('-- ')),
  ).toBe(true);
  expect(foldLines(`let Since = ago(1d); // ${words}`, '//')).toContain(`// ${words}`);
});

test('a comment between backquotes goes on in the next line', () => {
  const line = `\`\`\`${names.join(' ')}\`\`\``;
  const folded = foldLines(line, undefined);
  expect(folded.split('\n').every((part) => part.length <= 100)).toBe(true);
  expect(folded.replace(/\n */g, ' ')).toBe(line);
});

test('short lines and a text over several lines stay as they are', () => {
  const open = `x = '${names.join(', ')}\nand more'`;
  expect(foldLines(open, '--')).toBe(open);
  expect(foldLines('SELECT a, b', '--')).toBe('SELECT a, b');
});
