import type { RawEvent } from '../../../event.ts';
import { setHeader, textOf } from '../header.ts';
import { addValue, knownFields } from '../known-fields.ts';
import { at, below, rowOf, type Shape } from './shape.ts';
import { valuesOf } from './values.ts';

/**
 * Wazuh: `win.system` and `win.eventdata`, names with a small first letter (the event's definition gives the right
 * spelling); before 3.9 `EventChannel` with the spelling of the XML. A manager's archive holds the agent's
 * `{"Message", "Event"}` instead.
 */
export const wazuh: Shape = {
  id: 'wazuh',
  read(row, { definitions, start }) {
    const whole = rowOf(row['_source']) ?? row;
    const prefix = ['data.win', 'win', 'data.EventChannel', 'EventChannel'].find(
      (path) =>
        at(whole, path) !== undefined ||
        at(whole, `${path}.system`) !== undefined ||
        at(whole, `${path}.system.eventID`) !== undefined,
    );
    if (!prefix) return undefined;
    const system = new Map(
      [
        ...Object.entries(below(whole, `${prefix}.system`)),
        ...Object.entries(below(whole, `${prefix}.System`)),
      ].map(([name, value]) => [name.toLowerCase(), value] as const),
    );
    if (system.size === 0) return undefined;
    const raw: RawEvent = { ...start(), partial: true };
    setHeader(raw, {
      provider: system.get('providername'),
      eventId: system.get('eventid'),
      version: system.get('version'),
      level: system.get('level'),
      task: system.get('task'),
      opcode: system.get('opcode'),
      keywords: system.get('keywords'),
      time: system.get('systemtime'),
      recordId: system.get('eventrecordid'),
      channel: system.get('channel'),
      computer: system.get('computer'),
      processId: system.get('processid'),
      threadId: system.get('threadid'),
    });
    const message = textOf(system.get('message'));
    if (message) raw.message = message.replace(/^"|"$/g, '');
    const names = new Map(
      [...knownFields(raw, definitions).keys()].map((name) => [lowerFirst(name), name]),
    );
    const rightName = (name: string) =>
      names.get(name) ?? name.charAt(0).toUpperCase() + name.slice(1);
    const all = below(whole, prefix);
    const groups = Object.entries(all).filter(([name]) => !/^system(?:\.|$)/i.test(name));
    for (const [name, group] of groups) {
      const values = rowOf(group);
      if (values && !/^eventdata$/i.test(name))
        raw.userData = name.charAt(0).toUpperCase() + name.slice(1);
      const named = values ? valuesOf(values) : [];
      const dotted = /^eventdata\.(.+)$/i.exec(name)?.[1];
      if (dotted) named.push({ name: dotted, value: textOf(group) ?? '' });
      for (const one of named) addValue(raw, rightName(one.name), one.value, definitions);
    }
    return raw;
  },
};

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
