import { expect, test } from 'vitest';
import { problemsOf } from '../content.ts';

const legacy = (labels: string) => ({
  'legacy/3.yaml': `id: 3
title: Went through
titleBasis: message
category: Door
categoryBasis: manual
outcome: [success]
outcomeBasis: manual
successors:
  7: documented
labels:
${labels}sources: [manual]
`,
});

test('a label stands for a field that a successor has, or for none', () => {
  expect(problemsOf(legacy('  - Name: PersonName\n  - Weather\n'))).toBe('');
  expect(problemsOf(legacy('  - Name: PersonNam\n'))).toBe(
    `content/legacy/3.yaml:11:5  unknown-successor-field
  "Name" is to stand for PersonNam, which no successor of 3 has.
  Name a field of 7, or write the label alone.`,
  );
});
