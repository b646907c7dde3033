/** Which events a field of the dictionary is about. */
interface Named {
  names: readonly string[];
  /** Providers whose field it is; left out where it holds for all others. */
  providers?: readonly string[] | undefined;
}

/** Finds the field that a name means: that of the provider, else the one of all. */
export type FieldOf<Field> = (name: string, provider?: string) => Field | undefined;

/**
 * Indexes the dictionary. One name may mean one thing in one log and another in the next: a field that says whose it is
 * wins there, and is unknown to other providers.
 *
 * @returns a search; without a provider it gives the field of all, else the first of any
 */
export function fieldFinder<Field extends Named>(fields: Iterable<Field>): FieldOf<Field> {
  const ofAll = new Map<string, Field>();
  const own = new Map<string, Field>();
  const first = new Map<string, Field>();
  for (const field of fields) {
    for (const name of field.names) {
      if (!first.has(name)) first.set(name, field);
      if (!field.providers) ofAll.set(name, field);
      for (const provider of field.providers ?? []) own.set(`${provider} ${name}`, field);
    }
  }
  return (name, provider) =>
    provider === undefined
      ? (ofAll.get(name) ?? first.get(name))
      : (own.get(`${provider} ${name}`) ?? ofAll.get(name));
}
