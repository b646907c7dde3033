import { attributeOf, doubled, isUnnamed, type Dialect, type QueryEvent } from './query.ts';

/** Conditions on the header, in the XPath that the event log service understands ([MS-EVEN6] 2.2.16). */
function xpathOf({ id, provider }: QueryEvent): string {
  return `*[System[Provider[@Name='${provider}'] and (EventID=${id})]]`;
}

const logOf = (event: QueryEvent) => event.channels[0] ?? 'Security';

/** The query of Event Viewer's custom views and of subscriptions. */
export const xpath: Dialect = {
  id: 'xpath',
  title: 'XPath (Event Viewer)',
  language: 'xml',
  expects:
    'Event Viewer: Create Custom View, tab XML, Edit query manually. Subscriptions and Windows Event Forwarding take the same.',
  proof: 'Compared with texts that people have read; not run by Windows.',
  event: (event) => ({
    text: `<QueryList>
  <Query Id="0" Path="${logOf(event)}">
    <Select Path="${logOf(event)}">${xpathOf(event)}</Select>
  </Query>
</QueryList>
`,
    notes: [],
  }),
};

/** PowerShell, on a computer or on an exported log. */
export const powershell: Dialect = {
  id: 'powershell',
  title: 'PowerShell',
  language: 'powershell',
  expects:
    'Windows PowerShell 5.1 or PowerShell 7 on Windows, run as administrator for the Security log.',
  proof: 'Compared with texts that people have read; not run by PowerShell.',
  event(event) {
    return {
      text: `# ${event.id} ${event.title}
Get-WinEvent -MaxEvents 100 -FilterHashtable @{
    LogName = ${single(logOf(event))}
    ProviderName = ${single(event.provider)}
    Id = ${event.id}
  } |
  ForEach-Object {
    $xml = [xml]$_.ToXml()
    $row = [ordered]@{ TimeCreated = $_.TimeCreated; Computer = $_.MachineName }
    ${readOf(event).join('\n    ')}
    [pscustomobject]$row
  }
`,
      notes: ["For an exported log, put Path = 'file.evtx' in place of LogName."],
    };
  },
};

/** What puts the values of an event into $row; those without a name by their place. */
function readOf({ fields, userData }: QueryEvent): string[] {
  if (userData !== undefined) {
    return [
      '$values = $xml.Event.UserData.FirstChild',
      'foreach ($data in $values.ChildNodes) { $row[$data.LocalName] = $data.InnerText }',
      ...fields
        .filter((field) => attributeOf(field))
        .map((field) => `$row[${single(field)}] = $values.${field}`),
    ];
  }
  if (fields.length === 0 || fields.some(isUnnamed)) {
    return [
      `foreach ($data in $xml.SelectNodes('//*[local-name()="Data"]')) {`,
      '  $row["%$($row.Count - 1)"] = $data.InnerText',
      '}',
    ];
  }
  return [`foreach ($data in $xml.Event.EventData.Data) { $row[$data.Name] = $data.'#text' }`];
}

const single = (text: string) => doubled(text, "'");

/** The command that every Windows has. */
export const wevtutil: Dialect = {
  id: 'wevtutil',
  title: 'wevtutil',
  language: 'shell',
  expects: 'An elevated command prompt on Windows.',
  proof: 'Compared with texts that people have read; not run by Windows.',
  event: (event) => ({
    text: `wevtutil qe ${/\s/.test(logOf(event)) ? `"${logOf(event)}"` : logOf(event)} /q:"${xpathOf(event)}" /f:RenderedXml /rd:true /c:20
`,
    notes: ['For an exported log, write its path in place of the log and add /lf:true.'],
  }),
};
