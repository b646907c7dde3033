/**
 * What the Sigma specification 2.1.0 asks of a rule and of a correlation rule, as far as our queries use it: the keys that
 * must be there, the types of correlation, and the form of a time span.
 */
const name = { type: 'string', pattern: '^[a-z0-9_]+$' };
const text = { type: 'string', minLength: 1, maxLength: 256 };
const status = { enum: ['stable', 'test', 'experimental', 'deprecated', 'unsupported'] };
const level = { enum: ['informational', 'low', 'medium', 'high', 'critical'] };
const number = { type: 'number' };

export const sigmaRule = {
  type: 'object',
  required: ['title', 'logsource', 'detection'],
  properties: {
    title: text,
    name,
    status,
    logsource: {
      type: 'object',
      properties: { product: text, service: text, category: text },
      minProperties: 1,
      additionalProperties: false,
    },
    detection: {
      type: 'object',
      required: ['condition'],
      minProperties: 2,
      properties: { condition: text },
      additionalProperties: {
        type: 'object',
        minProperties: 1,
        additionalProperties: {
          anyOf: [
            { type: ['string', 'number'] },
            { type: 'array', minItems: 1, items: { type: ['string', 'number'] } },
          ],
        },
      },
    },
    level,
  },
  additionalProperties: false,
} as const;

const correlation = {
  type: 'object',
  required: ['type', 'rules', 'timespan'],
  properties: {
    type: {
      enum: ['event_count', 'value_count', 'temporal', 'temporal_ordered'],
    },
    rules: { type: 'array', items: name, minItems: 1, uniqueItems: true },
    'group-by': { type: 'array', items: text, minItems: 1, uniqueItems: true },
    timespan: { type: 'string', pattern: '^\\d+[smhd]$' },
    condition: {
      type: 'object',
      properties: { gt: number, gte: number, lt: number, lte: number, eq: number, field: text },
      minProperties: 1,
      additionalProperties: false,
    },
    aliases: {
      type: 'object',
      additionalProperties: { type: 'object', additionalProperties: text, minProperties: 1 },
    },
  },
  additionalProperties: false,
  // Counting needs a number, and counting values the field that holds them.
  allOf: [
    {
      if: { properties: { type: { pattern: '_count$' } } },
      then: { required: ['condition'] },
    },
    {
      if: { properties: { type: { const: 'value_count' } } },
      then: { properties: { condition: { required: ['field'] } } },
    },
    {
      if: { properties: { type: { pattern: '^temporal' } } },
      then: { properties: { rules: { minItems: 2 } } },
    },
  ],
};

export const sigmaCorrelation = {
  type: 'object',
  required: ['title', 'correlation'],
  properties: { title: text, description: text, name, status, correlation, level },
  additionalProperties: false,
} as const;
