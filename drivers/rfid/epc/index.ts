export { decodeEpcHex, type Epc, encodeEpcUri } from './codec.ts';
export { type EpcLine, epcLine } from './epc-line.ts';
export {
  isFactoryEpc,
  isIsoNumbering,
  isTruncated,
  makeOpaqueHandle,
  OPAQUE_HANDLE_BYTES,
  type OpaqueHandle,
  opaquePc,
  recogniseOpaqueHandle,
} from './opaque.ts';
export { epcBitsOfPc, storedCrc } from './stored-crc.ts';
