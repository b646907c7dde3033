/** Anchor of an entry on its table's page: lower case, without what an address would have to escape. */
export function anchorOf(value: string): string {
  return value
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
