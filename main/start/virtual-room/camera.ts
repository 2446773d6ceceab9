import { type CameraFault, startCameraSimulator } from '../../../drivers/cameras/network-camera/index.ts';
import type { Clock } from '../../../drivers/transport/transport.ts';
import type { RoomFault } from './messages.ts';
import { createPlug } from './plug.ts';
import { createVirtualDevice, type VirtualDevice } from './virtual-device.ts';

/** How to log in to the virtual camera, which plays every maker's snapshot address. Nothing secret: the demo's own. */
const cameraLogin = { username: 'station', password: 'station-2026' } as const;

const faults: Partial<Record<RoomFault, CameraFault>> = { silent: 'slow', garbage: 'wrong-type' };

/** A network camera that looks at `scene`. Silent: half a picture and nothing more. Garbage: a login page. */
export async function openCamera(options: {
  readonly clock: Clock;
  readonly scene: () => Uint8Array;
  readonly onFault: () => void;
}): Promise<VirtualDevice> {
  const { clock, scene } = options;
  let fault: CameraFault | undefined;
  const open = async (port: number) => {
    const simulator = await startCameraSimulator({ scene, port, now: clock.now, ...cameraLogin });
    simulator.misbehave(fault);
    current = simulator;
    return { url: simulator.url, close: simulator.stop };
  };
  let current: Awaited<ReturnType<typeof startCameraSimulator>> | undefined;
  const first = await open(0);
  const port = Number(new URL(first.url).port);
  return createVirtualDevice({
    clock,
    plug: createPlug(clock, first.url, first, () => open(port)),
    misbehave(next) {
      fault = faults[next];
      current?.misbehave(fault);
    },
    losePower: () => undefined,
    onFault: options.onFault,
    stop: () => undefined,
  });
}
