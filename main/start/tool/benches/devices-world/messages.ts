import type { WorldDevice } from './twelve.ts';

/** To the process that plays the devices (`player.ts`). */
export type ToPlayer =
  | {
      readonly kind: 'play';
      readonly devices: readonly WorldDevice[];
      /** The far ends of serial lines, one a device; without them each listens on a port of its own. */
      readonly lines?: readonly string[];
    }
  /** Bytes to whoever is connected to the device of that driver. */
  | { readonly kind: 'write'; readonly driver: string; readonly bytes: Uint8Array };

export type FromPlayer =
  | { readonly kind: 'playing'; readonly urls: readonly string[] }
  /** When the last byte was handed to the line: UTC milliseconds. */
  | { readonly kind: 'written'; readonly at: number }
  | { readonly kind: 'fault'; readonly message: string };
