import { expect, test } from 'vitest';
import {
  auditCsv,
  auditpolLines,
  auditPowerShell,
  auditRows,
} from '../../src/catalog/audit-script.ts';
import type { BaselineFacts } from '../../src/schema/policy.ts';
import { realCatalog } from '../content.ts';

const { catalog } = realCatalog();
const baseline: BaselineFacts = {
  title: 'Ours',
  publisher: 'We',
  version: '1',
  role: 'client',
  kind: 'recommendation',
  settings: { logoff: 'success', logon: 'both', 'process-creation': 'none' },
};
const rows = auditRows(baseline, catalog);

test('audit.csv as auditpol and Group Policy read it', () =>
  expect(auditCsv(rows)).toBe(
    `Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value
,System,Audit Logon,{0cce9215-69ae-11d9-bed3-505054503030},Success and Failure,,3
,System,Audit Logoff,{0cce9216-69ae-11d9-bed3-505054503030},Success,,1
,System,Audit Process Creation,{0cce922b-69ae-11d9-bed3-505054503030},No Auditing,,0
`.replaceAll('\n', '\r\n'),
  ));

test('auditpol commands name subcategories by GUID', () =>
  expect(auditpolLines(rows).split('\r\n').slice(2, 4)).toEqual([
    'rem Logoff',
    'auditpol /set /subcategory:"{0cce9216-69ae-11d9-bed3-505054503030}" /success:enable /failure:disable',
  ]));

test('the PowerShell script holds each setting once', () =>
  expect(auditPowerShell(rows)).toContain(
    "  @('{0cce922b-69ae-11d9-bed3-505054503030}', 'disable', 'disable') # Process Creation",
  ));

test('every published baseline gives a row a subcategory that it sets', () => {
  for (const [id, facts] of catalog.records.baselines) {
    expect(auditRows(facts, catalog), id).toHaveLength(Object.keys(facts.settings).length);
  }
});
