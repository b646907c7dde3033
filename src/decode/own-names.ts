import type { Definitions } from '../catalog/definitions.ts';
import type { Layout } from '../catalog/layout.ts';
import type { DataValue, RawEvent } from '../event.ts';
import { findLayout } from './versions.ts';

/** A value whose name an event has twice, and the name that its place has. */
export interface Twice {
  name: string;
  own: string;
}

/**
 * Some versions of Windows call two values of an event alike: the second takes the name that its place has in the
 * layout, where nothing else is called so.
 */
export function withOwnNames(
  raw: RawEvent,
  { fields }: Layout,
): { raw: RawEvent; twice: readonly Twice[] } {
  const names = raw.data.map(({ name }) => name);
  if (names.length !== fields.length || !hasTwice(raw.data)) return { raw, twice: [] };
  const twice: Twice[] = [];
  const data = raw.data.map((one, at) => {
    const own = fields[at]?.name;
    if (own === undefined || names.indexOf(one.name) === at || names.includes(own)) return one;
    twice.push({ name: one.name, own });
    return { name: own, value: one.value };
  });
  return { raw: { ...raw, data }, twice };
}

/** The same for many events, of which nearly all need nothing: for what joins them by their names. */
export class OwnNames {
  readonly #definitions: Definitions;
  /** Of each event id, values whose names are all different. */
  readonly #sound = new Map<number, readonly DataValue[]>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  of(event: RawEvent): RawEvent {
    const { data, eventId, provider } = event;
    if (eventId === undefined || isNamedLike(data, this.#sound.get(eventId))) return event;
    if (!hasTwice(data)) {
      this.#sound.set(eventId, data);
      return event;
    }
    const [definition] = this.#definitions.find(eventId, provider);
    const layout = definition && findLayout(definition, event);
    return layout ? withOwnNames(event, layout).raw : event;
  }
}

const isNamedLike = (data: readonly DataValue[], sound: readonly DataValue[] | undefined) =>
  data.length === sound?.length && data.every(({ name }, at) => name === sound[at]?.name);

const hasTwice = (data: readonly DataValue[]) =>
  new Set(data.map(({ name }) => name)).size < data.length;
