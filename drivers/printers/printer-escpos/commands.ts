/**
 * Requests to an ESC/POS printer (Epson ESC/POS reference; label-printers.md section 5). `DLE EOT n` is answered at once, even
 * when the printer is offline; `GS r n` waits its turn behind everything sent before it.
 */
export type RealtimeStatus = 1 | 2 | 3 | 4;
export function realtimeRequest(n: RealtimeStatus): Uint8Array {
  return Uint8Array.of(0x10, 0x04, n);
}
/** Answered when all that was sent before has been printed: the printer's own word that a job is done. */
export const paperRequest = Uint8Array.of(0x1d, 0x72, 1);
/** Model name, answered by `_` text NUL. */
export const modelRequest = Uint8Array.of(0x1d, 0x49, 67);
export const initialize = Uint8Array.of(0x1b, 0x40);

export function feedLines(lines: number): Uint8Array {
  return Uint8Array.of(0x1b, 0x64, lines);
}
/** Feeds to the cutter and cuts all but one point, so that the receipt does not fall. */
export const cutPaper = Uint8Array.of(0x1d, 0x56, 66, 0);
/** Cash drawer (钱箱): pulse on pin 2 or 5, times 2 ms each. */
export function openDrawer(pin: 2 | 5 = 2, onMs = 100, offMs = 200): Uint8Array {
  const ticks = (milliseconds: number): number => Math.max(1, Math.min(255, Math.round(milliseconds / 2)));
  return Uint8Array.of(0x1b, 0x70, pin === 2 ? 0 : 1, ticks(onMs), ticks(offMs));
}
