import type { DeviceEvent } from '../../drivers/manifest.ts';
import type { DevicePosition, DeviceRole } from '../contract/devices.ts';

/** What a domain may do with devices: by the role they play, never by their model. The hub (设备总线) implements it. */
export interface DeviceAccess {
  positions(): readonly DevicePosition[];
  onEvent(
    listener: (event: { readonly position: DevicePosition; readonly event: DeviceEvent }) => void,
  ): () => void;
  /** @throws DeviceError */
  request(device: string, action: string, input: unknown): Promise<unknown>;
}

/** The enabled position that plays a role, at a door where one is asked for. */
export function positionFor(
  devices: DeviceAccess,
  role: DeviceRole,
  door?: string,
): DevicePosition | undefined {
  return devices
    .positions()
    .find(
      (position) =>
        position.enabled && position.role === role && (door === undefined || position.door === door),
    );
}
