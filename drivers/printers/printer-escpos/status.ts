import { namesByByte, namesOf } from '../bit-names.ts';

/**
 * What an ESC/POS printer says about itself (Epson ESC/POS reference: DLE EOT, GS a, GS r; label-printers.md section 5).
 * Faults are plain words; `faultCode` of `../printer-session.ts` makes codes of them.
 */
export interface EscposStatus {
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  /** Level of the drawer's contact, where it was told: open or closed depends on the drawer. */
  readonly drawerHigh?: boolean;
}

const offlineFaults = namesByByte([
  [0x04, 'cover open'],
  [0x20, 'paper end stop'],
  [0x40, 'error'],
]);
const errorFaults = namesByByte([
  [0x04, 'recoverable error'],
  [0x08, 'cutter fault'],
  [0x20, 'unrecoverable error'],
  [0x40, 'head too hot'],
]);

/** Bits 1 and 4 set, 0 and 7 clear: otherwise it is no answer to DLE EOT. */
export function isRealtimeByte(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}

/**
 * One answer to `DLE EOT n`. Without the question (`undefined`) it is read as the cause of being offline, except the two
 * patterns that only paper sensors send.
 */
export function readRealtimeByte(byte: number, asked: number | undefined): EscposStatus {
  switch (asked ?? (paperPatterns.has(byte) ? 4 : 2)) {
    case 1:
      return {
        faults: [
          ...((byte & 0x08) === 0 ? [] : ['offline']),
          ...((byte & 0x20) === 0 ? [] : ['waiting for recovery']),
        ],
        warnings: (byte & 0x40) === 0 ? [] : ['feed button pressed'],
        drawerHigh: (byte & 0x04) !== 0,
      };
    case 2:
      return {
        faults: namesOf(byte, offlineFaults),
        warnings: (byte & 0x08) === 0 ? [] : ['feed button pressed'],
      };
    case 3:
      return { faults: namesOf(byte, errorFaults), warnings: [] };
    case 4:
      return {
        faults: (byte & 0x60) === 0 ? [] : ['paper end'],
        warnings: (byte & 0x0c) === 0 ? [] : ['paper near end'],
      };
    default:
      return { faults: [], warnings: [] };
  }
}

/** Both sensor bits together: near end; end; both. */
const paperPatterns = new Set([0x1e, 0x72, 0x7e]);

/** Automatic status: four bytes, told apart by their fixed bits. */
export function isAutomaticStatus(bytes: Uint8Array): boolean {
  const [first = 0, ...others] = bytes;
  return (first & 0x93) === 0x10 && others.every((byte) => (byte & 0x90) === 0);
}

export function readAutomaticStatus(bytes: Uint8Array): EscposStatus {
  const [printer = 0, error = 0, paper = 0] = bytes;
  return {
    faults: [
      ...((printer & 0x20) === 0 ? [] : ['cover open']),
      ...((paper & 0x0c) === 0 ? [] : ['paper end']),
      ...namesOf(error, errorFaults),
      ...((printer & 0x08) === 0 ? [] : ['offline']),
    ],
    warnings: [
      ...((paper & 0x03) === 0 ? [] : ['paper near end']),
      ...((printer & 0x40) === 0 ? [] : ['feed button pressed']),
    ],
    drawerHigh: (printer & 0x04) !== 0,
  };
}

/** Bits 4 and 7 clear. */
export function isQueuedByte(byte: number): boolean {
  return (byte & 0x90) === 0;
}

/** Answer to `GS r 1` (paper) or `GS r 2` (drawer). */
export function readQueuedByte(byte: number, asked: number): EscposStatus {
  if (asked === 2 || asked === 50) return { faults: [], warnings: [], drawerHigh: (byte & 1) !== 0 };
  return {
    faults: (byte & 0x0c) === 0 ? [] : ['paper end'],
    warnings: (byte & 0x03) === 0 ? [] : ['paper near end'],
  };
}
