import type { RawEvent } from '../../event.ts';
import { xmlName, xmlText } from './xml-text.ts';

/** Namespace of the Windows event schema. */
const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';

/**
 * An event as XML in the form that Windows gives it, whatever format it came in. What the event does not carry is
 * left out; read again, the XML gives the same values.
 */
export function eventXml(event: RawEvent): string {
  const message = event.message === undefined ? '' : rendering(event.message);
  return `<Event xmlns="${NAMESPACE}">\n${system(event)}${body(event)}${message}</Event>\n`;
}

function system(event: RawEvent): string {
  const lines = [
    empty('Provider', { Name: event.provider }),
    leaf('EventID', event.eventId),
    leaf('Version', event.version),
    leaf('Level', event.level),
    leaf('Task', event.task),
    leaf('Opcode', event.opcode),
    leaf('Keywords', event.keywords),
    empty('TimeCreated', { SystemTime: event.timeCreated }),
    leaf('EventRecordID', event.recordId),
    empty('Correlation', { ActivityID: event.activityId }),
    empty('Execution', { ProcessID: event.processId, ThreadID: event.threadId }),
    leaf('Channel', event.channel),
    leaf('Computer', event.computer),
    empty('Security', { UserID: event.userSid }),
  ];
  return `  <System>\n${lines.filter(Boolean).join('')}  </System>\n`;
}

type Scalar = string | number | undefined;

const leaf = (name: string, value: Scalar): string =>
  value === undefined ? '' : `    <${name}>${xmlText(String(value))}</${name}>\n`;

function empty(name: string, attributes: Record<string, Scalar>): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? ''
    : `    <${name}${given.map(([key, value]) => ` ${key}="${xmlText(String(value))}"`).join('')} />\n`;
}

function body({ data, userData }: RawEvent): string {
  if (userData !== undefined) {
    const root = xmlName(userData);
    const values = data.map(({ name, value }) => {
      const [element = '', attribute] = name.split('.');
      return attribute === undefined
        ? `  ${leaf(xmlName(name), value)}`
        : `  ${empty(xmlName(element), { [xmlName(attribute)]: value })}`;
    });
    const element =
      values.length === 0 ? `<${root} />` : `<${root}>\n${values.join('')}    </${root}>`;
    return `  <UserData>\n    ${element}\n  </UserData>\n`;
  }
  if (data.length === 0) return '';
  const values = data.map(({ name, value }, index) => {
    const label = name === `%${index + 1}` ? '' : ` Name="${xmlText(name)}"`;
    return value === '' ? `    <Data${label} />\n` : `    <Data${label}>${xmlText(value)}</Data>\n`;
  });
  return `  <EventData>\n${values.join('')}  </EventData>\n`;
}

const rendering = (message: string): string =>
  `  <RenderingInfo>\n${leaf('Message', message)}  </RenderingInfo>\n`;
