import type { FieldType } from '../schema/field.ts';
import type { ManifestField } from './manifest.ts';

/** What a value is by its types in the manifest ([MS-EVEN6] 2.2.12; outType of EventManifest, Windows SDK). */
export function fieldTypeOf({ inType, outType }: ManifestField): FieldType {
  const out = OUT_TYPES[outType ?? ''];
  return out ?? IN_TYPES[inType] ?? (/^U?Int\d+$/.test(inType) ? 'integer' : 'text');
}

const OUT_TYPES: Record<string, FieldType> = {
  IPv4: 'ip-address',
  IPv6: 'ip-address',
  SocketAddress: 'ip-address',
  Port: 'port',
  PID: 'process-id',
  TID: 'thread-id',
  HexInt8: 'hex',
  HexInt16: 'hex',
  HexInt32: 'hex',
  HexInt64: 'hex',
  boolean: 'boolean',
  dateTime: 'time',
  Xml: 'xml',
};

const IN_TYPES: Record<string, FieldType> = {
  SID: 'sid',
  GUID: 'guid',
  FILETIME: 'time',
  SYSTEMTIME: 'time',
  Boolean: 'boolean',
  Binary: 'binary',
  Pointer: 'hex',
  HexInt32: 'hex',
  HexInt64: 'hex',
};
