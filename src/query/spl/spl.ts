import { planOf } from '../plan.ts';
import { isUnnamed, NO_NAMES, type Dialect } from '../query.ts';
import { fromUserData, inUserData, sourceOf } from './row.ts';
import { splRule } from './rule.ts';

/** Splunk: `stats` and `streamstats`, which keep nothing in memory but what they count, instead of `transaction`. */
export const spl: Dialect = {
  id: 'spl',
  title: 'SPL (Splunk)',
  language: 'query',
  expects:
    'Events collected as XML (renderXml = true, source XmlWinEventLog:…), whose fields the Splunk Add-on for Microsoft Windows names as EventData does: TargetLogonId, not Logon_ID. Put your index in place of wineventlog.',
  proof: 'Compared with texts that people have read; not run by Splunk.',
  event(event, columns) {
    const table = columns('splunk-xmlwineventlog');
    const unnamed = event.fields.some(isUnnamed);
    const fields = unnamed
      ? ['EventData_Xml']
      : event.fields.map((name) =>
          event.userData === undefined ? (table.field(name) ?? name) : inUserData(name),
        );
    return {
      text: `\`\`\`${event.id} ${event.title.replaceAll('`', "'")}\`\`\`
${[
  `${sourceOf(event.channels)} ${table.system('System/EventID')}=${event.id}`,
  ...(event.userData === undefined ? [] : fromUserData(event.fields)),
].join('\n')}
| table ${['_time', table.system('System/Computer'), ...fields].join(' ')}
| sort - _time
`,
      notes: unnamed ? [NO_NAMES] : [],
    };
  },
  rule: (rule, columns) => splRule(planOf(rule), columns('splunk-xmlwineventlog')),
};
