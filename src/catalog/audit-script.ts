import type { BaselineFacts } from '../schema/policy.ts';
import type { Catalog } from './build.ts';

/** What a baseline asks for, one subcategory a row, in the order of auditpol. */
export interface AuditRow {
  /** As auditpol prints it. */
  title: string;
  /** As Group Policy and audit.csv print it. */
  policyName: string;
  guid: string;
  success: boolean;
  failure: boolean;
}

/** The subcategories that a baseline sets. */
export function auditRows(baseline: BaselineFacts, catalog: Catalog): AuditRow[] {
  return catalog.categories.flatMap((category) =>
    category.subcategories.flatMap(({ id, facts }) => {
      const setting = baseline.settings[id];
      if (setting === undefined) return [];
      return {
        title: facts.title,
        policyName: facts.policyName ?? `Audit ${facts.title}`,
        guid: facts.guid,
        success: setting === 'success' || setting === 'both',
        failure: setting === 'failure' || setting === 'both',
      };
    }),
  );
}

const word = (on: boolean) => (on ? 'enable' : 'disable');

/** One auditpol command a subcategory, by GUID, so that they work in every language of Windows. */
export function auditpolLines(rows: readonly AuditRow[]): string {
  return rows
    .map(
      ({ title, guid, success, failure }) =>
        `rem ${title}\r\nauditpol /set /subcategory:"${guid}" /success:${word(success)} /failure:${word(failure)}\r\n`,
    )
    .join('');
}

/** The same as a PowerShell script that stops at the first command that fails. */
export function auditPowerShell(rows: readonly AuditRow[]): string {
  const lines = rows.map(
    ({ title, guid, success, failure }) =>
      `  @('${guid}', '${word(success)}', '${word(failure)}') # ${title}`,
  );
  return `#Requires -RunAsAdministrator
$settings = @(
${lines.join('\n')}
)
foreach ($setting in $settings) {
  auditpol.exe /set "/subcategory:$($setting[0])" "/success:$($setting[1])" "/failure:$($setting[2])" | Out-Null
  if ($LASTEXITCODE -ne 0) { throw "auditpol could not set $($setting[0])." }
}
auditpol.exe /get /category:*
`;
}

/** audit.csv, as Group Policy and `auditpol /restore` read it. Source: [MS-GPAC] 2.2.1. */
export function auditCsv(rows: readonly AuditRow[]): string {
  const lines = rows.map(({ policyName, guid, success, failure }) => {
    const value = (success ? 1 : 0) + (failure ? 2 : 0);
    const text = ['No Auditing', 'Success', 'Failure', 'Success and Failure'][value];
    return `,System,${policyName},${guid},${text},,${value}`;
  });
  return [
    'Machine Name,Policy Target,Subcategory,Subcategory GUID,Inclusion Setting,Exclusion Setting,Setting Value',
    ...lines,
  ]
    .map((line) => `${line}\r\n`)
    .join('');
}
