/** SIDs of accounts of a domain or computer, of Microsoft Entra ID and of Microsoft accounts. */
export const SID = /(?<![A-Za-z\d])S-1-(?:5-21|12-1|11-96)(?:-\d+){3,14}/gi;

const IPV4 =
  /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/;
/** Behind a bracket that closes, `::` stands before a member of a .NET class. */
const IPV6 =
  /(?<![\w:.\]])(?:[\da-f]{0,4}:){2,7}(?:[\da-f]{1,4}|\d{1,3}(?:\.\d{1,3}){3})?(?:%[\w-]{1,64})?(?![\w:]|\.\d)/;
/** What may be an IP address. */
export const ADDRESS = new RegExp(`${IPV6.source}|${IPV4.source}`, 'gi');

/** A GUID, but for the name of a domain controller that begins with one. */
export const GUID = /(?<![\da-f])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?![\da-f]|\._msdcs)/gi;

/** Six groups of two digits. */
export const MAC =
  /(?<![\p{L}\p{N}:-])[\da-f]{2}([:-])[\da-f]{2}(?:\1[\da-f]{2}){4}(?![\p{L}\p{N}]|\1[\da-f]{2}(?![\p{L}\p{N}]))/giu;
/** The same as one number, or in three groups, where nothing else is meant. */
export const BARE_MAC = /^(?:[\da-f]{12}|[\da-f]{4}(?:\.[\da-f]{4}){2})$/i;

/** An access point by its address and the name of its network (RFC 3580 3.20). */
export const STATION = /^[\da-f]{2}(?:[-:]?[\da-f]{2}){5}:([^\r\n]{1,32})$/i;

/** A unit, organisation or place in a distinguished name (RFC 4514 2.4), behind which another part stands or the name ends. */
export const UNIT =
  /(?<=(?<![\p{L}\p{N}_-])ou=|(?:^|[,;+])\s{0,3}(?:o|l|st|street)=)(?:\\.|"[^"]{1,255}"|[^,;+\\"'=<>\r\n]){1,255}?(?=\s{0,3}(?:[,;+]\s{0,3}[\p{L}\d.]{1,32}=|["'<\r\n]|$))/giu;

/** A folder of users holds one folder for each account (knownfolders.h, FOLDERID_UserProfiles). */
const PROFILE = /[\\/]{1,4}(?:Users|Documents and Settings)[\\/]{1,4}([^\\/:*?"<>|\r\n]{1,64})/gi;
/** Folders there that are nobody's (FOLDERID_Public, FOLDERID_ProgramData's link, and that of new accounts). */
const NOBODY = new Set(['all users', 'default', 'default user', 'public']);

const UNC =
  /(?:^|[^\w\\:]|[/-][A-Za-z]\w{0,30}:)\\{2,4}([\p{L}\p{N}][\p{L}\p{N}._-]{1,253})(?=[\\@])/gu;
const ACCOUNT =
  /(?<![\\\p{L}\p{N}_.$-])([\p{L}\p{N}][\p{L}\p{N}._-]{0,63})\\{1,2}([\p{L}\p{N}_][\p{L}\p{N}._$-]{0,63})(?![\\\p{L}\p{N}])/gu;
const MAIL =
  /(?<![\p{L}\p{N}_.+/-])[\p{L}\p{N}_.+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;
const DOTTED =
  /(?<![\p{L}\p{N}_.-])[\p{L}\p{N}_][\p{L}\p{N}_-]{0,62}(?:\.[\p{L}\p{N}_-]{1,63}){1,8}\.\p{L}[\p{L}\p{N}_-]{0,62}/gu;
const COMPONENT = /\bdc=([^,\s"']{1,63})/gi;

/** Accounts whose folders a text names. */
export function profilesIn(text: string): string[] {
  return [...text.matchAll(PROFILE)].flatMap(({ 0: all, 1: folder = '', index }) => {
    const end = index + all.length;
    const isWhole =
      /[\\/"]/.test(text[end] ?? '') ||
      (end === text.length && /^[A-Za-z]:$/.test(text.slice(0, index)));
    // Of a name that no sign ends, only the first word is surely part.
    const name = isWhole ? folder.trim() : (/^[^\s,;'`)\]}]+/.exec(folder)?.[0] ?? '');
    return NOBODY.has(name.toLowerCase()) ? [] : [name];
  });
}

/** Computers on which a text names a share, or the domains that stand in their place. */
export const computersIn = (text: string): string[] =>
  [...text.matchAll(UNC)].map(([, name]) => name as string);

/** What reads as an account behind its domain, `CORP\anna`; it may as well be a path. */
export const accountsIn = (text: string): [domain: string, name: string][] =>
  [...text.matchAll(ACCOUNT)].map(([, domain, name]) => [domain as string, name as string]);

/** Addresses of mail, which user principal names look like. */
export const mailIn = (text: string): string[] => text.match(MAIL) ?? [];

/** What may be the name of a computer in its domain. */
export const dottedIn = (text: string): string[] => text.match(DOTTED) ?? [];

/** The domain of a distinguished name. */
export function domainIn(text: string): string {
  return [...text.matchAll(COMPONENT)].map(([, label]) => label as string).join('.');
}
