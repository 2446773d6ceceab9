import type { Framer } from '../framing/framer.ts';

/** What a frame of a board says, whatever the maker. Boards and cells count from 1 where the wire does too. */
export type BoardSays =
  /** The board understood an opening command: that, and nothing about the door. */
  | { readonly what: 'acknowledged'; readonly board: number; readonly cell: number }
  | { readonly what: 'refused'; readonly board: number; readonly cell: number }
  /** Feedback contacts of all channels in wire order: byte for byte as sent, bit 0 first. */
  | {
      readonly what: 'contacts';
      readonly board: number;
      readonly contacts: readonly (boolean | null)[];
      /** Sensors for goods, channel 1 first; null = no sensor. */
      readonly goods: readonly (boolean | null)[] | undefined;
    }
  /** One contact; `unasked` when the board tells a change by itself. */
  | {
      readonly what: 'contact';
      readonly board: number;
      readonly cell: number;
      readonly closed: boolean | null;
      readonly unasked: boolean;
    }
  /** An answer to hold or release. */
  | { readonly what: 'held'; readonly board: number; readonly cell: number };

/** What one kind of board is asked and how its frames are understood. */
export interface LockProtocol<Frame extends { readonly kind: 'checked' }> {
  createFramer(): Framer<Frame>;
  /** Frames of a host (an echo on a two-wire bus) say nothing. */
  says(frame: Frame): BoardSays | undefined;
  /** The board's own pulse, ended by its hardware. */
  open(board: number, cell: number): Uint8Array;
  statusOfAll(board: number): Uint8Array;
  /** Boards that can keep a channel energised, which only some locks survive. */
  readonly hold?: (board: number, cell: number) => Uint8Array;
  readonly release?: (board: number, cell: number) => Uint8Array;
  /** Opening answers with the states of all locks instead of an acknowledgement. */
  readonly opensWithStates?: boolean;
}
