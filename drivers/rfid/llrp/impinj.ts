import type { Group } from './codec.ts';
import type { MutableTag } from './tag-reports.ts';
import { toHex } from './wire.ts';

/** IANA enterprise number of Impinj (shared/protocols/llrp.md section 9). Every vendor field is optional. */
export const IMPINJ_VENDOR = 25_882;

const SUBTYPE = {
  linkMonitor: 38,
  searchMode: 23,
  serializedTid: 55,
  rfPhaseAngle: 56,
  peakRssi: 57,
  rfDopplerFrequency: 68,
  transmitPower: 73,
} as const;

/**
 * Adds what an Impinj reader reports beside the standard fields: TID, phase (1/4096 turn), RSSI (0.01 dBm),
 * Doppler (raw) and transmit power index. A field of another size than documented is left to `custom` alone.
 */
export function readImpinjTagExtension(
  tag: MutableTag,
  bytes: Uint8Array,
  view: DataView,
  subtype: number,
  at: number,
  end: number,
): void {
  if (subtype === SUBTYPE.serializedTid) {
    if (end - at >= 2 && end - at === 2 + 2 * view.getUint16(at)) tag.tid = toHex(bytes, at + 2, end);
    return;
  }
  if (end - at !== 2) return;
  if (subtype === SUBTYPE.rfPhaseAngle) tag['phase4096'] = view.getUint16(at);
  else if (subtype === SUBTYPE.peakRssi) tag['peakRssiCentiDbm'] = view.getInt16(at);
  else if (subtype === SUBTYPE.rfDopplerFrequency) tag['doppler'] = view.getInt16(at);
  else if (subtype === SUBTYPE.transmitPower) tag['transmitPowerIndex'] = view.getUint16(at);
}

/** CUSTOM_MESSAGE 21, body u32 0: to be sent once per connection before any custom parameter. */
export const ENABLE_EXTENSIONS: Group = { vendor: IMPINJ_VENDOR, subtype: 21, dataHex: '00000000' };
export const ENABLE_EXTENSIONS_RESPONSE_SUBTYPE = 22;

/** The reader's answer: subtype 22 and an LLRPStatus of 0. */
export const EXTENSIONS_ENABLED: Group = {
  vendor: IMPINJ_VENDOR,
  subtype: ENABLE_EXTENSIONS_RESPONSE_SUBTYPE,
  dataHex: '011F000800000000',
};

const u16Hex = (value: number): string => value.toString(16).padStart(4, '0').toUpperCase();

/** Custom parameter 38: the reader closes a link whose keepalives go unanswered `missed` times (section 6). */
export const linkMonitor = (missed: number): Group => ({
  vendor: IMPINJ_VENDOR,
  subtype: SUBTYPE.linkMonitor,
  dataHex: u16Hex(1) + u16Hex(missed),
});

/** Custom parameter 23 inside C1G2InventoryCommand: 2 = dual target, tags are read again and again (section 9). */
export const dualTargetSearch: Group = {
  vendor: IMPINJ_VENDOR,
  subtype: SUBTYPE.searchMode,
  dataHex: u16Hex(2),
};
