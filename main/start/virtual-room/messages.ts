/**
 * Between the station and the virtual room (虚拟房间): the world of the demo. The station says what people and things
 * do; the devices themselves are reached over TCP and HTTP like real ones. Structured clone.
 */

/** A tag as it exists in the virtual world. `tid` null: nobody knows it yet, the room gives the tag a lasting one. */
export interface RoomTag {
  /** Hexadecimal of whole words. */
  readonly epc: string;
  readonly tid: string | null;
}

/** A tag for the desk. Both null: the next blank tag of the supply, with its factory EPC. */
export interface DeskTag {
  readonly epc: string | null;
  readonly tid: string | null;
}

export type WalkKind = 'out' | 'in' | 'turn-back' | 'walk-by' | 'stand';

export const virtualDevices = [
  'portal',
  'desk',
  'printer',
  'signals',
  'camera',
  'doorCard',
  'deskCard',
] as const;
export type VirtualDeviceName = (typeof virtualDevices)[number];
/** `tcp://127.0.0.1:port`, for the camera `http://127.0.0.1:port`. */
export type RoomAddresses = Readonly<Record<VirtualDeviceName, string>>;

export type RoomFault =
  | 'none'
  | 'silent'
  | 'unplugged'
  | 'garbage'
  | 'paper-out'
  /** Over by itself: the device is away for two seconds and has forgotten what a power cut makes it forget. */
  | 'reboot'
  | 'antenna-down';

const everyDevice = ['none', 'silent', 'unplugged', 'garbage', 'reboot'] as const satisfies RoomFault[];

/** What can go wrong with which device; anything else is refused with `room.fault_not_possible`. */
export const possibleFaults: Readonly<Record<VirtualDeviceName, readonly RoomFault[]>> = {
  portal: [...everyDevice, 'antenna-down'],
  desk: [...everyDevice, 'antenna-down'],
  printer: [...everyDevice, 'paper-out'],
  signals: everyDevice,
  camera: everyDevice,
  doorCard: everyDevice,
  deskCard: everyDevice,
};

export interface WalkMessage {
  readonly kind: 'walk';
  readonly id: string;
  /** Null: somebody the station does not know. `badgeEpc` null: no badge is worn. */
  readonly person: { readonly name: string; readonly badgeEpc: string | null } | null;
  /** What the person carries, badge excluded. */
  readonly tags: readonly RoomTag[];
  readonly path: WalkKind;
  /** Where a turn-back, a walk-by or standing about begins; default: inside, a walk-by outside. Crossings ignore it. */
  readonly from?: 'inside' | 'outside';
}

export type ToVirtualRoom =
  | WalkMessage
  /** Every tag that lies on a shelf in the room; 40 of them lie within the portal's reach. Replaces the list before. */
  | { readonly kind: 'residents'; readonly tags: readonly RoomTag[] }
  /** Replaces everything on the desk. */
  | { readonly kind: 'desk'; readonly tags: readonly DeskTag[] }
  | { readonly kind: 'layOnDesk'; readonly epc: string | null; readonly tid: string | null }
  | { readonly kind: 'clearDesk' }
  /** `cardId` as the card domain has it: upper-case hexadecimal. */
  | { readonly kind: 'tap'; readonly reader: 'door' | 'desk'; readonly cardId: string }
  | { readonly kind: 'fault'; readonly device: VirtualDeviceName; readonly fault: RoomFault }
  | { readonly kind: 'stop' };

export type RefusalCode =
  /** Three people are under way already. */
  | 'room.door_crowded'
  /** A walk with this id is under way. */
  | 'room.walk_twice'
  | 'room.fault_not_possible'
  /** An EPC, a TID or a card number that is none. */
  | 'room.bad_number';

export type FromVirtualRoom =
  /** After every start, with new addresses each time: the room takes any free port. */
  | { readonly kind: 'ready'; readonly addresses: RoomAddresses }
  /** At once after a walk was asked for, then at most five times a second. */
  | {
      readonly kind: 'walking';
      readonly id: string;
      readonly person: string | null;
      readonly path: WalkKind;
      /** 0 to 1. */
      readonly progress: number;
      /** How long the whole walk takes; changes once when the door stops it. */
      readonly seconds: number;
    }
  | { readonly kind: 'walked'; readonly id: string; readonly stoppedByDoor: boolean }
  | {
      readonly kind: 'label';
      /** UTC milliseconds. */
      readonly at: number;
      readonly zpl: string;
      /** Of the tag in the label after writing; null for a label without one. */
      readonly epc: string | null;
      readonly tid: string | null;
      readonly jobId: string | null;
      /** Overprinted VOID: its tag could not be written. */
      readonly voided: boolean;
    }
  | {
      readonly kind: 'signals';
      readonly siren: boolean;
      readonly strobe: boolean;
      readonly doorLocked: boolean;
    }
  /** A tag was laid down, taken away or written. */
  | { readonly kind: 'desk'; readonly tags: readonly { readonly epc: string; readonly tid: string }[] }
  | {
      readonly kind: 'faults';
      readonly list: readonly { readonly device: VirtualDeviceName; readonly fault: RoomFault }[];
    }
  /** A message that was not obeyed; `id` of the walk it belonged to. */
  | {
      readonly kind: 'refused';
      readonly message: ToVirtualRoom['kind'];
      readonly code: RefusalCode;
      readonly id: string | null;
    };
