import type { Definitions } from '../catalog/definitions.ts';
import type { FieldSlot } from '../catalog/layout.ts';
import type { DecodedField } from './decode.ts';

/** One account, process, endpoint or thing of an event: who did it, to whom, from where. */
export interface Actor {
  /** Id of the entity in content/entities. */
  id: string;
  title: string;
  kind: string;
  /** `CORP\anna`, `10.1.2.3:49700 (ws7)`. */
  text: string;
  /** Names of the fields that say so. */
  fields: string[];
}

/**
 * Groups the fields of an event by what they tell of.
 *
 * @param slotOf how the event takes a field: a computer's name is no account
 */
export function findActors(
  fields: readonly DecodedField[],
  slotOf: (name: string) => FieldSlot,
  definitions: Definitions,
): Actor[] {
  const byName = new Map(fields.map((field) => [field.name, field]));
  const actors: Actor[] = [];
  for (const { id, title, kind, parts } of definitions.entities) {
    const own: DecodedField[] = [];
    const found = new Map<string, DecodedField>();
    for (const [part, names] of Object.entries(parts)) {
      for (const name of names) {
        const field = byName.get(name);
        if (!field || slotOf(name).concept === undefined) continue;
        if (kind === 'account' && part === 'name' && slotOf(name).type === 'host-name') continue;
        own.push(field);
        if (!found.has(part) && given(field)) found.set(part, field);
      }
    }
    const text = TEXTS[kind]?.((part) => found.get(part)?.value ?? '', found);
    if (text) actors.push({ id, title, kind, text, fields: own.map(({ name }) => name) });
  }
  return actors;
}

const given = ({ value, meaning }: DecodedField) =>
  value !== '' && value !== '-' && meaning !== 'none' && meaning !== 'no process';

type Part = (name: string) => string;

const TEXTS: Record<string, (part: Part, found: ReadonlyMap<string, DecodedField>) => string> = {
  account(part, found) {
    const name = part('name');
    const domain = part('domain');
    if (name) return domain ? `${domain}\\${name}` : name;
    const sid = found.get('sid');
    return sid ? (sid.meaning ?? sid.value) : '';
  },
  process(part) {
    const id = part('id');
    const path = part('path');
    return path ? (id ? `${path} (process ${id})` : path) : id ? `process ${id}` : '';
  },
  endpoint(part) {
    const [address, port, host] = [part('address'), part('port'), part('host')];
    const shown = address.includes(':') && port && port !== '0' ? `[${address}]` : address;
    const where = address && port && port !== '0' ? `${shown}:${port}` : address;
    return where ? (host ? `${where} (${host})` : where) : host;
  },
  object(part, found) {
    const name = part('name') || part('path') || part('guid') || part('file');
    const type = found.get('type');
    const kind = type ? (type.meaning ?? type.value) : '';
    return name ? (kind ? `${name} (${kind})` : name) : kind;
  },
};
