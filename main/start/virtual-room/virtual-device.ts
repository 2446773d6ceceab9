import type { Clock } from '../../../drivers/transport/transport.ts';
import type { RoomFault } from './messages.ts';
import type { Plug } from './plug.ts';

/** One device of the room as the room itself sees it; the station sees only its address. */
export interface VirtualDevice {
  readonly url: string;
  readonly fault: RoomFault;
  setFault(fault: RoomFault): void;
  stop(): Promise<void>;
}

export interface VirtualDeviceParts {
  readonly clock: Clock;
  readonly plug: Plug;
  /** Sets the device's own switches for this fault and clears all others; nothing to do for `unplugged`. */
  readonly misbehave: (fault: RoomFault) => void;
  /** What a power cut makes the device forget. */
  readonly losePower: () => void;
  /** The fault has changed, by `setFault` or because a reboot is over. */
  readonly onFault: () => void;
  readonly stop: () => void;
}

/** How long a rebooting device is not to be reached. Real readers take a minute; nobody waits that long in a demo. */
const rebootMs = 2000;

/** The plug and the switches of one device under one fault at a time. */
export function createVirtualDevice(parts: VirtualDeviceParts): VirtualDevice {
  const { clock, plug } = parts;
  let fault: RoomFault = 'none';
  let cancelReboot = (): void => {};

  const enter = (next: RoomFault): void => {
    cancelReboot();
    fault = next;
    parts.misbehave(next);
    void (next === 'unplugged' || next === 'reboot' ? plug.pull() : plug.insert());
    if (next === 'reboot') {
      parts.losePower();
      cancelReboot = clock.after(rebootMs, () => enter('none'));
    }
    parts.onFault();
  };
  return {
    url: plug.url,
    get fault() {
      return fault;
    },
    setFault: enter,
    async stop() {
      cancelReboot();
      parts.stop();
      await plug.pull();
    },
  };
}
