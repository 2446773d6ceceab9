import type { DecodedTag } from '../../decoded.ts';
import { hexOf, u24, u32 } from '../serial-uhf/bytes.ts';

const FAST_ID = 0x80;
const WITH_PHASE = 0x40;
const LENGTH = 0x3f;
const TID_BYTES = 12;
/** Phase u32 and frequency u24 in kHz. */
const PHASE_BYTES = 7;

/** Antenna from 1 of a bitmap with exactly one bit (1, 2, 4, 8 …); `undefined` for anything else. */
export function antennaOfBitmap(bitmap: number): number | undefined {
  return bitmap > 0 && (bitmap & (bitmap - 1)) === 0 ? 32 - Math.clz32(bitmap) : undefined;
}

/**
 * Tags of an inventory answer behind its status byte. Model 18: count, then length and EPC each. Model 288 and UR:
 * antenna bitmap, count, then length, EPC and a raw RSSI byte each. Which one it is follows from the lengths, which
 * fit one form only. `undefined` when they fit none.
 */
export function inventoryTags(data: Uint8Array): readonly DecodedTag[] | undefined {
  return tagsOf288(data) ?? tagsOf18(data);
}

function tagsOf18(data: Uint8Array): readonly DecodedTag[] | undefined {
  const tags: DecodedTag[] = [];
  let at = 1;
  for (let left = data[0] ?? 0; left > 0; left -= 1) {
    const length = data[at] ?? 0;
    const end = at + 1 + length;
    if (!isEpcLength(length) || end > data.length) return undefined;
    tags.push({ epc: hexOf(data, at + 1, end), epcBits: length * 8 });
    at = end;
  }
  return data.length > 0 && at === data.length ? tags : undefined;
}

function tagsOf288(data: Uint8Array): readonly DecodedTag[] | undefined {
  const antennaId = antennaOfBitmap(data[0] ?? 0);
  if (antennaId === undefined || data.length < 2) return undefined;
  const tags: DecodedTag[] = [];
  let at = 2;
  for (let left = data[1] ?? 0; left > 0; left -= 1) {
    const found = tagAt(data, at, antennaId);
    if (found === undefined) return undefined;
    tags.push(found.tag);
    at = found.end;
  }
  return at === data.length ? tags : undefined;
}

/** Length with flags, EPC (with FastID: and TID), RSSI, with phase flag: phase and frequency. */
export function tagAt(
  data: Uint8Array,
  at: number,
  antennaId: number,
): { readonly tag: DecodedTag; readonly end: number } | undefined {
  const head = data[at] ?? 0;
  const length = head & LENGTH;
  const hasTid = (head & FAST_ID) !== 0;
  const epcBytes = hasTid ? length - TID_BYTES : length;
  const rssiAt = at + 1 + length;
  const hasPhase = (head & WITH_PHASE) !== 0;
  const end = rssiAt + 1 + (hasPhase ? PHASE_BYTES : 0);
  if (!isEpcLength(epcBytes) || end > data.length) return undefined;
  const tag: DecodedTag = {
    epc: hexOf(data, at + 1, at + 1 + epcBytes),
    epcBits: epcBytes * 8,
    antennaId,
    // A number of the maker's own, good for ranking only (uhf-serial.md section 3).
    peakRssi: data[rssiAt] ?? 0,
    rssiUnit: 'raw',
  };
  // Most tags have neither; putting nothing into them costs as much as reading them.
  if (!hasTid && !hasPhase) return { end, tag };
  return {
    end,
    tag: {
      ...tag,
      ...(hasTid ? { tid: hexOf(data, at + 1 + epcBytes, rssiAt) } : {}),
      ...(hasPhase ? { phase: u32(data, rssiAt + 1), frequencyKhz: u24(data, rssiAt + 5) } : {}),
    },
  };
}

/** Whole words, at most 496 bits; a tag without EPC is not reported. */
function isEpcLength(bytes: number): boolean {
  return bytes >= 2 && bytes <= 62 && bytes % 2 === 0;
}
