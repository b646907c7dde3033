import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { columnTables } from '../../src/query/columns.ts';
import { dialects } from '../../src/query/dialects.ts';
import { queryEvent } from '../../src/query/query-event.ts';
import { realCatalog } from '../content.ts';
import { kustoChecker } from './kusto.ts';
import { SHAPE } from './shape.ts';

const { catalog } = realCatalog();
const columns = columnTables(catalog);
const events = catalog.events.map(queryEvent);

function write(id: string, dialectId: string): string {
  const event = catalog.eventByAddress.get(id);
  const dialect = dialects.find((one) => one.id === dialectId);
  if (!event || !dialect) throw new Error(`There is no ${id} or ${dialectId}`);
  return dialect.event(queryEvent(event), columns).text;
}

test.each(['kql', 'kql-windowsevent'])(
  '%s of every event binds to the columns of its table',
  (id) => {
    const check = kustoChecker({
      SecurityEvent: catalog.records.columns.get('sentinel-securityevent'),
      WindowsEvent: catalog.records.columns.get('sentinel-windowsevent'),
    });
    expect(
      check('SecurityEvent | where NoSuchColumn == 1;\nWindowsEvent | where NoneSuch == 1'),
    ).toHaveLength(2);
    const dialect = dialects.find((one) => one.id === id);
    const wrong = events.flatMap((event) => check(dialect?.event(event, columns).text ?? ''));
    expect(wrong).toEqual([]);
  },
);

test('SQL of every event runs in DuckDB', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(SHAPE);
  const dialect = dialects.find((one) => one.id === 'sql');
  for (const event of events) await connection.run(dialect?.event(event, columns).text ?? '');
});

test.each([
  [
    'kql',
    `// 4634 An account was logged off
let Since = ago(1d); // how far back it looks
SecurityEvent
| where TimeGenerated > Since
| where EventID == 4634
| where EventSourceName == "Microsoft-Windows-Security-Auditing"
| project TimeGenerated, Computer, TargetUserSid, TargetUserName, TargetDomainName, TargetLogonId,
    LogonType
| sort by TimeGenerated desc
`,
  ],
  [
    'spl',
    `\`\`\`4634 An account was logged off\`\`\`
index=wineventlog earliest=-24h latest=now source="XmlWinEventLog:Security" EventCode=4634
| table _time Computer TargetUserSid TargetUserName TargetDomainName TargetLogonId LogonType
| sort - _time
`,
  ],
  [
    'esql',
    `// 4634 An account was logged off
FROM logs-*, winlogbeat-*
| WHERE @timestamp >= NOW() - 1 day // how far back it looks
| WHERE event.code == "4634" AND winlog.provider_name == "Microsoft-Windows-Security-Auditing"
| KEEP @timestamp, winlog.computer_name, winlog.event_data.TargetUserSid,
    winlog.event_data.TargetUserName, winlog.event_data.TargetDomainName,
    winlog.event_data.TargetLogonId, winlog.event_data.LogonType
| SORT @timestamp DESC
| LIMIT 100
`,
  ],
  [
    'powershell',
    `# 4634 An account was logged off
Get-WinEvent -MaxEvents 100 -FilterHashtable @{
    LogName = 'Security'
    ProviderName = 'Microsoft-Windows-Security-Auditing'
    Id = 4634
  } |
  ForEach-Object {
    $xml = [xml]$_.ToXml()
    $row = [ordered]@{ TimeCreated = $_.TimeCreated; Computer = $_.MachineName }
    foreach ($data in $xml.Event.EventData.Data) { $row[$data.Name] = $data.'#text' }
    [pscustomobject]$row
  }
`,
  ],
  [
    'xpath',
    `<QueryList>
  <Query Id="0" Path="Security">
    <Select Path="Security">*[System[Provider[@Name='Microsoft-Windows-Security-Auditing'] and (EventID=4634)]]</Select>
  </Query>
</QueryList>
`,
  ],
  [
    'wevtutil',
    `wevtutil qe Security /q:"*[System[Provider[@Name='Microsoft-Windows-Security-Auditing'] and (EventID=4634)]]" /f:RenderedXml /rd:true /c:20
`,
  ],
])('4634 in %s', (dialect, text) => expect(write('security/4634', dialect)).toBe(text));

test('what the Elastic pipeline moves is asked for where it is', () => {
  expect(write('security/4624', 'esql')).toContain('source.ip');
  expect(write('security/4624', 'esql')).not.toContain('winlog.event_data.IpAddress');
});

test.each([
  ['kql', '| project TimeGenerated, Computer, EventData\n'],
  ['spl', '| table _time Computer EventData_Xml\n'],
  ['esql', 'winlog.event_data.param10\n'],
  ['powershell', `$row["%$($row.Count - 1)"] = $data.InnerText`],
])('values that bear no name are shown by their place in %s', (dialect, text) => {
  expect(write('security/8222', dialect)).toContain(text);
});

test.each([
  ['kql', String.raw`extract(@'<Error [^>]*\bCode="([^"]*)"', 1, EventData)`],
  ['spl', String.raw`rex field=UserData_Xml "<Error [^>]*\bCode=\W(?<Error_Code>\w+)"`],
  ['esql', 'winlog.user_data.Error.Code'],
  ['powershell', `$row['Error.Code'] = $values.Error.Code`],
])('an attribute below UserData is asked for as one in %s', (dialect, text) => {
  expect(write('security/1108', dialect)).toContain(text);
});
