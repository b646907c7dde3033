import type { Definitions } from '../../catalog/definitions.ts';
import type { FieldSlot } from '../../catalog/layout.ts';
import type { FieldType } from '../../schema/field.ts';
import { explainAccessMask } from './access-mask.ts';
import { explainAccessReason } from './access-reason.ts';
import { explainCode } from './code.ts';
import { explainCommandLine } from './command-line.ts';
import { explainDirectoryProperties } from './ds-properties.ts';
import { explainDuration } from './duration.ts';
import { explainGuid, explainGuids } from './guid.ts';
import { explainHash } from './hash.ts';
import { explainIpAddress } from './ip-address.ts';
import { explainLogonId } from './logon-id.ts';
import { explainMessageCodes } from './message-codes.ts';
import { explainHandleId, explainNumber, explainProcessId } from './number.ts';
import { explainObjectType } from './object-type.ts';
import { explainOids } from './oid.ts';
import { explainPath } from './path.ts';
import { explainPort } from './port.ts';
import { explainPrivileges } from './privileges.ts';
import { explainSddl } from './sddl.ts';
import { explainSid } from './sid.ts';
import { explainSidList } from './sid-list.ts';
import { explainSpn } from './spn.ts';
import { explainTaskXml } from './task-xml.ts';
import { explainTime } from './time.ts';

/** What a value means. */
export interface Meaning {
  /** In words: `Network`, `NT AUTHORITY\SYSTEM`. */
  text: string;
  /** The text says something beside the value, not in its place: `private network` of an address. */
  aside?: true;
  /** The part of the value that this explains, where it is one of several. */
  value?: string;
  /** A sentence more. */
  detail?: string;
  /** Code table that says so, and the anchor of the entry on the table's page. */
  table?: string;
  anchor?: string;
  parts?: Meaning[];
}

/** Explains a value of one type; undefined when there is nothing to say. */
export type Explain = (
  value: string,
  slot: FieldSlot,
  data: ReadonlyMap<string, string>,
  definitions: Definitions,
) => Meaning | undefined;

const byType: Partial<Record<FieldType, Explain>> = {
  // Where the object has no type, the rights stand as a number.
  'access-list': (...about) => explainMessageCodes(...about) ?? explainAccessMask(...about),
  'access-mask': explainAccessMask,
  'access-reason': explainAccessReason,
  code: explainCode,
  'command-line': beside(explainCommandLine),
  'device-path': beside(explainPath),
  'ds-properties': explainDirectoryProperties,
  duration: explainDuration,
  guid: explainGuid,
  'handle-id': beside(explainHandleId),
  hash: beside(explainHash),
  hex: (...about) => explainCode(...about) ?? beside(explainNumber)(...about),
  'ip-address': beside(explainIpAddress),
  'logon-id': explainLogonId,
  'message-code': explainMessageCodes,
  'object-type': explainObjectType,
  oid: explainOids,
  path: beside(explainPath),
  port: beside(explainPort),
  'privilege-list': explainPrivileges,
  'process-id': beside(explainProcessId),
  'registry-path': beside(explainPath),
  sddl: explainSddl,
  sid: explainSid,
  'sid-list': explainSidList,
  spn: beside(explainSpn),
  'thread-id': beside(explainNumber),
  text: (...about) => beside(explainOids)(...about) ?? beside(explainGuids)(...about),
  time: explainTime,
  'uac-changes': explainMessageCodes,
  xml: beside(explainTaskXml),
  'yes-no': explainMessageCodes,
};

/** A list of a security descriptor with an entry, behind an owner and a group. */
const SDDL = /^(?:[OG]:(?:[A-Z]{2}|S-1-[\d-]{1,200})){0,2}[DS]:[A-Z_]{0,20}\([A-Z]{1,2};/;

function beside(explain: Explain): Explain {
  return (...about) => {
    const meaning = explain(...about);
    return meaning && { ...meaning, aside: true };
  };
}

/**
 * Explains a value by its field's type, or by its shape where the type has nothing to say.
 *
 * @param data all values of the event, for types that need a neighbour (an access mask its object type)
 */
export function explainValue(
  value: string,
  slot: FieldSlot,
  data: ReadonlyMap<string, string>,
  definitions: Definitions,
): Meaning | undefined {
  if (value === '' || value === '-') return undefined;
  const own = byType[slot.type]?.(value, slot, data, definitions);
  if (own) return own;
  if (slot.tables.length > 0) {
    const coded = explainCode(value, slot, data, definitions);
    if (coded) return coded;
  }
  if (/%%\d/.test(value)) return explainMessageCodes(value, slot, data, definitions);
  if (SDDL.test(value)) return explainSddl(value, slot, data, definitions);
  if (/^%?\{?S-1-\d[\d-]+\}?$/.test(value)) return explainSid(value, slot, data, definitions);
  return value.startsWith('\\') ? beside(explainPath)(value, slot, data, definitions) : undefined;
}
