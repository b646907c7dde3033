import { z } from 'zod';
import { oneOrMore, sentence, slug, text } from './text.ts';

/** What a value is, which decides how it is explained. Kinds, not names: a code is explained by its table. */
export const fieldType = z.enum([
  'access-list',
  'access-mask',
  'access-reason',
  'account-name',
  'binary',
  'boolean',
  'code',
  'command-line',
  'device-id',
  'device-path',
  'dn',
  'domain-name',
  'ds-properties',
  'duration',
  'guid',
  'handle-id',
  'hash',
  'hex',
  'host-name',
  'integer',
  'ip-address',
  'list',
  'logon-id',
  'mac-address',
  'message-code',
  'network-name',
  'object-type',
  'oid',
  'path',
  'percent',
  'port',
  'privilege-list',
  'process-id',
  'registry-path',
  'sddl',
  'serial-number',
  'sid',
  'sid-list',
  'spn',
  'text',
  'thread-id',
  'time',
  'uac-changes',
  'upn',
  'url',
  'xml',
  'yes-no',
]);
export type FieldType = z.output<typeof fieldType>;

/** content/fields/<name>.yaml: one field concept, wherever it occurs. */
export const fieldSchema = z.strictObject({
  /** The name, and names that differ from it in case only. */
  names: z.array(text).min(1),
  /** Providers in whose events the names mean this; without it, in all events that no other file claims. */
  providers: z.array(slug).min(1).optional(),
  type: fieldType,
  /** Code tables that explain the value, tried in order. */
  table: oneOrMore(slug).optional(),
  /** Type in the event's XML template ([MS-EVEN6] 2.2.12), such as HexInt64. */
  as: text,
  means: sentence,
  note: text.optional(),
});
