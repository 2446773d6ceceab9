/**
 * HID POS bar code scanners, usage page 8Ch (USB-IF "HID Point of Sale Usage Tables" 1.02; cameras-and-signals.md
 * section 3). Report 2: length, three bytes of the AIM identifier (FB FC FD), data (FE), and bit 0 of the last byte
 * says that more follows (FF). Two layouts are in use: 56 bytes of data with the flag right behind (62 bytes with the report
 * id), and Honeywell's, with its own code letter and a byte in between (64).
 */
export const USAGE_PAGE = 0x8c;
export const DATA_REPORT = 2;
export const DATA_BYTES = 56;
export const HEADER_BYTES = 5;
export const SHORT_REPORT = HEADER_BYTES + DATA_BYTES + 1;
export const LONG_REPORT = HEADER_BYTES + DATA_BYTES + 3;
/** Place of Honeywell's code letter in the long report. */
export const MAKER_CODE_AT = HEADER_BYTES + DATA_BYTES;

/** Feature report that puts Honeywell scanners (vendor 0C2E) from keyboard into HID POS mode until they lose power. */
export const honeywellHidMode = Uint8Array.of(254, 1);

/** The whole report of one part of a scan, for the simulator and for tests. */
export function dataReport(part: {
  readonly aim: string;
  readonly data: Uint8Array;
  readonly more: boolean;
  readonly length: number;
}): Uint8Array {
  const report = new Uint8Array(part.length);
  report.set([
    DATA_REPORT,
    part.data.length,
    ...Buffer.from(part.aim.padEnd(3, '\0'), 'latin1').subarray(0, 3),
  ]);
  report.set(part.data.subarray(0, DATA_BYTES), HEADER_BYTES);
  report[part.length - 1] = part.more ? 1 : 0;
  return report;
}
