/** Where the source of the site lives: the one place to change for a copy of the project. */
const address = 'https://github.com/audit-atlas/audit-atlas';

/** Addresses of one file of the repository: its source to edit and its history. */
export function sourceLinks(file: string): { edit: string; history: string } {
  return { edit: `${address}/edit/main/${file}`, history: `${address}/commits/main/${file}` };
}

/** A new report, filled in with the page that it is about. */
export function reportLink(title: string, path: string): string {
  const body = `Page: ${path}\n\nWhat it says:\n\nWhat is right, and how it is known:\n`;
  const query = new URLSearchParams({ title: `${title}: `, body });
  return `${address}/issues/new?${query.toString()}`;
}
