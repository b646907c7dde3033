/** How it is known that an event belongs to a subcategory, where documentation does not say it. */
export const basisWords: Readonly<Record<string, string>> = {
  inferred: 'inferred from sibling events',
  'observed-task': 'from the task number of real events',
  'ossem-ms-table': 'from a Microsoft spreadsheet',
  'docs-older': 'from older documentation',
};

/** The computers that write an event. */
export const computerWords = {
  any: 'any computer',
  'domain-controller': 'domain controllers',
  member: 'members of a domain',
  workstation: 'workstations',
  server: 'servers',
  'certification-authority': 'certification authorities',
  nps: 'Network Policy Servers',
  'ad-fs': 'AD FS servers',
  'ocsp-responder': 'Online Responders',
};

/** Whether an event is to be expected at all. */
export const statusWords = {
  'never-written': 'Defined, but never written.',
  deprecated: 'Deprecated.',
  'on-request': 'Written on request only.',
};

/** What a correction of an official page was checked against. */
export const confirmedWords = {
  definition: 'Confirmed by the definition of the event.',
  log: 'Confirmed in real logs.',
  page: 'Confirmed on the page itself, as its public repository holds it.',
  reference: 'Confirmed by the specification.',
};

/** The first release of a version in words, by its title; says where the version can be older. */
export const sinceWords = (release: string, orEarlier: boolean | undefined): string =>
  orEarlier ? `${release} or earlier` : release;
