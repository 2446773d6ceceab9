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
const statusBits: readonly (readonly [number, string])[] = [
  [0x01, 'head open'],
  [0x02, 'paper jam'],
  [0x04, 'paper out'],
  [0x08, 'ribbon out'],
  [0x10, 'paused'],
  [0x40, 'cover open'],
  [0x80, 'other error'],
];

export function readStatusByte(byte: number): TsplStatus {
  return {
    faults: statusBits.flatMap(([bit, fault]) => ((byte & bit) === 0 ? [] : [fault])),
    warnings: [],
    printing: (byte & 0x20) !== 0,
  };
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
const warningBits: readonly (readonly [number, string])[] = [
  [0x01, 'paper near end'],
  [0x02, 'ribbon near end'],
  [0x10, 'other warning'],
];
const printerErrorBits: readonly (readonly [number, string])[] = [
  [0x01, 'head too hot'],
  [0x02, 'motor too hot'],
  [0x04, 'head fault'],
  [0x08, 'cutter fault'],
  [0x10, 'out of memory'],
];
const mediaErrorBits: readonly (readonly [number, string])[] = [
  [0x01, 'paper out'],
  [0x02, 'paper jam'],
  [0x04, 'ribbon out'],
  [0x08, 'ribbon jam'],
  [0x20, 'head open'],
];

/** The four bytes between STX and ETX; `undefined` when one of them is none of the documented ones. */
export function readExtendedStatus(bytes: Uint8Array): TsplStatus | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  const message = messages[first];
  const warnings = named(second, warningBits);
  const printer = named(third, printerErrorBits);
  const media = named(fourth, mediaErrorBits);
  if (message === undefined || warnings === undefined || printer === undefined || media === undefined) {
    return undefined;
  }
  const faults = [...media, ...printer];
  // "Error" without a cause is still an error.
  if (message.fault !== undefined && !(first === 0x45 && faults.length > 0)) faults.push(message.fault);
  return { faults, warnings, printing: message.printing === true };
}

/** Bit 6 is always set; 40h = nothing. */
function named(byte: number, table: readonly (readonly [number, string])[]): string[] | undefined {
  if ((byte & 0xc0) !== 0x40) return undefined;
  const known = table.reduce((bits, [bit]) => bits | bit, 0x40);
  const names = table.flatMap(([bit, name]) => ((byte & bit) === 0 ? [] : [name]));
  const further = byte & ~known;
  return further === 0 ? names : [...names, `unknown ${further.toString(16)}`];
}
