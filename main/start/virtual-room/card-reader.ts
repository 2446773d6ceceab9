import { cardLineBytes } from '../../../drivers/cards/card-serial/simulator.ts';
import type { Clock, Transport } from '../../../drivers/transport/transport.ts';
import type { RoomFault } from './messages.ts';
import { openTcpPlug } from './plug.ts';
import { createVirtualDevice, type VirtualDevice } from './virtual-device.ts';

export interface VirtualCardReader {
  readonly device: VirtualDevice;
  /**
   * A card is held to the reader. Nobody hears it while nobody is connected, as with a real one.
   * @throws DeviceError `input.invalid` for a number that is no card's
   */
  tap(cardId: string): void;
}

/** A line as a worn cable makes it: no form of a card number fits. */
const damagedLine = Uint8Array.from([0x39, 0xc1, 0x00, 0xff, 0x1b, 0x0d, 0x0a]);

/** A serial card reader behind a TCP converter that sends the number as a line of hexadecimal. */
export async function openCardReader(options: {
  readonly clock: Clock;
  readonly onFault: () => void;
}): Promise<VirtualCardReader> {
  const { clock, onFault } = options;
  const listening = new Set<Transport>();
  let fault: RoomFault = 'none';
  const plug = await openTcpPlug(clock, (transport) => {
    listening.add(transport);
    transport.onClose(() => listening.delete(transport));
  });
  const device = createVirtualDevice({
    clock,
    plug,
    misbehave(next) {
      fault = next;
    },
    losePower: () => undefined,
    onFault,
    stop: () => undefined,
  });
  return {
    device,
    tap(cardId) {
      const line = cardLineBytes(cardId, 'hex-line');
      if (fault === 'silent') return;
      // A reader does not notice that the other end has just hung up.
      for (const transport of listening) {
        transport.write(fault === 'garbage' ? damagedLine : line).catch(() => undefined);
      }
    },
  };
}
