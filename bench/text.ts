/**
 * How fast text is read: text that holds no event, in the shapes that are worst for a reader that looks for beginnings
 * everywhere, text of events, and one pasted event explained. Processor time, since the machine may have other things
 * to do.
 *
 *     node bench/text.ts [megabytes] [part of a pattern's name]
 */
import { fileURLToPath } from 'node:url';
import { loadCatalog } from '../src/cli/load-content.ts';
import { decodeEvent, toJson } from '../src/decode/decode.ts';
import { renderMessage } from '../src/decode/message/render.ts';
import { readEvents } from '../src/decode/read-events.ts';
import { random } from '../tests/decode/evtx/mutate.ts';

const megabytes = Number(process.argv[2] ?? 5);
const wanted = process.argv[3] ?? '';
const { catalog, definitions } = loadCatalog(fileURLToPath(new URL('..', import.meta.url)));
const next = random(538);

const xmls: string[] = [];
const objects: string[] = [];
const messages: string[] = [];
const copies: string[] = [];
for (const event of catalog.events)
  for (const { xml } of event.samples) {
    const [read] = [...readEvents(xml, definitions)];
    if (!read || !('event' in read)) continue;
    xmls.push(xml);
    const decoded = decodeEvent(read.event, definitions);
    const { provider, eventId, computer } = read.event;
    objects.push(JSON.stringify(toJson(decoded)));
    if (!decoded.layout) continue;
    const values = new Map(read.event.data.map(({ name, value }) => [name, value]));
    const text = renderMessage(decoded.layout, values, definitions);
    messages.push(text);
    copies.push(
      `Log Name:      Security\nSource:        ${provider}\nDate:          3/5/2024 8:15:02 AM\nEvent ID:      ${eventId}\nTask Category: Logon\nLevel:         Information\nKeywords:      Audit Success\nUser:          N/A\nComputer:      ${computer}\nDescription:\n${text}`,
    );
  }

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const BASE64 = `${LETTERS}${LETTERS.toUpperCase()}0123456789+/`;
const pick = (from: string) => from[next(from.length)] as string;
const word = () => Array.from({ length: 2 + next(8) }, () => pick(LETTERS)).join('');
const words = (count: number) => Array.from({ length: count }, word).join(' ');
const many = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_none, at) => one(at));
const LOG = (at: number) =>
  `2024-03-05 08:15:${String(at % 60).padStart(2, '0')},123 [${word()}] INFO  com.example.${word()} - ${words(6)}: id=${at}`;
const SYSLOG = (at: number) =>
  `Mar  5 08:15:02 host-${at} sshd[${at}]: ${words(8)} from 10.0.0.1 port ${at}`;

const JSON_LOG = (at: number) =>
  JSON.stringify({
    time: '2024-03-05T08:15:02Z',
    level: 'info',
    pid: at,
    msg: words(8),
    ctx: { id: at, [word()]: word() },
  });

const junk: Record<string, string> = {
  'words in lines': `${many(2_000, () => words(12)).join('\n')}\n`,
  'words in one line': `${words(20_000)} `,
  'capital words': `${many(2_000, () => `The ${words(10)}`).join('\n')}\n`,
  'first words of messages': `${many(2_000, () => `A ${words(3)}`).join('\n')}\n`,
  paragraphs: `${many(2_000, () => `An ${words(10)}`).join('\n\n')}\n\n`,
  'log lines': `${many(2_000, LOG).join('\n')}\n`,
  'syslog lines': `${many(2_000, SYSLOG).join('\n')}\n`,
  'base64 in one line': Array.from({ length: 100_000 }, () => pick(BASE64)).join(''),
  'base64 in lines': `${many(2_000, () => Array.from({ length: 76 }, () => pick(BASE64)).join('')).join('\n')}\n`,
  '<Event': '<Event',
  '<Event in lines': '<Event\n',
  '<Event>': '<Event>',
  '<Event> in lines': '<Event>\n',
  '<System>': '<System>',
  '&lt;Event ': '&lt;Event ',
  tags: '<a>',
  '{': '{',
  '{ in lines': '{\n',
  '{"': '{"',
  '{"a": in lines': '{"a":\n',
  '{} in lines': '{"a":1}\n',
  'JSON log lines': `${many(2_000, JSON_LOG).join('\n')}\n`,
  'XML of others': `${many(500, (at) => `<item id="${at}"><name>${word()}</name><text>${words(12)}</text></item>`).join('\n')}\n`,
  'XML logs of others': `${many(500, (at) => `<Event id="${at}"><name>${word()}</name><text>${words(12)}</text></Event>`).join('\n')}\n`,
  'CSV log lines': `time,level,host,text\n${many(2_000, (at) => `2024-03-05T08:15:02Z,INFO,host-${at},${words(6)}`).join('\n')}\n`,
  'INI lines': `${many(2_000, (at) => `${word()}${at} : ${words(2)}`).join('\n')}\n`,
  'labels that differ': `${many(2_000, () => `${LETTERS[next(26)]?.toUpperCase()}${word().slice(0, 3).padEnd(3, 'x')} : ${word()}`).join('\n')}\n`,
  'first words and labels': `${many(500, () => `A user account was ${word()}.\n\nSubject:\n\tAccount Name:\t\t${word()}`).join('\n\n')}\n\n`,
  '[': '[',
  quotes: '"',
  tabs: '\t',
  spaces: ' ',
  'line ends': '\n',
  'carriage returns': '\r\n',
  'commas in lines': 'a,b,c,d,e\n',
  'names in lines': 'EventID,b,c,d,e\n',
  'Subject: in lines': 'Subject:\n',
  'labels in lines': '\tAccount Name:\tx\n',
  'Log Name: in lines': 'Log Name: x\n',
  'key=value in lines': 'EventCode=4624\n',
  'dates in lines': '03/05/2024 08:15:02 AM\n',
  'Id : in lines': 'Id : 4624\n',
  'CEF: in one line': 'CEF:',
  '<13> in lines': '<13>Mar  5 08:15:02 \n',
  'first lines in one': 'An account was logged off. ',
};
const events: Record<string, readonly string[]> = {
  XML: xmls,
  'XML in one line': xmls.map((one) => one.replace(/\s*\n\s*/g, '')),
  JSON: objects,
  messages,
  copies,
};

function cpu(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

function filled(unit: string, size: number): string {
  const text = unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  // A repeated string is a tree until it is read; the reader shall not pay for that.
  return Buffer.from(text, 'latin1').toString('latin1');
}

function readAll(text: string) {
  const count = { events: 0, problems: 0 };
  for (const read of readEvents(text, definitions)) {
    if ('event' in read) count.events += 1;
    else count.problems += 1;
  }
  return count;
}

function report(name: string, unit: string): void {
  if (!name.includes(wanted)) return;
  const size = megabytes * 1_000_000;
  const small = filled(unit, size / 10);
  const large = filled(unit, size);
  readAll(small.slice(0, 100_000));
  const few = cpu(() => readAll(small));
  let count = { events: 0, problems: 0 };
  const all = cpu(() => {
    count = readAll(large);
  });
  console.log(
    `${name.padEnd(26)} ${(size / 1_000 / all).toFixed(1).padStart(7)} MB/s  x${(all / few).toFixed(1).padStart(5)}  ${String(count.events).padStart(7)} events ${String(count.problems).padStart(7)} problems`,
  );
}

console.log(`${megabytes} MB a pattern; x: times the processor time of a tenth of it`);
for (const [name, unit] of Object.entries(junk)) report(name, unit);
for (const [name, units] of Object.entries(events)) report(name, `${units.join('\n\n')}\n\n`);

/** One paste explained, warm: every sample a few times, the best of each. */
for (const [name, units] of Object.entries(events)) {
  if (!name.includes(wanted)) continue;
  const times = units.map((text) => {
    let best = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < 4; turn += 1) {
      const spent = cpu(() => {
        for (const read of readEvents(text, definitions))
          if ('event' in read) decodeEvent(read.event, definitions);
      });
      best = Math.min(best, spent);
    }
    return best;
  });
  times.sort((a, b) => a - b);
  const at = (part: number) => (times[Math.floor((times.length - 1) * part)] as number).toFixed(2);
  console.log(
    `explained: ${name.padEnd(16)} median ${at(0.5)} ms, 99 % ${at(0.99)} ms, worst ${at(1)} ms of ${times.length}`,
  );
}
