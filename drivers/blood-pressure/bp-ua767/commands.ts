/** What the host says after a Bluetooth packet, in ASCII without line end (two public programs). */
export type Confirmation = 'PWA1' | 'PWA0';

/** `PWA1` = received, the meter may forget it; `PWA0` = not understood, send it again. */
export function confirmationBytes(confirmation: Confirmation): Uint8Array {
  return Uint8Array.from(Buffer.from(confirmation, 'latin1'));
}
