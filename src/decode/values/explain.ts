import type { Definitions } from '../../catalog/definitions.ts';
import type { FieldSlot } from '../../catalog/layout.ts';
import type { FieldType } from '../../schema/field.ts';
import { explainAccessMask } from './access-mask.ts';
import { explainCode } from './code.ts';
import { explainLogonId } from './logon-id.ts';
import { explainMessageCodes } from './message-codes.ts';
import { explainPrivileges } from './privileges.ts';
import { explainSddl } from './sddl.ts';
import { explainSid } from './sid.ts';

/** What a value means. */
export interface Meaning {
  /** In words: `Network`, `NT AUTHORITY\SYSTEM`. */
  text: string;
  /** The part of the value that this explains, where it is one of several. */
  value?: string;
  /** A sentence more. */
  detail?: string;
  /** Code table that says so. */
  table?: string;
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
  'access-list': explainMessageCodes,
  'access-mask': explainAccessMask,
  code: explainCode,
  'logon-id': explainLogonId,
  'message-code': explainMessageCodes,
  'privilege-list': explainPrivileges,
  sddl: explainSddl,
  sid: explainSid,
  'uac-changes': explainMessageCodes,
  'yes-no': explainMessageCodes,
};

/**
 * Explains a value by its field's type.
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
  return (
    byType[slot.type]?.(value, slot, data, definitions) ??
    codesAnywhere(value, slot, data, definitions)
  );
}

/** Message codes stand in fields of any type. */
const codesAnywhere: Explain = (value, slot, data, definitions) =>
  /%%\d/.test(value) ? explainMessageCodes(value, slot, data, definitions) : undefined;
