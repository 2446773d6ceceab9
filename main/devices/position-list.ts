import path from 'node:path';
import type { DevicePosition } from '../contract/devices.ts';
import { Refusal } from '../kernel/errors.ts';
import type { DeviceHub } from './hub.ts';
import { writeDevicesFile } from './positions.ts';

export interface PositionListOptions {
  readonly hub: DeviceHub;
  /** Where positions are kept; undefined while the devices are virtual. */
  readonly file: string | undefined;
  readonly log: { info(detail: object, message: string): void };
}

/** The positions of the station as a person changes them: real ones in the devices file, training ones in memory. */
export class PositionList {
  readonly #options: PositionListOptions;

  constructor(options: PositionListOptions) {
    this.#options = options;
  }

  /** A real or a training position. @throws Refusal `devices.position_unknown` */
  require(id: string): DevicePosition {
    const { hub } = this.#options;
    const training = hub.training().find(({ position }) => position.id === id)?.position;
    const position = training ?? hub.positions().find((known) => known.id === id);
    if (position === undefined) throw new Refusal('devices.position_unknown', { id });
    return position;
  }

  /** @throws Refusal `devices.virtual_positions` in the demo world */
  async save(positions: readonly DevicePosition[]): Promise<void> {
    const { file, hub, log } = this.#options;
    if (file === undefined) throw new Refusal('devices.virtual_positions', {});
    await writeDevicesFile(file, positions);
    hub.setPositions(positions);
    log.info({ file: path.basename(file), positions: positions.length }, 'devices file written');
  }

  /** One position with other settings, wherever it is kept. */
  async replace(position: DevicePosition): Promise<void> {
    const { hub } = this.#options;
    if (hub.isTraining(position.id)) {
      hub.setTraining(
        hub.training().map((known) => (known.position.id === position.id ? { ...known, position } : known)),
      );
      return;
    }
    const others = hub.positions().filter(({ id }) => id !== position.id);
    await this.save([...others, position].sort((left, right) => left.id.localeCompare(right.id)));
  }
}
