import { planOf } from '../plan.ts';
import {
  attributeOf,
  BELOW_USER_DATA,
  escaped,
  isUnnamed,
  NO_NAMES,
  type Columns,
  type Dialect,
  type QueryEvent,
} from '../query.ts';
import { kqlRule } from './rule.ts';
import { sourceOf, type Table } from './table.ts';

/** SecurityEvent keeps what has no column as XML text. */
const fromXml = (field: string, inUserData = false) =>
  `extract(@'${patternOf(field, inUserData)}', 1, EventData)`;

function patternOf(field: string, inUserData: boolean): string {
  if (!inUserData) return `Name="${field}">([^<]*)<`;
  const attribute = attributeOf(field);
  return attribute
    ? `<${attribute.element} [^>]*\\b${attribute.name}="([^"]*)"`
    : `<${field}>([^<]*)<`;
}

const PROOF =
  "Parsed and bound against the table's columns by Microsoft's Kusto language service in the tests; rules are run there by an interpreter of ours, and their chains equal those of the engine here.";

/** KQL over the table that the Log Analytics and Azure Monitor agents fill from the Security log. */
export const kql: Dialect = {
  id: 'kql',
  title: 'KQL (Sentinel, SecurityEvent)',
  language: 'query',
  expects:
    'Table SecurityEvent of Microsoft Sentinel, filled by an agent that collects these events. Queries of rules need EventRecordId, which tells events of one moment apart.',
  proof: PROOF,
  event: (event, columns) => eventQuery(event, securityEvent(columns('sentinel-securityevent'))),
  rule: (rule, columns) => kqlRule(planOf(rule), securityEvent(columns('sentinel-securityevent'))),
};

/** KQL over the table of forwarded events. */
export const kqlWindowsEvent: Dialect = {
  id: 'kql-windowsevent',
  title: 'KQL (Sentinel, WindowsEvent)',
  language: 'query',
  expects:
    'Table WindowsEvent of Microsoft Sentinel, filled from Windows Event Forwarding. Queries of rules need EventRecordId, which tells events of one moment apart.',
  proof: PROOF,
  event: (event, columns) => eventQuery(event, windowsEvent(columns('sentinel-windowsevent'))),
  rule: (rule, columns) => kqlRule(planOf(rule), windowsEvent(columns('sentinel-windowsevent'))),
};

const securityEvent = (columns: Columns): Table => ({
  name: 'SecurityEvent',
  columns,
  rest: fromXml,
  log: 'Security',
});

const windowsEvent = (columns: Columns): Table => ({
  name: 'WindowsEvent',
  columns: { ...columns, field: () => undefined },
  rest: (field) =>
    `tostring(EventData${/^\w+$/.test(field) ? `.${field}` : `[${escaped(field)}]`})`,
});

function eventQuery(event: QueryEvent, table: Table) {
  const unnamed = event.fields.some(isUnnamed);
  const fields = unnamed ? ['EventData'] : event.fields;
  const extended = fields
    .filter(() => !unnamed)
    .filter((name) => table.columns.field(name) === undefined)
    .map((name) => `${plainName(name)} = ${table.rest(name, event.userData !== undefined)}`);
  const shown = fields.map((name) => table.columns.field(name) ?? plainName(name));
  return {
    text: `// ${event.id} ${event.title}
let Since = ago(1d); // how far back it looks
${sourceOf(table, { providers: [event.provider], ids: [String(event.id)] })}${extended.length > 0 ? `\n| extend ${extended.join(',\n    ')}` : ''}
| project ${['TimeGenerated', table.columns.system('System/Computer'), ...shown].join(', ')}
| sort by TimeGenerated desc
`,
    notes: [
      ...(table.log === undefined || event.channels.includes(table.log)
        ? []
        : [
            `${table.name} holds the ${table.log} log; this event stands in another, and is found in WindowsEvent where it is forwarded.`,
          ]),
      ...(unnamed ? [NO_NAMES] : []),
      ...(event.userData !== undefined && event.fields.length > 0 ? [BELOW_USER_DATA] : []),
    ],
  };
}

/** A name that may stand without brackets. */
const plainName = (name: string) =>
  /^[A-Za-z_]\w*$/.test(name) ? name : `Value${name.replace(/\W/g, '')}`;
