import { confirmationBytes } from '../../blood-pressure/bp-ua767/commands.ts';

/** The only words the host has for the Bluetooth models, after each packet; the wired ones hear nothing. */
export const confirmations = {
  /** The scale may forget the packet. */
  received: confirmationBytes('PWA1'),
  /** It could not be read: once more. */
  again: confirmationBytes('PWA0'),
} as const;
