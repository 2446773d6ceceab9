import { connectBoard, RelayBoard } from '../../../drivers/signals/modbus-rtu/index.ts';
import type { Clock } from '../../../drivers/transport/transport.ts';
import { doorOrder } from './door-order.ts';
import { openTcpPlug } from './plug.ts';
import { createVirtualDevice, type VirtualDevice } from './virtual-device.ts';

/**
 * What hangs on which relay and which input of the board; channels from 1. The door contact (门磁) is wired to close
 * while the door is open, so that its reading needs no turning round.
 */
const signalOutputs = { siren: 1, strobe: 2, door: 3 } as const;
const signalInputs = { doorContact: 1, exitButton: 2 } as const;

export interface SignalLights {
  readonly siren: boolean;
  readonly strobe: boolean;
  /**
   * An alarm lock is in force: the last order the door got was to lock, and no release came after it. In the hours of
   * the demo the room is staffed and its door passable; the maglock (磁力锁) itself, whose relay at rest means locked,
   * holds people back only then. The exit button is wired and never pressed: it cuts the lock's current in hardware.
   */
  readonly doorLocked: boolean;
}

export interface VirtualSignals {
  readonly device: VirtualDevice;
  readonly lights: SignalLights;
  setDoorOpen(open: boolean): void;
}

/** A Waveshare relay board with inputs: siren, strobe, door lock, door contact. */
export async function openSignals(options: {
  readonly clock: Clock;
  readonly onLights: (lights: SignalLights) => void;
  readonly onFault: () => void;
}): Promise<VirtualSignals> {
  const { clock } = options;
  const board = new RelayBoard({ clock, dialect: 'waveshare-d' });
  let doorLocked = false;
  let obeys = true;
  const lights = (): SignalLights => ({
    siren: board.relays.includes(signalOutputs.siren),
    strobe: board.relays.includes(signalOutputs.strobe),
    doorLocked,
  });
  const setDoorOpen = (open: boolean): void => board.setInput(signalInputs.doorContact, open);
  board.onChange(() => options.onLights(lights()));
  board.onRequest((request) => {
    const order = obeys ? doorOrder(request, signalOutputs.door) : undefined;
    if (order === undefined || doorLocked === (order === 'lock')) return;
    doorLocked = order === 'lock';
    options.onLights(lights());
  });
  const plug = await openTcpPlug(clock, (transport) => connectBoard(board, transport));
  const device = createVirtualDevice({
    clock,
    plug,
    misbehave(fault) {
      obeys = fault !== 'silent';
      // The nearest to garbage a board behind a passing-through converter makes: it obeys, its answers are damaged.
      board.misbehave(fault === 'silent' ? 'silent' : fault === 'garbage' ? 'wrong-crc' : undefined);
    },
    losePower: () => board.losePower(),
    onFault: options.onFault,
    stop: () => board.stop(),
  });
  return {
    device,
    setDoorOpen,
    get lights() {
      return lights();
    },
  };
}
