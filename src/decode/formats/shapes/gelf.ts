import { textOf } from '../header.ts';
import type { Shape } from './shape.ts';
import { winlogbeat } from './winlogbeat.ts';

/** Groups of Winlogbeat's keys: behind them an underscore stands for a dot. */
const GROUPS = ['event_data', 'user_data', 'process_thread', 'process', 'user', 'winlog'];

/**
 * Graylog: one flat level, dots turned into underscores (`winlogbeat_winlog_event_data_TargetUserName`), an underscore
 * before each key in GELF itself. The keys are those of Winlogbeat.
 */
export const gelf: Shape = {
  id: 'gelf',
  read(row, context) {
    const flat: Record<string, unknown> = {};
    let found = false;
    for (const [key, value] of Object.entries(row)) {
      const name = /^_?winlogbeat_(.+)$/.exec(key)?.[1] ?? /^_?(winlog_.+)$/.exec(key)?.[1];
      if (name === undefined) continue;
      found = true;
      flat[dotted(name)] = value;
    }
    if (!found) return undefined;
    if (flat['@timestamp'] === undefined && flat['winlog.time_created'] === undefined) {
      flat['@timestamp'] = row['timestamp'];
    }
    flat['message'] ??= textOf(row['full_message']) ?? row['message'];
    return winlogbeat.read(flat, context);
  },
};

function dotted(name: string): string {
  if (name === 'event_code') return 'event.code';
  if (name === 'timestamp') return '@timestamp';
  const [prefix, rest] = name.startsWith('winlog_') ? ['winlog.', name.slice(7)] : ['', name];
  const group = GROUPS.find((one) => rest.startsWith(`${one}_`));
  const plain =
    group && !/^process_id$/.test(rest)
      ? `${group.replace('process_thread', 'process.thread')}.${rest.slice(group.length + 1)}`
      : rest;
  return prefix + plain;
}
