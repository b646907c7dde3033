import { Parser } from 'saxen';
import { unescapeXml } from '../formats/xml-escapes.ts';
import type { Explain, Meaning } from './explain.ts';
import { nameSid } from './sid.ts';

/**
 * A scheduled task in words: what it runs, as whom and when ([MS-TSCH] 2.5, the XML of the Task Scheduler). What stands
 * before a cut is told.
 */
export const explainTaskXml: Explain = (value, _slot, data, definitions) => {
  // Some collectors leave it escaped.
  const xml = value.startsWith('&lt;') ? unescapeXml(value, 'html') : value;
  if (!/<Task[\s>]/.test(xml.slice(0, 1_000))) return undefined;
  const task = readTask(xml);
  const runs = task.actions.map(({ text }) => text);
  const parts: Meaning[] = [...task.actions, ...task.principal, ...task.triggers, ...task.settings];
  if (parts.length === 0) return undefined;
  const who = task.principal[0]?.value ?? '';
  const known = nameSid(who, data, definitions);
  const whens = task.triggers.map(({ text }) => text);
  // Actions stand behind triggers: where none are told, neither may triggers be.
  const unasked = runs.length > 0 ? 'when it is started by hand or by a program' : '';
  const text = [
    `runs ${runs.length > 0 ? runs.join(', then ') : 'nothing that is told'}`,
    who && `as ${known?.exact ? known.meaning.text : who}`,
    whens.length > 0 ? whens.join(' and ') : unasked,
  ];
  return { text: text.filter(Boolean).join(' '), parts };
};

interface Task {
  actions: Meaning[];
  principal: Meaning[];
  triggers: Meaning[];
  settings: Meaning[];
}

/** Leaves of one action, principal or trigger, by their names. */
type Leaves = Map<string, string>;

function readTask(xml: string): Task {
  const task: Task = { actions: [], principal: [], triggers: [], settings: [] };
  const path: string[] = [];
  let leaves: Leaves = new Map();
  let value = '';
  const parser = new Parser();
  parser.on('openTag', (name) => {
    const local = name.slice(name.indexOf(':') + 1);
    path.push(local);
    value = '';
    if (path.length === 3) leaves = new Map();
    // Days and months are elements without a text.
    else if (/^(?:DaysOfWeek|Months)$/.test(path.at(-2) ?? ''))
      leaves.set('Days', `${leaves.get('Days') ?? ''} ${local}`);
    else if (path.length > 3) leaves.set(local, leaves.get(local) ?? '');
  });
  parser.on('closeTag', () => {
    const [, group, one] = path;
    const name = path.at(-1) ?? '';
    if (path.length > 3 && value.trim() !== '') leaves.set(name, value.trim());
    if (path.length === 3) {
      if (group === 'Actions') task.actions.push(action(one ?? '', leaves));
      else if (group === 'Principals') task.principal.push(...principal(leaves));
      else if (group === 'Triggers') task.triggers.push(trigger(one ?? '', leaves));
      else if (group === 'Settings' && one === 'Hidden' && value.trim() === 'true')
        task.settings.push({ value: 'Hidden', text: 'not shown in the list of tasks' });
      else if (group === 'Settings' && one === 'Enabled' && value.trim() === 'false')
        task.settings.push({ value: 'Enabled', text: 'disabled' });
    }
    path.pop();
    value = '';
  });
  parser.on('text', (text, decode) => {
    value += decode(text);
  });
  parser.on('cdata', (text) => {
    value += text;
  });
  // What stands before a fault has been read.
  parser.on('error', () => undefined);
  parser.on('warn', () => undefined);
  parser.parse(xml);
  return task;
}

function action(kind: string, leaves: Leaves): Meaning {
  const command = [leaves.get('Command'), leaves.get('Arguments')].filter(Boolean).join(' ');
  const folder = leaves.get('WorkingDirectory');
  switch (kind) {
    case 'Exec':
      return { value: 'Exec', text: `${command}${folder ? ` in ${folder}` : ''}` };
    case 'ComHandler':
      return {
        value: 'ComHandler',
        text: `the COM class ${leaves.get('ClassId') ?? ''} ${leaves.get('Data') ?? ''}`.trim(),
      };
    case 'SendEmail':
      return { value: kind, text: `a mail to ${leaves.get('To') ?? 'somebody'}` };
    default:
      return { value: kind, text: `a message: ${leaves.get('Body') ?? ''}`.trim() };
  }
}

/** How a task logs on (TASK_LOGON_TYPE). */
const LOGONS: Readonly<Record<string, string>> = {
  S4U: 'without a stored password, for this computer alone',
  Password: 'with a stored password',
  InteractiveToken: 'only while the user is logged on',
  InteractiveTokenOrPassword: 'with the session of the user, or a stored password',
};

function principal(leaves: Leaves): Meaning[] {
  const who = leaves.get('UserId') ?? leaves.get('GroupId');
  const how = [
    LOGONS[leaves.get('LogonType') ?? ''],
    leaves.get('RunLevel') === 'HighestAvailable' && 'with the highest privileges that it has',
  ].filter((one) => typeof one === 'string');
  return who ? [{ value: who, text: ['runs as this account', ...how].join(', ') }] : [];
}

function trigger(kind: string, leaves: Leaves): Meaning {
  const from = leaves.get('StartBoundary');
  const since = from ? ` from ${from}` : '';
  const user = leaves.get('UserId');
  const every = repetition(leaves.get('Interval'));
  const disabled = leaves.get('Enabled') === 'false' ? ' (disabled)' : '';
  return { value: kind, text: `${when(kind, leaves, since, user)}${every}${disabled}` };
}

function when(kind: string, leaves: Leaves, since: string, user: string | undefined): string {
  const days = leaves.get('Days')?.trim().split(' ').join(', ');
  switch (kind) {
    case 'BootTrigger':
      return 'when the computer starts';
    case 'LogonTrigger':
      return `when ${user ?? 'anybody'} logs on`;
    case 'IdleTrigger':
      return 'when the computer is idle';
    case 'RegistrationTrigger':
      return 'when it is registered';
    case 'TimeTrigger':
      return `at ${leaves.get('StartBoundary') ?? 'a time'}`;
    case 'EventTrigger':
      return `on the events of ${leaves.get('Subscription') ?? 'a query'}`;
    case 'SessionStateChangeTrigger':
      return `on ${leaves.get('StateChange') ?? 'a change'} of ${user ? `the session of ${user}` : 'a session'}`;
    case 'CalendarTrigger':
      if (leaves.has('DaysInterval'))
        return `every ${count(leaves.get('DaysInterval'), 'day')}${since}`;
      if (leaves.has('WeeksInterval'))
        return `every ${count(leaves.get('WeeksInterval'), 'week')}${days ? ` on ${days}` : ''}${since}`;
      return `on days of the calendar${days ? ` (${days})` : ''}${since}`;
    default:
      return `on ${kind}`;
  }
}

const count = (number: string | undefined, unit: string) =>
  number === undefined || number === '1' ? unit : `${number} ${unit}s`;

/** Durations of ISO 8601, `PT5M`. */
function repetition(interval: string | undefined): string {
  const [, days, hours, minutes, seconds] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(interval ?? '') ?? [];
  const words = [
    [days, 'day'],
    [hours, 'hour'],
    [minutes, 'minute'],
    [seconds, 'second'],
  ].flatMap(([number, unit]) => (number ? [count(number, unit as string)] : []));
  return words.length > 0 ? `, again every ${words.join(' ')}` : '';
}
