import { type BitNames, namesByByte, namesOf } from '../bit-names.ts';

/**
 * What a TSPL printer says about itself (label-printers.md section 5; TSPL/TSPL2 manual). Faults are plain words as in
 * the vectors; `faultCode` of `../printer-session.ts` makes codes of them.
 */
export interface TsplStatus {
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  readonly printing: boolean;
}

/** Bits of the answer to `ESC ! ?`; bit 5 is printing, which is no fault. */
const statusBits = namesByByte([
  [0x01, 'head open'],
  [0x02, 'paper jam'],
  [0x04, 'paper out'],
  [0x08, 'ribbon out'],
  [0x10, 'paused'],
  [0x40, 'cover open'],
  [0x80, 'other error'],
]);

const none: readonly string[] = [];

export function readStatusByte(byte: number): TsplStatus {
  return { faults: namesOf(byte, statusBits), warnings: none, printing: (byte & 0x20) !== 0 };
}

/** First byte of `ESC ! S`. */
const messages: Readonly<Record<number, { fault?: string; printing?: boolean }>> = {
  0x40: {},
  0x60: { fault: 'paused' },
  0x42: { printing: true }, // backing up the label
  0x43: { printing: true }, // cutting
  0x45: { fault: 'other error' },
  0x46: { printing: true }, // feeding
  0x4b: { fault: 'waiting for print key' },
  0x4c: { fault: 'label waiting' },
  0x50: { printing: true },
  0x57: { printing: true }, // drawing the label
};
const warningBits = markNames([
  [0x01, 'paper near end'],
  [0x02, 'ribbon near end'],
  [0x10, 'receive buffer full'],
]);
const printerErrorBits = markNames([
  [0x01, 'head too hot'],
  [0x02, 'motor too hot'],
  [0x04, 'head fault'],
  [0x08, 'cutter fault'],
  [0x10, 'out of memory'],
]);
const mediaErrorBits = markNames([
  [0x01, 'paper out'],
  [0x02, 'paper jam'],
  [0x04, 'ribbon out'],
  [0x08, 'ribbon jam'],
  [0x20, 'head open'],
]);

/** The four bytes between STX and ETX; `undefined` when one of them is none of the documented ones. */
export function readExtendedStatus(bytes: Uint8Array): TsplStatus | undefined {
  const first = bytes[0] ?? 0;
  const message = messages[first];
  const warnings = warningBits[bytes[1] ?? 0];
  const printer = printerErrorBits[bytes[2] ?? 0];
  const media = mediaErrorBits[bytes[3] ?? 0];
  if (message === undefined || warnings === undefined || printer === undefined || media === undefined) {
    return undefined;
  }
  const faults = [...media, ...printer];
  // "Error" without a cause is still an error.
  if (message.fault !== undefined && !(first === 0x45 && faults.length > 0)) faults.push(message.fault);
  return { faults, warnings, printing: message.printing === true };
}

/** For all bytes with bit 6 set (40h = nothing) and bit 7 clear; `undefined` for all others, which are none of the answer. */
function markNames(table: BitNames): readonly (readonly string[] | undefined)[] {
  const known = table.reduce((bits, [bit]) => bits | bit, 0x40);
  return namesByByte(table).map((names, byte) => {
    if ((byte & 0xc0) !== 0x40) return undefined;
    const further = byte & ~known;
    return further === 0 ? names : [...names, `unknown ${further.toString(16)}`];
  });
}
