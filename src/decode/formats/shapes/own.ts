import { setHeader } from '../header.ts';
import { rowOf, type Shape } from './shape.ts';
import { valuesOf } from './values.ts';

/** What `decode --json` prints. */
export const own: Shape = {
  id: 'audit-atlas',
  read(row, { start }) {
    const data = rowOf(row['data']);
    if (!data || row['eventId'] === undefined) return undefined;
    const raw = start();
    setHeader(raw, { ...row, time: row['timeCreated'] });
    raw.data = valuesOf(data);
    return raw;
  },
};
